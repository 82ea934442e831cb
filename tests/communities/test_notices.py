"""What peer groups say, to whom, and when they think better of it."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from communities import actions, notices
from communities.enums import Form, GroupState, JoinPolicy, MemberState, RemindMe
from communities.models import Thread, ThreadFollow
from tests.communities.notices import rows
from tests.factories.communities import GroupFactory, MeetupFactory, MemberFactory
from tests.factories.institutions import MembershipFactory
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.kernel.voice import kind_named, kinds
from wellbeing_portal.notifications.models import Delivery, Mute, Notice
from wellbeing_portal.notifications.queries import lines_of

pytestmark = pytest.mark.django_db

DECIDED = "Something was decided that concerns you. You see why, and how to appeal."


@pytest.fixture
def group(diak):
    """A group of one institution that people ask to join."""
    texts = {"title_fi": "Aamukahvit", "title_en": "Morning coffee"}
    return GroupFactory(owner=diak, form=Form.INTEREST, join_policy=JoinPolicy.REQUEST, **texts)


def asked(user, group, **columns):
    return MemberFactory(user=user, group=group, state=MemberState.REQUESTED, asked_at=timezone.now(), **columns)


def said():
    """Who was told what, in the order of the telling."""
    return list(Notice.objects.order_by("pk").values_list("kind", "recipient__email"))


def seen(user, *, by_mail=False):
    """The lines that somebody reads, in English, as in their inbox or in an e-mail."""
    rows = Notice.objects.visible_to(user).order_by("pk")
    return [line.text for line in lines_of(user, list(rows), by_mail=by_mail)]


@pytest.fixture(autouse=True)
def _english(settings):
    settings.LANGUAGE_CODE = "en"


def links(user, *, by_mail=False):
    rows = Notice.objects.visible_to(user).order_by("pk")
    return [line.link for line in lines_of(user, list(rows), by_mail=by_mail)]


# --- a request is answered


def test_who_asked_hears_the_answer_once_in_the_portal_and_by_mail(group, student, moderator):
    member = asked(student, group)
    for _time in range(2):
        actions.accept_request(moderator, member=member)
    assert said() == [("communities.request_answered", "student@diak.example")]
    assert seen(student) == ["You have a place in the group Morning coffee."]
    mails = Delivery.objects.values_list("kind", "recipient__email", "target_id")
    assert list(mails) == [("communities.request_answered", "student@diak.example", member.public_id)]


def test_a_no_is_an_answer_and_another_request_another_answer(group, student, moderator):
    member = asked(student, group)
    actions.decline_request(moderator, member=member, reason="Täynnä juuri nyt")
    assert seen(student) == ["Your request to join the group Morning coffee has been answered."]
    member = actions.ask_to_join(student, group=group, pseudonym="Tyyni lampi")
    actions.accept_request(moderator, member=member)
    answers = [kind for kind, email in said() if email == student.email]
    assert answers == ["communities.request_answered"] * 2


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        ({"state": MemberState.ACTIVE}, True),
        ({"state": MemberState.DECLINED}, True),
        ({"state": MemberState.ACTIVE, "last_visit_at": timezone.now() + datetime.timedelta(hours=1)}, False),
        ({"state": MemberState.ACTIVE, "last_visit_at": timezone.now() - datetime.timedelta(days=9)}, True),
        ({"state": MemberState.LEFT}, False),
        ({"state": MemberState.REQUESTED}, False),
    ],
)
def test_an_answer_is_wanted_until_its_reader_has_been_there(group, student, columns, wanted):
    member = MemberFactory(user=student, group=group, **columns)
    assert notices.RequestAnswered().still_wanted(member, student) is wanted


# --- a request waits


def test_the_hosts_hear_of_requests_in_one_notice(group, student, peer, staff, moderator):
    MemberFactory(user=staff, group=group, is_host=True)
    for number, asker in enumerate((student, peer)):
        actions.ask_to_join(asker, group=group, pseudonym=f"Tyyni lampi {number}")
    assert said() == [("communities.request_waiting", staff.email)]
    assert seen(staff) == ["2 people ask to join the group Morning coffee."]
    assert not Delivery.objects.exists()


def test_where_nobody_hosts_the_owners_moderators_hear_of_it_or_else_its_coordinators(
    group, diak, student, coordinator
):
    actions.ask_to_join(student, group=group, pseudonym="Tyyni lampi")
    assert said() == [("communities.request_waiting", coordinator.email)]
    Notice.objects.all().delete()
    moderator = MembershipFactory(institution=diak, role=Role.MODERATOR).user
    MembershipFactory(role=Role.MODERATOR)
    actions.withdraw_request(student, member=group.members.get())
    actions.ask_to_join(student, group=group, pseudonym="Tyyni lampi")
    assert said() == [("communities.request_waiting", moderator.email)]


def test_a_request_that_was_answered_is_in_no_mail(group, student, moderator):
    actions.ask_to_join(student, group=group, pseudonym="Tyyni lampi")
    assert seen(moderator, by_mail=True) == ["One person asks to join the group Morning coffee."]
    actions.accept_request(moderator, member=group.members.get())
    assert seen(moderator, by_mail=True) == []
    assert seen(moderator) == ["The requests to join a group you look after have been answered."]


def test_who_no_longer_hosts_sees_no_requests(group, student, peer, moderator):
    host = MemberFactory(user=peer, group=group, is_host=True)
    actions.ask_to_join(student, group=group, pseudonym="Tyyni lampi")
    actions.set_host(moderator, member=host, is_host=False)
    assert seen(peer) == []


# --- a proposal is answered


def proposed(student, diak):
    return GroupFactory(owner=diak, proposed_by=student, state=GroupState.PROPOSED, title_en="Night swimmers")


def test_who_proposed_a_group_hears_that_it_opens(diak, student, moderator):
    group = proposed(student, diak)
    for _time in range(2):
        actions.move_group(moderator, group=group, to=GroupState.OPEN)
    actions.move_group(moderator, group=group, to=GroupState.RESTING)
    actions.move_group(moderator, group=group, to=GroupState.OPEN)
    assert said() == [("communities.proposal_answered", student.email)]
    assert seen(student) == ["The group you proposed is open: Night swimmers."]


def test_who_proposed_a_group_hears_that_there_is_an_answer(diak, student, moderator):
    group = proposed(student, diak)
    for _time in range(2):
        actions.decline_proposal(moderator, group=group, reason="Samanlainen on jo")
    assert said() == [("communities.proposal_answered", student.email)]
    assert seen(student) == ["Your proposal for the group Night swimmers has been answered."]


def test_an_answer_to_nobody_is_not_said(diak, moderator):
    for to in (GroupState.OPEN, GroupState.DECLINED):
        group = proposed(None, diak)
        if to == GroupState.OPEN:
            actions.move_group(moderator, group=group, to=to)
        else:
            actions.decline_proposal(moderator, group=group, reason="Samanlainen on jo")
    assert said() == []


def test_a_proposal_that_is_over_is_in_no_mail(diak, student, moderator):
    group = proposed(student, diak)
    actions.move_group(moderator, group=group, to=GroupState.OPEN)
    actions.move_group(moderator, group=group, to=GroupState.CLOSED)
    assert seen(student, by_mail=True) == []


# --- replies and mentions


@pytest.fixture
def talk(group, student, peer, staff):
    """A conversation that the student began; the others are members and have written nothing."""
    group.join_policy = JoinPolicy.OPEN
    names = {student: "Tyyni lampi", peer: "Hiljainen kuusi 12", staff: "Vaalea kivi"}
    members = [actions.join_group(user, group=group, pseudonym=name) for user, name in names.items()]
    thread = actions.start_thread(members[0], title="Mihin aikaan?", body="Moi")
    return SimpleNamespace(group=group, thread=thread, student=members[0], peer=members[1], staff=members[2])


def test_replies_are_one_notice_for_those_who_follow_and_never_for_their_writer(talk, student, peer, staff):
    for writer in (talk.peer, talk.peer, talk.student):
        actions.publish_post(writer, thread=talk.thread, body="Kello kuusi")
    assert said() == [("communities.thread_replies", student.email), ("communities.thread_replies", peer.email)]
    assert seen(student) == ["2 new replies in a conversation you follow in the group Morning coffee."]
    assert seen(peer) == ["A new reply in a conversation you follow in the group Morning coffee."]
    assert not Delivery.objects.exists()


def test_a_chosen_end_of_following_outlasts_the_next_post(talk, student):
    actions.follow_thread(talk.student, thread=talk.thread, on=False)
    actions.publish_post(talk.student, thread=talk.thread, body="Vielä tämä")
    actions.publish_post(talk.peer, thread=talk.thread, body="Kello kuusi")
    assert said() == []
    actions.follow_thread(talk.student, thread=talk.thread, on=True)
    actions.publish_post(talk.peer, thread=talk.thread, body="Kello seitsemän")
    assert said() == [("communities.thread_replies", student.email)]


@pytest.mark.parametrize("away", ["left", "removed"])
def test_who_is_out_of_the_group_follows_nothing_in_it(talk, student, peer, moderator, away):
    actions.publish_post(talk.peer, thread=talk.thread, body="Kello kuusi")
    if away == "left":
        actions.leave_group(student, member=talk.student)
    else:
        actions.remove_member(moderator, member=talk.student, reason="Riitaa")
    actions.publish_post(talk.peer, thread=talk.thread, body="Missä kaikki ovat")
    assert [line for line in said() if line[0].startswith("communities.")] == [
        ("communities.thread_replies", student.email)
    ]
    assert seen(student) == ([] if away == "left" else [DECIDED])
    if away == "left":
        again = actions.join_group(student, group=talk.group, pseudonym="")
        assert not ThreadFollow.objects.filter(member=again).exists()


def test_replies_are_in_no_mail_once_they_are_read_or_the_conversation_is_over(talk, student, moderator):
    actions.publish_post(talk.peer, thread=talk.thread, body="Kello kuusi")
    told = ["A new reply in a conversation you follow in the group Morning coffee."]
    assert seen(student, by_mail=True) == told
    actions.close_thread(moderator, thread=talk.thread, reason="Riitaa")
    assert (seen(student, by_mail=True), seen(student)) == ([], told)
    actions.reopen_thread(moderator, thread=talk.thread)
    actions.hide_thread(moderator, thread=talk.thread, reason="Riitaa")
    assert (seen(student, by_mail=True), seen(student)) == ([DECIDED], [DECIDED])
    actions.restore_thread(moderator, thread=talk.thread)
    Notice.objects.filter(kind="moderation.statement").delete()
    assert seen(student, by_mail=True) == told
    actions.follow_thread(talk.student, thread=talk.thread, on=False)
    assert seen(student, by_mail=True) == []
    actions.follow_thread(talk.student, thread=talk.thread, on=True)
    actions.mark_thread_read(talk.student, thread=Thread.objects.get(), position=2)
    assert seen(student, by_mail=True) == []


def test_a_conversation_that_was_read_is_not_new_in_the_inbox_either(talk, student):
    for body in ("Kello kuusi", "Sopiiko, @tyyni lampi?"):
        actions.publish_post(talk.peer, thread=talk.thread, body=body)
    for position, left in ((2, ["communities.thread_replies", "communities.mention"]), (3, [])):
        actions.mark_thread_read(talk.student, thread=Thread.objects.get(), position=position)
        unread = Notice.objects.visible_to(student).filter(read_at=None).order_by("pk")
        assert list(unread.values_list("kind", flat=True)) == left


def test_the_notice_leads_to_the_first_reply_that_was_not_read(talk, student):
    actions.publish_post(talk.peer, thread=talk.thread, body="Kello kuusi")
    [line] = lines_of(student, list(Notice.objects.all()))
    assert line.link == talk.thread.url_of(2)


def test_who_is_called_by_pseudonym_hears_that_instead_of_the_reply(talk, student, peer, staff):
    body = "Hei @Tyyni lampi, @hiljainen KUUSI 12 ja @Vaalea kivi. Myös @Kukaan muu"
    post = actions.publish_post(talk.staff, thread=talk.thread, body=body)
    assert said() == [("communities.mention", student.email), ("communities.mention", peer.email)]
    assert seen(student) == ["Somebody calls you by your pseudonym in the group Morning coffee."]
    [line] = lines_of(peer, list(Notice.objects.visible_to(peer)))
    assert line.link == post.get_absolute_url()


def test_only_members_of_today_are_called(talk, peer, stranger):
    actions.leave_group(peer, member=talk.peer)
    MemberFactory(user=stranger, pseudonym="Toinen ryhmä")
    actions.publish_post(talk.student, thread=talk.thread, body="@Hiljainen kuusi 12 @Toinen ryhmä @Tyyni lampi")
    assert said() == []


def test_an_edit_calls_only_those_who_were_not_called_before(talk, peer, staff):
    post = actions.publish_post(talk.student, thread=talk.thread, body="@Vaalea kivi")
    actions.edit_post(talk.student, post=post, body="@Vaalea kivi ja @Hiljainen kuusi 12", version=1)
    assert said() == [("communities.mention", staff.email), ("communities.mention", peer.email)]


def test_a_mention_that_is_gone_or_read_is_in_no_mail(talk, peer, moderator):
    post = actions.publish_post(talk.student, thread=talk.thread, body="@Hiljainen kuusi 12")
    assert len(seen(peer, by_mail=True)) == 1
    actions.hide_post(moderator, post=post, reason="Riitaa")
    assert seen(peer, by_mail=True) == []
    actions.restore_post(moderator, post=post)
    actions.delete_post(talk.student, post=post)
    assert seen(peer, by_mail=True) == []
    actions.undelete_post(talk.student, post=post)
    assert len(seen(peer, by_mail=True)) == 1
    actions.mark_thread_read(talk.peer, thread=Thread.objects.get(), position=post.position)
    assert seen(peer, by_mail=True) == []


def test_a_silenced_group_says_nothing_of_its_conversations(talk, student, peer):
    for user in (student, peer):
        Mute.objects.create(recipient=user, key=talk.group.mute_key)
    actions.publish_post(talk.staff, thread=talk.thread, body="@Hiljainen kuusi 12")
    assert said() == []


def test_silence_is_about_conversations_and_nothing_that_concerns_oneself(people):
    """Every kind is named here, so that a new one is decided upon."""
    keys = {name: kind_named(name).mute_key(target) for name, (target, _user) in rows(people).items()}
    assert {name for name, key in keys.items() if key} == {"communities.thread_replies", "communities.mention"}
    assert set(keys) == {kind.name for kind in kinds() if kind.name.startswith("communities.")}


def test_who_has_silenced_a_group_hears_of_what_they_come_to(talk, peer, staff):
    meetup = MeetupFactory(group=talk.group, capacity=2)
    for member in (talk.peer, talk.staff):
        actions.come_to_meetup(member, meetup=meetup, wish=RemindMe.NONE)
    Mute.objects.create(recipient=peer, key=talk.group.mute_key)
    actions.update_meetup(staff, meetup=meetup, version=1, starts_at=meetup.starts_at + datetime.timedelta(minutes=5))
    actions.cancel_meetup(staff, meetup=meetup, reason="Ohjaaja on sairaana.")
    assert said() == [("communities.meetup_changed", user.email) for user in (peer, staff) * 2]


# --- what a mail may say


def test_a_mail_does_not_name_a_support_group_and_the_portal_does(diak, student, peer, moderator):
    group = GroupFactory(owner=diak, form=Form.SUPPORT, title_en="When sleep does not come")
    actions.accept_request(moderator, member=asked(student, group))
    actions.ask_to_join(peer, group=group, pseudonym="Tyyni lampi")
    assert seen(student, by_mail=True) == ["You have a place in the group you asked to join."]
    assert seen(student) == ["You have a place in the group When sleep does not come."]
    assert links(student, by_mail=True) == links(moderator, by_mail=True) == ["/notifications/"]
    assert links(student) == [f"/communities/{group.slug}/"]
    assert links(moderator) == [f"/communities/{group.slug}/members/"]
    assert seen(moderator, by_mail=True) == ["One person asks to join a group you look after."]
    assert seen(moderator) == ["One person asks to join the group When sleep does not come."]
