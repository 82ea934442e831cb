"""What can be reported of a chat, who may enter and host, and the calls that change nothing."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from communities import actions, rules
from communities.models import Chat, ChatGuest, ChatMessage, ChatReminder
from communities.notices import ChatMoved, ChatSoon
from tests.factories.chats import ChatFactory, ChatGuestFactory, ChatMessageFactory, ChatReminderFactory
from tests.factories.communities import GroupFactory, MemberFactory
from tests.factories.moderation import SuspensionFactory
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation.queries import forget_suspensions
from wellbeing_portal.moderation.registry import reportable_named
from wellbeing_portal.notifications.models import Notice, Reminder

pytestmark = pytest.mark.django_db


@pytest.fixture
def chat(diak):
    return ChatFactory(owner=diak)


@pytest.fixture
def said(chat, student):
    return ChatMessageFactory(guest=ChatGuestFactory(chat=chat, user=student, nickname="Keltainen kello"))


# --- rules


def test_a_chat_for_all_is_entered_by_people_of_a_living_partner(chat, student, stranger, diak):
    now = timezone.now()
    assert rules.can_enter_chat(student, chat, None, now)
    diak.partner_until = timezone.localdate() - timedelta(days=1)
    diak.save()
    student.__dict__.pop("standing_today", None)
    assert not rules.can_enter_chat(student, chat, None, now)
    assert not rules.can_enter_chat(stranger, ChatFactory(owner=diak, closed_at=now, closed_why="time"), None, now)


def test_a_chat_of_a_group_is_entered_by_its_members(diak, student):
    group = GroupFactory(owner=diak)
    chat, now = ChatFactory(owner=diak, group=group), timezone.now()
    member = MemberFactory(group=group, user=student)
    assert [rules.can_enter_chat(student, chat, who, now) for who in (None, member)] == [False, True]


def test_hosts_are_the_keepers_of_the_owner_and_the_hosts_of_the_group(chat, diak, student, moderator, coordinator):
    assert [rules.can_host_chat(user, chat, None) for user in (student, moderator, coordinator)] == [False, True, True]
    of_group = ChatFactory(owner=diak, group=GroupFactory(owner=diak))
    host = MemberFactory(group=of_group.group, user=student, is_host=True)
    assert rules.can_host_chat(student, of_group, host)
    host.state = "left"
    assert not rules.can_host_chat(student, of_group, host)


def test_a_pause_in_the_group_or_the_chat_counts_the_later_one(chat, student):
    now = timezone.now()
    guest = ChatGuestFactory(chat=chat, muted_until=now + timedelta(minutes=5))
    member = MemberFactory(muted_until=now + timedelta(minutes=9))
    assert rules.muted_until(guest, member, now) == member.muted_until
    assert rules.muted_until(guest, None, now) == guest.muted_until
    assert rules.muted_until(guest, None, guest.muted_until) is None


@pytest.mark.parametrize("model", [Chat, ChatGuest, ChatMessage, ChatReminder])
def test_signed_out_nothing_of_chats_is_seen(said, model):
    ChatReminderFactory(chat=said.chat)
    assert not model.objects.visible_to(AnonymousUser()).exists()


def test_rows_call_themselves_by_what_tells_nobody_anything(said):
    reminder = ChatReminderFactory(chat=said.chat)
    assert [str(row) for row in (said.chat, said.guest, said, reminder)] == [
        str(said.chat.public_id),
        "Keltainen kello",
        str(said.public_id),
        f"reminder of chat {said.chat.pk}",
    ]


def test_who_is_suspended_neither_comes_in_nor_writes(said, student, peer):
    for person in (student, peer):
        SuspensionFactory(user=person, place=None)
    forget_suspensions()
    with pytest.raises(Refusal):
        actions.enter_chat(peer, chat=said.chat, nickname="Sininen silta", as_host=True)
    with pytest.raises(Refusal):
        actions.say(said.guest, body="Moi", once=uuid.uuid4())
    assert not rules.can_enter_chat(peer, said.chat, None, timezone.now())


# --- calls that change nothing


def test_who_pauses_somebody_from_outside_says_it_another_way(said, moderator):
    until = timezone.now() + timedelta(minutes=10)
    actions.mute_guest(moderator, guest=said.guest, until=until, reason="Tauko")
    assert (ChatGuest.objects.get().muted_until, ChatMessage.objects.count()) == (until, 1)


def test_another_theme_at_the_same_hour_is_no_news(diak, moderator, student):
    chat = ChatFactory(owner=diak, planned=True)
    actions.remind_of_chat(student, chat=chat, on=True)
    actions.edit_chat(moderator, chat=chat, theme="Toinen")
    assert (Notice.objects.filter(kind=ChatMoved.name).count(), Reminder.objects.count()) == (0, 1)


def test_of_an_open_chat_nobody_is_reminded(chat, student):
    actions.remind_of_chat(student, chat=chat, on=True)
    assert not ChatReminder.objects.exists()


def test_a_chat_that_opens_within_the_quarter_sends_no_reminder(diak, student):
    chat = ChatFactory(owner=diak, planned=True, opens_at=timezone.now() + timedelta(minutes=10))
    actions.remind_of_chat(student, chat=chat, on=True)
    assert (ChatReminder.objects.count(), Reminder.objects.filter(kind=ChatSoon.name).count()) == (1, 0)


# --- what can be reported


def test_the_queue_knows_what_was_said_under_which_name_and_where(said, student, stranger):
    kind = reportable_named("communities.chat_message")
    assert list(kind.things(student, [said.public_id])) == [said.public_id]
    assert kind.things(stranger, [said.public_id]) == {}
    (thing,) = kind.found([said.public_id]).values()
    assert (kind.place(thing), kind.author(thing)) == (said.chat.owner, student)
    assert (kind.pen_name(thing), kind.says(thing)) == ("Keltainen kello", said.body)
    assert (kind.link(thing), kind.rules_link(thing)) == (said.get_absolute_url(), said.chat.get_absolute_url())


def test_a_decision_hides_pauses_and_takes_out_and_an_appeal_undoes_it(said, moderator):
    kind = reportable_named("communities.chat_message")
    until = timezone.now() + timedelta(hours=1)

    def state():
        said.refresh_from_db()
        said.guest.refresh_from_db()
        return said.hidden_reason, said.guest.muted_until, said.guest.removed_at is not None

    kind.hide(moderator, thing=said, reason="Ei näin")
    kind.restrict(moderator, thing=said, reason="Ei näin", until=until)
    kind.remove(moderator, thing=said, reason="Ei näin")
    assert state() == ("Ei näin", until, True)
    kind.unhide(moderator, thing=said)
    kind.unrestrict(moderator, thing=said)
    kind.take_back(moderator, thing=said)
    assert state() == ("", None, False)
