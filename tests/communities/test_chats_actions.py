"""Making, opening, closing and forgetting theme chats; entering, writing, and what hosts do. Times are moved."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from communities import actions
from communities.enums import ChatEnd, ChatState, HeldFor, Told
from communities.models import Chat, ChatGuest, ChatMessage
from communities.rules import KEPT_FOR, REOPEN_WITHIN
from tests.factories.accounts import UserFactory
from tests.factories.chats import ChatFactory, ChatGuestFactory, ChatMessageFactory
from tests.factories.communities import GroupFactory, MemberFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def facts(**more):
    opens = timezone.now() + timedelta(days=1)
    return {
        "theme": "Kun uni ei tule",
        "about": "",
        "language": "fi",
        "opens_at": opens,
        "ends_at": opens + timedelta(hours=1),
        "holds_first": 1,
        **more,
    }


@pytest.fixture
def chat(diak):
    return ChatFactory(owner=diak)


@pytest.fixture
def guest(chat):
    return ChatGuestFactory(chat=chat)


@pytest.fixture
def host(chat):
    return ChatGuestFactory(chat=chat, is_host=True)


def say(guest, body="Moi", **more):
    return actions.say(guest, body=body, once=uuid.uuid4(), **more)


# --- planning


def test_the_same_form_sent_twice_plans_one_chat(moderator, diak):
    once = uuid.uuid4()
    first = actions.make_chat(moderator, owner=diak, once=once, **facts())
    again = actions.make_chat(moderator, owner=diak, once=once, **facts())
    assert (first, Chat.objects.count(), first.public_id) == (again, 1, once)
    assert Entry.objects.filter(action="make_chat").count() == 1


def test_a_chat_is_not_planned_for_an_hour_that_is_over(moderator, diak):
    with pytest.raises(Refusal) as said:
        actions.make_chat(
            moderator, owner=diak, once=uuid.uuid4(), **facts(opens_at=timezone.now() - timedelta(hours=1))
        )
    assert said.value.field == "opens_at"


def test_a_partner_that_has_ended_plans_nothing(moderator, diak):
    diak.partner_until = timezone.localdate() - timedelta(days=1)
    diak.save()
    with pytest.raises(Refusal):
        actions.make_chat(moderator, owner=diak, once=uuid.uuid4(), **facts())


def test_there_is_a_limit_to_what_is_planned(moderator, diak):
    ChatFactory.create_batch(20, owner=diak, planned=True)
    with pytest.raises(Refusal):
        actions.make_chat(moderator, owner=diak, once=uuid.uuid4(), **facts())


def test_a_chat_of_a_group_is_for_the_group_only(moderator, diak):
    group = GroupFactory(owner=diak)
    chat = actions.make_chat(moderator, owner=diak, group=group, once=uuid.uuid4(), **facts())
    assert (chat.group, chat.audience) == (group, Audience.OWN)


def test_what_is_planned_can_be_changed_until_it_opens(moderator, diak):
    chat = ChatFactory(owner=diak, planned=True)
    later = {"opens_at": chat.opens_at + timedelta(days=1), "ends_at": chat.ends_at + timedelta(days=1)}
    for _time in range(2):
        chat = actions.edit_chat(moderator, chat=chat, theme="Toinen", **later)
    assert (chat.theme, chat.opens_at) == ("Toinen", later["opens_at"])
    assert [entry.facts for entry in Entry.objects.filter(action="edit_chat")] == [
        {"fields": ["ends_at", "opens_at", "theme"]}
    ]
    with pytest.raises(Refusal):
        actions.edit_chat(moderator, chat=chat, opens_at=timezone.now() - timedelta(days=1))
    with pytest.raises(Refusal):
        actions.edit_chat(moderator, chat=ChatFactory(owner=diak), theme="Kolmas")


# --- open only while a host is there


def test_a_chat_opens_after_the_hour_when_a_host_is_there(diak):
    chat = ChatFactory(owner=diak, planned=True)
    host = ChatGuestFactory(chat=chat, is_host=True)
    with time_machine.travel(chat.opens_at - MINUTE, tick=False):
        assert actions.be_present(host).state == ChatState.PLANNED
    with time_machine.travel(chat.opens_at, tick=False):
        assert actions.be_present(host).state == ChatState.OPEN
        assert actions.be_present(host).opened_at == chat.opens_at
    assert Entry.objects.filter(action="open_chat").count() == 1


def test_without_a_host_it_closes_by_the_clock_whoever_looks(chat, host, guest):
    seen = chat.host_seen_at
    with time_machine.travel(seen + 3 * MINUTE - timedelta(seconds=1), tick=False):
        assert chat.state == ChatState.OPEN
    with time_machine.travel(seen + 3 * MINUTE, tick=False):
        assert (chat.state, chat.ended) == (ChatState.CLOSED, ChatEnd.NO_HOST)
        with pytest.raises(Refusal):
            say(guest)
        # A host who comes too late does not open it by being there.
        actions.be_present(host)
    chat.refresh_from_db()
    assert (chat.closed_at, chat.closed_why) == (seen + 3 * MINUTE, ChatEnd.NO_HOST)


def test_where_no_host_comes_it_does_not_open(diak):
    chat = ChatFactory(owner=diak, planned=True)
    late = chat.opens_at + 15 * MINUTE
    with time_machine.travel(late - timedelta(seconds=1), tick=False):
        assert chat.state == ChatState.PLANNED
    with time_machine.travel(late, tick=False):
        assert actions.settle_chats() == 1
    chat.refresh_from_db()
    assert (chat.closed_at, chat.closed_why) == (late, ChatEnd.MISSED)


def test_the_clockwork_puts_down_what_has_ended_and_only_that(chat, diak):
    ChatFactory(owner=diak, planned=True)
    over = ChatFactory(owner=diak, ends_at=timezone.now() - MINUTE)
    left = ChatFactory(owner=diak, host_seen_at=timezone.now() - 4 * MINUTE)
    assert (actions.settle_chats(), actions.settle_chats()) == (2, 0)
    ended = dict(Chat.objects.exclude(closed_at=None).values_list("pk", "closed_why"))
    assert ended == {over.pk: ChatEnd.TIME, left.pk: ChatEnd.NO_HOST}


def test_before_the_end_all_are_told(chat):
    with time_machine.travel(chat.ends_at - 5 * MINUTE, tick=False):
        chat.host_seen_at = timezone.now()
        assert chat.state == ChatState.CLOSING
    with time_machine.travel(chat.ends_at, tick=False):
        chat.host_seen_at = timezone.now()
        assert (chat.state, chat.ended) == (ChatState.CLOSED, ChatEnd.TIME)


def test_a_goodbye_ends_it_in_five_minutes(chat, moderator):
    for _time in range(2):
        chat = actions.say_goodbye(moderator, chat=chat)
    assert chat.state == ChatState.CLOSING
    assert Entry.objects.filter(action="say_goodbye").count() == 1


def test_going_on_pressed_twice_is_one_quarter(chat, moderator):
    seen = chat.ends_at
    for _time in range(2):
        chat = actions.extend_chat(moderator, chat=chat, ends_at=seen)
    assert chat.ends_at == seen + 15 * MINUTE


def test_closing_twice_closes_once_and_says_whether_it_had_begun(chat, moderator, diak):
    for _time in range(2):
        closed = actions.close_chat(moderator, chat=chat)
    off = actions.close_chat(moderator, chat=ChatFactory(owner=diak, planned=True))
    assert (closed.closed_why, off.closed_why) == (ChatEnd.BY_HOST, ChatEnd.OFF)
    assert Entry.objects.filter(action="close_chat").count() == 2


def test_a_host_who_comes_back_soon_opens_it_again(chat, host):
    actions.close_chat(host.user, chat=chat)
    again = actions.reopen_chat(host)
    assert (again.state, again.closed_why) == (ChatState.OPEN, "")
    closed = actions.close_chat(host.user, chat=chat)
    with time_machine.travel(closed.closed_at + REOPEN_WITHIN, tick=False):
        assert actions.reopen_chat(host).state == ChatState.CLOSED


def test_the_pace_is_put_down_once(chat, moderator):
    for _time in range(2):
        chat = actions.set_pace(moderator, chat=chat, slow_seconds=15, holds_all=True)
    assert (chat.slow_seconds, chat.holds_all) == (15, True)
    assert Entry.objects.filter(action="set_pace").count() == 1


# --- forgetting


def test_a_day_after_closing_nothing_of_it_is_left(chat, guest):
    ChatMessageFactory(guest=guest)
    other = ChatMessageFactory(guest=ChatGuestFactory(chat=ChatFactory(owner=chat.owner)))
    closed = actions.close_chat(guest.user, chat=chat)
    assert actions.wipe_chats(now=closed.closed_at + KEPT_FOR - timedelta(seconds=1)) == 0
    assert actions.wipe_chats(now=closed.closed_at + KEPT_FOR) == 1
    assert actions.wipe_chats(now=closed.closed_at + KEPT_FOR) == 0
    assert list(ChatMessage.objects.all()) == [other]
    assert list(ChatGuest.objects.all()) == [other.guest]
    chat.refresh_from_db()
    assert chat.wiped_at is not None


# --- entering


def test_coming_in_twice_keeps_the_first_nickname(chat, student):
    first = actions.enter_chat(student, chat=chat, nickname=" Keltainen kello ")
    again = actions.enter_chat(student, chat=chat, nickname="Toinen nimi")
    chat.refresh_from_db()
    assert (first.nickname, again, chat.guest_count) == ("Keltainen kello", first, 1)


def test_a_guest_becomes_a_host_by_the_other_door(chat, moderator):
    actions.enter_chat(moderator, chat=chat, nickname="Keltainen kello")
    host = actions.enter_chat(moderator, chat=chat, nickname="x", as_host=True)
    assert (host.nickname, host.is_host) == ("Keltainen kello", True)


@pytest.mark.parametrize("nickname", ["Sateinen siIta", "SATEINEN SILTA", "Sateinen 5ilta"])
def test_a_look_alike_of_a_nickname_is_refused(chat, student, nickname):
    ChatGuestFactory(chat=chat, nickname="Sateinen silta")
    with pytest.raises(Refusal) as said:
        actions.enter_chat(student, chat=chat, nickname=nickname)
    assert said.value.field == "nickname"


def test_the_same_nickname_may_be_in_two_chats(chat, diak, student):
    ChatGuestFactory(chat=ChatFactory(owner=diak), nickname="Sateinen silta")
    assert actions.enter_chat(student, chat=chat, nickname="Sateinen silta").pk


@pytest.mark.parametrize("nickname", ["student@diak.example", "Student Diakinen", "a1", "0401234567 soita"])
def test_a_nickname_that_tells_who_one_is_is_refused(chat, student, nickname):
    with pytest.raises(Refusal) as said:
        actions.enter_chat(student, chat=chat, nickname=nickname)
    assert said.value.field == "nickname"


def test_a_pseudonym_of_ones_own_is_warned_of_and_not_forbidden(chat, student):
    MemberFactory(user=student, pseudonym="Hiljainen kuusi")
    with pytest.raises(Refusal) as said:
        actions.enter_chat(student, chat=chat, nickname="hiljainen kuusi")
    assert said.value.field == "anyway"
    assert actions.enter_chat(student, chat=chat, nickname="Hiljainen kuusi", anyway=True).pk


def test_a_pseudonym_of_another_member_of_the_group_is_taken(diak, student):
    group = GroupFactory(owner=diak)
    MemberFactory(group=group, pseudonym="Hiljainen kuusi")
    with pytest.raises(Refusal) as said:
        actions.enter_chat(student, chat=ChatFactory(owner=diak, group=group), nickname="Hiljainen kuusi")
    assert said.value.field == "nickname"


def test_nobody_comes_into_a_closed_chat(chat, student, moderator):
    actions.close_chat(moderator, chat=chat)
    with pytest.raises(Refusal):
        actions.enter_chat(student, chat=chat, nickname="Keltainen kello")


# --- writing


def test_messages_take_the_next_number_and_a_retry_doubles_nothing(chat, guest):
    once = uuid.uuid4()
    first = actions.say(guest, body="Moi", once=once)
    again = actions.say(guest, body="Moi", once=once)
    second = say(guest)
    chat.refresh_from_db()
    assert (first, first.revision, second.revision, chat.revision) == (again, 1, 2, 2)
    assert Entry.objects.count() == 0


def test_before_the_hour_only_the_hosts_are_written_to(diak):
    chat = ChatFactory(owner=diak, planned=True)
    guest = ChatGuestFactory(chat=chat)
    with pytest.raises(Refusal):
        say(guest)
    assert say(guest, told=Told.HOSTS).pk


def test_first_messages_wait_and_later_ones_do_not(chat, guest, host):
    Chat.objects.update(holds_first=1)
    first, second = say(guest), say(guest)
    assert (first.held_for, second.held_for) == (HeldFor.FIRST, HeldFor.FIRST)
    through = actions.let_message_through(host.user, message=first)
    assert (through.held_for, through.place, through.revision) == ("", 3, 3)
    assert say(guest).held_for == ""
    assert say(host).held_for == ""


def test_where_everything_waits_everything_waits(chat, guest):
    Chat.objects.update(holds_all=True)
    assert say(guest).held_for == HeldFor.ALL


def test_slow_mode_counts_from_the_last_message(chat, guest, host):
    Chat.objects.update(slow_seconds=15)
    said = say(guest)
    with time_machine.travel(said.said_at + timedelta(seconds=14), tick=False), pytest.raises(Refusal) as refused:
        say(guest)
    assert refused.value.field == "body"
    with time_machine.travel(said.said_at + timedelta(seconds=15), tick=False):
        assert say(guest).pk
    assert [say(host).pk, say(host).pk]


def test_who_was_told_to_pause_reads_only_until_then(chat, guest, host):
    until = timezone.now() + 10 * MINUTE
    for _time in range(2):
        actions.mute_guest(host.user, guest=guest, until=until, reason="Pidetään tauko.", host=host)
    with pytest.raises(Refusal):
        say(guest)
    (word,) = ChatMessage.objects.filter(told=Told.ONE)
    assert (word.to, word.body) == (guest, "Pidetään tauko.")
    for _time in range(2):
        actions.unmute_guest(host.user, guest=guest)
    assert say(guest).pk
    actions_done = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert actions_done == ["mute_guest", "unmute_guest"]


def test_who_was_taken_out_writes_no_more_until_let_back(chat, guest, host):
    for _time in range(2):
        actions.remove_guest(host.user, guest=guest, reason="Ei näin.")
    with pytest.raises(Refusal):
        say(guest)
    for _time in range(2):
        actions.let_guest_back(host.user, guest=guest)
    assert say(guest).pk
    assert Entry.objects.count() == 2


def test_in_a_chat_of_a_group_its_own_pause_holds_and_who_left_is_out(diak, student):
    group = GroupFactory(owner=diak)
    member = MemberFactory(group=group, user=student)
    guest = ChatGuestFactory(chat=ChatFactory(owner=diak, group=group), user=student)
    assert say(guest).pk
    member.muted_until = timezone.now() + MINUTE
    member.save()
    with pytest.raises(Refusal):
        say(guest)
    member.delete()
    with pytest.raises(Refusal):
        say(guest)


# --- what hosts do with a message


def test_hiding_and_showing_take_new_numbers_once_each(chat, guest, host):
    said = say(guest)
    for _time in range(2):
        hidden = actions.hide_message(host.user, message=said, reason="Liian tarkka.")
    assert (hidden.hidden_reason, hidden.revision, hidden.place) == ("Liian tarkka.", 2, 1)
    for _time in range(2):
        shown = actions.show_message(host.user, message=said)
    assert (shown.hidden_at, shown.hidden_reason, shown.revision) == (None, "", 3)
    assert Entry.objects.count() == 2


def test_what_was_refused_is_not_let_through(chat, guest, host):
    Chat.objects.update(holds_first=1)
    said = say(guest)
    actions.hide_message(host.user, message=said, reason="Ei tänne.")
    assert actions.let_message_through(host.user, message=said).held_for == HeldFor.FIRST


def test_a_word_of_a_host_goes_to_one_person(chat, guest, host):
    word = say(host, told=Told.ONE, to=guest)
    stranger = ChatGuestFactory(chat=chat)
    seen = [
        ChatMessage.objects.visible_to(person.user).filter(pk=word.pk).exists() for person in (guest, host, stranger)
    ]
    assert seen == [True, True, False]


def test_nobody_reads_along_without_coming_in(chat, guest, moderator):
    say(guest)
    assert not ChatMessage.objects.visible_to(moderator).exists()
    assert not ChatMessage.objects.visible_to(UserFactory()).exists()
