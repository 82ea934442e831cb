"""What hosts do themselves is told with its reasons and can be appealed, as any decision."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from communities import actions as rooms
from communities.models import Member
from tests.factories.chats import ChatFactory, ChatGuestFactory, ChatMessageFactory
from tests.factories.communities import MemberFactory
from tests.factories.institutions import MembershipFactory
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation import actions, queries
from wellbeing_portal.moderation.enums import How, Outcome, Verdict
from wellbeing_portal.moderation.models import Decision, Event, Evidence, Item
from wellbeing_portal.notifications.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(group, staff):
    return MemberFactory(group=group, user=staff, pseudonym="Hidas ilves", is_host=True)


@pytest.fixture
def chat(diak):
    return ChatFactory(owner=diak)


@pytest.fixture
def guest(chat, student):
    return ChatGuestFactory(chat=chat, user=student, nickname="Sateinen silta")


def told():
    return [notice.recipient for notice in Notice.objects.filter(kind="moderation.statement").order_by("pk")]


def the_decision():
    return Decision.objects.select_related("item__place").get()


def overturned(person, moderator, decision):
    appeal = actions.appeal_decision(person, decision=decision, says="En tehnyt niin.")
    return actions.decide_appeal(moderator, appeal=appeal, outcome=Outcome.OVERTURNED, reason="Totta.")


def test_a_hidden_post_is_told_with_its_reason(client, post, host, student, moderator):
    for _time in range(2):
        rooms.hide_post(host.user, post=post, reason="Nimi näkyy.")
    decision = the_decision()
    assert (decision.verdict, decision.facts, decision.by_host, decision.hides) == ("hide", "Nimi näkyy.", True, True)
    assert (decision.item.how, decision.item.author, told()) == (How.HANDLED, student, [student])
    # Nothing is kept of a text that nobody has asked about; hosts have no names for those who moderate.
    assert (Evidence.objects.count(), Event.objects.get().actor) == (0, None)
    client.force_login(student)
    answer = client.get(reverse("moderation:statement", args=[decision.public_id]) + "?lang=en")
    page = " ".join(answer.content.decode().split())
    assert "Those who host there decided this" in page
    assert "Nimi näkyy." in page
    assert "Hidas ilves" not in page


def test_an_appeal_against_a_host_goes_to_those_who_moderate_and_undoes_the_act(post, host, student, moderator):
    rooms.hide_post(host.user, post=post, reason="Nimi näkyy.")
    overturned(student, moderator, the_decision())
    post.refresh_from_db()
    assert post.hidden_at is None
    assert [post.body in row.said for row in Evidence.objects.all()] == [True]


def test_a_host_who_moderates_too_does_not_answer_the_appeal(post, moderator, student):
    rooms.hide_post(moderator, post=post, reason="Nimi näkyy.")
    appeal = actions.appeal_decision(student, decision=the_decision(), says="Ei näy.")
    with pytest.raises(Refusal):
        actions.decide_appeal(moderator, appeal=appeal, outcome=Outcome.UPHELD, reason="Näkyy.")


def test_what_a_host_takes_back_is_told_and_cannot_be_appealed(client, post, host, student):
    rooms.hide_post(host.user, post=post, reason="Nimi näkyy.")
    for _time in range(2):
        rooms.restore_post(host.user, post=post)
    decision = the_decision()
    assert decision.ended_at is not None
    assert told() == [student, student]
    with pytest.raises(Refusal):
        actions.appeal_decision(student, decision=decision, says="Ei näy.")
    client.force_login(student)
    assert client.post(reverse("moderation:statement", args=[decision.public_id]), {"says": "Ei"}).status_code == 403
    text = client.get(reverse("moderation:statement_text", args=[decision.public_id]) + "?lang=en").content.decode()
    assert "The hosts took this back on" in text
    assert "Taken back" in client.get(reverse("moderation:my_cases") + "?lang=en").content.decode()


def test_what_is_taken_back_when_its_writer_is_gone_is_told_to_nobody(post, host, student):
    rooms.hide_post(host.user, post=post, reason="Nimi näkyy.")
    Item.objects.update(author=None)
    rooms.restore_post(host.user, post=post)
    assert (the_decision().ended_at is not None, told()) == (True, [student])


def test_a_hidden_conversation_is_told_to_who_began_it(post, host, student, moderator):
    rooms.hide_thread(host.user, thread=post.thread, reason="Riitaa.")
    assert told() == [student]
    overturned(student, moderator, the_decision())
    post.thread.refresh_from_db()
    assert post.thread.hidden_at is None


def test_what_a_host_hid_before_stays_hidden_after_an_appeal(post, host, reporter, student, moderator, coordinator):
    rooms.hide_post(host.user, post=post, reason="Nimi näkyy.")
    item = actions.report_thing(reporter, about=post, rule="harassment").item
    actions.take_item(moderator, item=item)
    decision = actions.decide_item(moderator, item=item, verdict="hide", rule="harassment", facts="Pilkkaa.")
    assert decision.was_hidden
    overturned(student, coordinator, decision)
    post.refresh_from_db()
    assert post.hidden_at is not None


def test_a_report_stays_in_the_queue_when_a_host_hides_the_text(post, host, reporter, moderator):
    item = actions.report_thing(reporter, about=post, rule="harassment").item
    rooms.hide_post(host.user, post=post, reason="Nimi näkyy.")
    assert list(Item.objects.open()) == [item]
    assert [one.how for one in queries.items_before(moderator, item)] == [How.HANDLED]


def test_being_taken_out_of_a_group_is_told_and_can_be_taken_back(group, post, host, student, moderator):
    member = Member.objects.get(group=group, user=student)
    for _time in range(2):
        rooms.remove_member(host.user, member=member, reason="Riitaa.")
    decision = the_decision()
    assert (decision.verdict, queries.about_of(decision.item)["says"], told()) == (Verdict.REMOVE, "", [student])
    overturned(student, moderator, decision)
    member.refresh_from_db()
    assert member.state == "left"


def test_nobody_is_told_of_what_they_do_to_themselves(group, host):
    own = rooms.start_thread(host, title="Hei", body="Moi")
    rooms.hide_thread(host.user, thread=own, reason="Turha.")
    assert Decision.objects.count() == 0


def test_hosts_of_a_chat_give_reasons_that_outlive_it(chat, guest, staff, student, moderator):
    message = ChatMessageFactory(chat=chat, guest=guest, body="Soita minulle.")
    until = timezone.now() + datetime.timedelta(minutes=10)
    rooms.hide_message(staff, message=message, reason="Yhteystieto.")
    rooms.mute_guest(staff, guest=guest, until=until, reason="Tauko.")
    rooms.remove_guest(staff, guest=guest, reason="Riitaa.")
    assert [(one.verdict, one.facts, one.until) for one in Decision.objects.order_by("pk")] == [
        ("hide", "Yhteystieto.", None),
        ("restrict", "Tauko.", until),
        ("remove", "Riitaa.", None),
    ]
    for decision in Decision.objects.select_related("item__place").order_by("pk"):
        overturned(student, moderator, decision)
    guest.refresh_from_db()
    message.refresh_from_db()
    assert (message.hidden_at, guest.muted_until, guest.removed_at) == (None, None, None)


def test_an_appeal_after_the_chat_was_wiped_has_nothing_to_undo(chat, guest, staff, student, moderator):
    rooms.remove_guest(staff, guest=guest, reason="Riitaa.")
    decision = the_decision()
    guest.delete()
    assert overturned(student, moderator, decision).outcome == Outcome.OVERTURNED
    assert Evidence.objects.count() == 0


def test_the_hosts_take_back_what_they_did_in_a_chat(chat, guest, staff):
    message = ChatMessageFactory(chat=chat, guest=guest)
    rooms.hide_message(staff, message=message, reason="Yhteystieto.")
    rooms.mute_guest(staff, guest=guest, until=timezone.now() + datetime.timedelta(minutes=10), reason="Tauko.")
    rooms.remove_guest(staff, guest=guest, reason="Riitaa.")
    rooms.show_message(staff, message=message)
    rooms.unmute_guest(staff, guest=guest)
    rooms.let_guest_back(staff, guest=guest)
    assert Decision.objects.filter(ended_at__isnull=True).count() == 0


def test_what_was_decided_by_moderation_is_told_once(post, reporter, student, moderator):
    item = actions.report_thing(reporter, about=post, rule="harassment").item
    actions.take_item(moderator, item=item)
    actions.decide_item(moderator, item=item, verdict="remove", rule="harassment", facts="Pilkkaa.", hides=True)
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("kind", ["communities.member", "communities.chat_guest"])
def test_nobody_reports_a_person(client, group, guest, host, peer, kind):
    MembershipFactory(user=peer, role=Role.MODERATOR, institution=group.owner)
    client.force_login(peer)
    for row in (host, guest):
        assert client.get(reverse("moderation:report", args=[kind, row.public_id])).status_code == 404


def test_a_host_asks_a_moderator_and_is_answered_on_a_receipt(client, group, host, moderator):
    client.force_login(host.user)
    ask = reverse("communities:moderator_ask", args=[group.slug])
    assert ask in client.get(reverse("communities:host_page", args=[group.slug])).content.decode()
    assert client.post(ask, {"note": " "}).status_code == 422
    form = {"note": "Mitä teen, kun joku riitelee?", "once": str(uuid.uuid4())}
    receipts = {client.post(ask, form)["Location"] for _time in range(2)}
    item = Item.objects.open().get()
    assert (item.colour, [cause["note"] for cause in queries.causes_of(moderator, item)]) == (2, [form["note"]])
    (receipt,) = receipts
    assert form["note"] in client.get(receipt).content.decode()
    actions.take_item(moderator, item=item)
    actions.decide_item(moderator, item=item, verdict="no_action", rule="other", facts="-", answer="Soita minulle.")
    assert [notice.recipient for notice in Notice.objects.filter(kind="moderation.report_answered")] == [host.user]
    assert "Soita minulle." in client.get(receipt).content.decode()


def test_a_host_does_not_show_what_moderation_has_hidden(client, post, host, reporter, student, moderator, coordinator):
    item = actions.report_thing(reporter, about=post, rule="harassment").item
    actions.take_item(moderator, item=item)
    decision = actions.decide_item(moderator, item=item, verdict="hide", rule="harassment", facts="Pilkkaa.")
    restore = reverse("communities:post_restore", args=[post.public_id])
    client.force_login(host.user)
    assert client.post(restore).status_code == 403
    client.force_login(moderator)
    assert client.post(restore).status_code == 303
    overturned(student, coordinator, decision)
    rooms.hide_post(host.user, post=post, reason="Nimi näkyy.")
    client.force_login(host.user)
    assert client.post(restore).status_code == 303
