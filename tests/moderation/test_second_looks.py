"""What those who reported are told, and the second look that they can ask for."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.communities import MemberFactory
from tests.factories.moderation import AppealFactory, CauseFactory, DecisionFactory, ItemFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation import actions, queries, rules
from wellbeing_portal.moderation.enums import APPEAL_TIME, Colour, Outcome, Why
from wellbeing_portal.moderation.models import Appeal, Cause, Evidence, Item
from wellbeing_portal.notifications.models import Delivery, Notice

pytestmark = pytest.mark.django_db
CONTACT = {"who": "Ulla Ulkopuolinen", "address": "ulla@elsewhere.example", "language": "fi"}


def decide(moderator, item, verdict="no_action"):
    actions.take_item(moderator, item=item)
    facts = {"facts": "Kirjoittaja pyysi anteeksi.", "answer": "Se ei ollut sääntöjä vastaan."}
    return actions.decide_item(moderator, item=item, verdict=verdict, rule="harassment", **facts)


@pytest.fixture
def cause(post, reporter, moderator):
    cause = actions.report_thing(reporter, about=post, rule="harassment", note="Ei ollut kivaa.")
    decide(moderator, cause.item)
    return Cause.objects.select_related("item__decision", "by").get()


@pytest.fixture
def host(group, staff):
    return MemberFactory(group=group, user=staff, pseudonym="Hidas ilves", is_host=True).user


def told(kind):
    return [notice.recipient for notice in Notice.objects.filter(kind=f"moderation.{kind}").order_by("pk")]


def url_of(cause):
    return reverse("moderation:receipt", args=[cause.public_id])


def test_the_receipt_gives_the_reasons_and_nothing_of_the_writer(client, cause, reporter):
    client.force_login(reporter)
    html = client.get(url_of(cause) + "?lang=en").content.decode()
    for said in ("Se ei ollut sääntöjä vastaan.", "Mocks, insults or follows somebody"):
        assert said in html
    for hidden in ("Kirjoittaja pyysi anteeksi.", "Sininen lyhty"):
        assert hidden not in html


def test_the_receipt_of_a_notice_gives_them_too(client, post, moderator):
    item = ItemFactory(place=post.thread.group.owner)
    notice = CauseFactory(item=item, by=None, **CONTACT)
    decide(moderator, item)
    html = client.get(reverse("moderation:notice_receipt", args=[notice.public_id])).content.decode()
    assert "Se ei ollut sääntöjä vastaan." in html
    for hidden in ("Kirjoittaja pyysi anteeksi.", "Ulla"):
        assert hidden not in html


def test_a_second_look_is_asked_for_once_and_goes_to_somebody_else(client, cause, reporter, moderator, coordinator):
    Notice.objects.all().delete()
    client.force_login(reporter)
    assert client.post(url_of(cause), {"says": ""}).status_code == 422
    for said in ("Luitteko varmasti?", "Entä nyt?"):
        assert client.post(url_of(cause), {"says": said}).status_code == 303
    appeal = Appeal.objects.get()
    assert (appeal.cause, appeal.by, appeal.says, appeal.first_decider) == (
        cause, reporter, "Luitteko varmasti?", moderator,
    )  # fmt: skip
    assert told("appeal_waits") == [coordinator]
    assert Entry.objects.get(action="ask_again").actor == ""
    assert list(queries.appeals_for(coordinator)) == [appeal]
    assert list(queries.appeals_for(moderator)) == []
    page = client.get(url_of(cause) + "?lang=en").content.decode()
    assert "You asked for a second look on" in page
    assert 'name="says"' not in page
    with pytest.raises(IntegrityError), transaction.atomic():
        AppealFactory(decision=appeal.decision, cause=cause, by=None)


def test_upheld_it_stays_and_the_reason_stands_on_the_receipt(client, cause, reporter, coordinator):
    appeal = actions.ask_again(cause=cause, says="Luitteko varmasti?")
    assert actions.ask_again(cause=cause, says="Entä nyt?") == appeal
    actions.decide_appeal(coordinator, appeal=appeal, outcome=Outcome.UPHELD, reason="Luin uudestaan.")
    assert (told("appeal_answered"), Item.objects.open().count()) == ([reporter], 0)
    client.force_login(reporter)
    assert "Luin uudestaan." in client.get(url_of(cause)).content.decode()


def test_granted_it_comes_before_the_moderators_again(client, people, cause, reporter):
    coordinator = people.coordinator
    appeal = actions.ask_again(cause=cause, says="Luitteko varmasti?")
    client.force_login(coordinator)
    page = reverse("moderation:appeal_page", args=[appeal.public_id])
    html = client.get(page + "?lang=en").content.decode()
    assert "A second look" in html
    for hidden in ("Vihreä juna", reporter.email, str(cause.public_id)):
        assert hidden not in html
    answer = client.post(page, {"outcome": "overturned", "reason": "Totta, luetaan uudestaan."})
    item = Item.objects.open().get()
    assert answer.headers["Location"] == reverse("moderation:item_page", args=[item.public_id])
    assert (item.assignee, item.colour, item.causes.get().note) == (coordinator, Colour.AMBER, "Ei ollut kivaa.")
    assert queries.outcome_of(cause.item) == "anew"
    Notice.objects.all().delete()
    actions.decide_item(coordinator, item=item, verdict="hide", rule="harassment", facts="Pilkkaa.", answer="Totta.")
    assert (told("report_answered"), told("statement")) == ([reporter], [cause.item.author])


def test_of_what_is_gone_nothing_is_decided_anew(post, reporter, moderator, coordinator):
    item = ItemFactory(place=post.thread.group.owner)
    cause = CauseFactory(item=item, by=reporter)
    decide(moderator, item)
    appeal = actions.ask_again(cause=cause, says="Luitteko varmasti?")
    with pytest.raises(Refusal) as refused, transaction.atomic():
        actions.decide_appeal(coordinator, appeal=appeal, outcome=Outcome.OVERTURNED, reason="Totta.")
    assert refused.value.field == "outcome"
    assert Evidence.objects.count() == 0
    actions.decide_appeal(coordinator, appeal=appeal, outcome=Outcome.UPHELD, reason="Se on jo poissa.")


def test_what_a_colleague_has_taken_meanwhile_stays_theirs(post, cause, moderator, coordinator):
    item = actions.raise_item(about=post, colour=Colour.AMBER, why=Why.WORDS)
    actions.take_item(moderator, item=item)
    appeal = actions.ask_again(cause=cause, says="Luitteko varmasti?")
    actions.decide_appeal(coordinator, appeal=appeal, outcome=Outcome.OVERTURNED, reason="Totta.")
    item.refresh_from_db()
    assert (item.assignee, item.causes.filter(why=Why.REPORT).count()) == (moderator, 1)


def test_a_notice_without_an_account_is_looked_at_again_too(client, post, moderator, coordinator):
    cause = actions.give_notice(about=post, rule="illegal", note="Rikkoo lakia.", **CONTACT)
    decide(moderator, cause.item)
    page = reverse("moderation:notice_receipt", args=[cause.public_id])
    assert client.post(page, {"says": "Luitteko varmasti?"}).status_code == 303
    appeal = Appeal.objects.get()
    assert appeal.by is None
    actions.decide_appeal(coordinator, appeal=appeal, outcome=Outcome.OVERTURNED, reason="Totta.")
    mails = Delivery.objects.filter(kind="moderation.notice_answered")
    assert mails.count() == 2
    again = Item.objects.open().get().causes.get()
    assert (again.who, again.address, again.language, again.note) == (*CONTACT.values(), "Rikkoo lakia.")


def test_second_looks_of_notices_have_a_limit(client, diak, settings):
    settings.ACCOUNT_RATE_LIMITS = {"notice": "1/h/ip"}
    decision = DecisionFactory(item__place=diak, verdict="no_action", hides=False)
    cause = CauseFactory(item=decision.item, by=None, **CONTACT)
    page = reverse("moderation:notice_receipt", args=[cause.public_id])
    assert [client.post(page, {"says": "Luitteko?"}).status_code for _time in range(2)] == [303, 429]


def test_only_of_what_nothing_came_and_for_six_months(diak, reporter):
    now = timezone.now()
    nothing = {"item__place": diak, "verdict": "no_action", "hides": False}
    cause = CauseFactory(item=DecisionFactory(**nothing).item, by=reporter)
    decision = cause.item.decision
    other = DecisionFactory(**nothing)
    done = CauseFactory(item=DecisionFactory(item__place=diak).item, by=reporter)
    waits = CauseFactory(item=ItemFactory(place=diak), by=reporter)
    assert rules.can_ask_again(cause, decision, now)
    assert not rules.can_ask_again(cause, other, now)
    assert not rules.can_ask_again(cause, decision, now + APPEAL_TIME + datetime.timedelta(seconds=1))
    assert not rules.can_ask_again(done, done.item.decision, now)
    assert not rules.can_ask_again(waits, None, now)
    for row in (done, waits):
        with pytest.raises(Refusal):
            actions.ask_again(cause=row, says="Luitteko varmasti?")


def test_too_late_is_said(client, cause, reporter):
    with time_machine.travel(timezone.now() + APPEAL_TIME + datetime.timedelta(days=1), tick=False):
        client.force_login(reporter)
        assert client.post(url_of(cause), {"says": "Luitteko?"}).status_code == 403


def test_who_reported_does_not_answer_themselves(post, moderator, coordinator, diak):
    """Those who moderate report too."""
    cause = actions.report_thing(coordinator, about=post, rule="harassment")
    decide(moderator, cause.item)
    appeal = actions.ask_again(cause=Cause.objects.select_related("item__decision").get(), says="Luitko?")
    assert list(queries.appeals_for(coordinator)) == []
    assert not rules.can_decide_appeal(coordinator, appeal)
    assert not rules.can_decide_appeal(UserFactory(), appeal)


def test_two_questions_that_were_decided_together_have_one_second_look(client, group, host, moderator):
    """As they were before each was an item of its own."""
    item = ItemFactory(place=group.owner, is_question=True)
    asked = [CauseFactory(item=item, by=host, why=Why.HOST, rule="") for _time in range(2)]
    decide(moderator, item)
    client.force_login(host)
    for cause in asked:
        assert client.post(url_of(cause), {"says": "En saanut apua."}).status_code == 303
        assert "You asked for a second look on" in client.get(url_of(cause) + "?lang=en").content.decode()
    assert Appeal.objects.get().cause == asked[0]


def test_a_host_reads_an_answer_and_no_verdict(client, group, host, moderator):
    cause = actions.ask_moderator(host, about=group, note="Mitä teen?")
    client.force_login(host)
    page = client.get(url_of(cause) + "?lang=en").content.decode()
    assert "Your question is with the moderators" in page
    assert "Your report" not in page
    decide(moderator, cause.item)
    page = client.get(url_of(cause) + "?lang=en").content.decode()
    for said in ("The moderators have answered you.", "Se ei ollut sääntöjä vastaan."):
        assert said in page
    for verdict in ("did not find it to be against the rules", "By which rule it was judged"):
        assert verdict not in page
