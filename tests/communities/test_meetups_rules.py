"""Until when a seat is held, when people are reminded, and who is shown the address."""

import datetime

import pytest

from communities import rules
from communities.enums import GroupState, GuestState, MeetupState, MemberState, RemindMe
from tests.factories.communities import GroupFactory, MeetupFactory, MeetupGuestFactory, MemberFactory
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.notifications.rules import local

pytestmark = pytest.mark.django_db

UTC = datetime.UTC
HOUR = datetime.timedelta(hours=1)


def helsinki(moment):
    return f"{local(moment):%d.%m. %H:%M}"


@pytest.mark.parametrize(
    ("now", "starts", "until"),
    [
        # A day's time; it ends in decent hours, and begins in them.
        ((2026, 11, 25, 7), (2026, 12, 1, 16), "26.11. 08:00"),
        ((2026, 11, 25, 5), (2026, 12, 1, 16), "25.11. 20:00"),
        ((2026, 11, 25, 21), (2026, 12, 1, 16), "26.11. 20:00"),
        # Not more than half of what is left.
        ((2026, 11, 25, 8), (2026, 11, 25, 16), "25.11. 14:00"),
        # From an evening to the next morning at 9: there is an hour after the night.
        ((2026, 11, 25, 20), (2026, 11, 26, 7), "26.11. 08:30"),
        # What begins at night, before anybody could decently be asked.
        ((2026, 11, 25, 20), (2026, 11, 26, 4), "26.11. 06:00"),
    ],
)
def test_how_long_a_seat_is_held(now, starts, until):
    begins = datetime.datetime(*starts, tzinfo=UTC)
    assert helsinki(rules.offered_until(datetime.datetime(*now, tzinfo=UTC), begins)) == until


@pytest.mark.parametrize(
    ("wish", "starts", "at"),
    [
        (RemindMe.DAY, (2026, 12, 2, 16), "01.12. 16:00"),
        (RemindMe.HOUR, (2026, 12, 2, 16), "02.12. 17:00"),
        # Over the night when the clocks change it is 16 on the calendar.
        (RemindMe.DAY, (2026, 10, 25, 8), "24.10. 16:00"),
        (RemindMe.DAY, (2027, 3, 28, 8), "27.03. 16:00"),
    ],
)
def test_when_somebody_is_reminded(wish, starts, at):
    assert helsinki(rules.reminder_at(datetime.datetime(*starts, tzinfo=UTC), wish)) == at


def test_who_wants_no_reminder_gets_none():
    assert rules.reminder_at(datetime.datetime(2026, 12, 2, 16, tzinfo=UTC), RemindMe.NONE) is None


def test_the_address_is_shown_to_those_who_come_from_an_hour_before_to_the_end():
    meetup = MeetupFactory()
    coming = MeetupGuestFactory(meetup=meetup)
    moments = [meetup.starts_at - 2 * HOUR, meetup.starts_at - HOUR, meetup.ends_at - HOUR / 60, meetup.ends_at]
    assert [rules.sees_address(meetup, coming, hosts=False, now=now) for now in moments] == [False, True, True, False]
    for state in (GuestState.WAITING, GuestState.OFFERED, GuestState.GONE, GuestState.LAPSED):
        coming.state = state
        assert not rules.sees_address(meetup, coming, hosts=False, now=meetup.starts_at)
    assert not rules.sees_address(meetup, None, hosts=False, now=meetup.starts_at)
    assert rules.sees_address(meetup, None, hosts=True, now=moments[0])
    coming.state, meetup.state = GuestState.COMING, MeetupState.CANCELLED
    assert not rules.sees_address(meetup, coming, hosts=False, now=meetup.starts_at)


@pytest.mark.parametrize(
    ("group_state", "member_state", "comes"),
    [
        (GroupState.OPEN, MemberState.ACTIVE, True),
        (GroupState.RESTING, MemberState.ACTIVE, True),
        (GroupState.CLOSED, MemberState.ACTIVE, False),
        (GroupState.OPEN, MemberState.LEFT, False),
    ],
)
def test_active_members_come(group_state, member_state, comes):
    meetup = MeetupFactory(group=GroupFactory(state=group_state))
    member = MemberFactory(group=meetup.group, state=member_state)
    assert rules.can_come(member, meetup, now=meetup.starts_at) is comes
    assert not rules.can_come(None, meetup, now=meetup.starts_at)
    assert not rules.can_come(member, meetup, now=meetup.ends_at)


def test_hosts_make_change_and_see_pseudonyms_and_others_do_not(student, moderator, diak):
    group = GroupFactory(owner=diak)
    meetup = MeetupFactory(group=group)
    host = MemberFactory(group=group, user=student, is_host=True)
    other = MemberFactory(group=group)
    now = meetup.starts_at
    assert (rules.can_make_meetup(student, group, host), rules.can_see_guests(host)) == (True, True)
    assert rules.can_change_meetup(student, meetup, host, now=now)
    assert not rules.can_change_meetup(student, meetup, host, now=meetup.ends_at)
    # A role from outside makes and changes, and sees nobody.
    assert (rules.can_make_meetup(moderator, group, None), rules.can_see_guests(None)) == (True, False)
    assert not rules.can_make_meetup(other.user, group, other)
    assert not rules.can_see_guests(other)
    group.state = GroupState.RESTING
    assert not rules.can_make_meetup(student, group, host)


def test_an_ended_partner_plans_neither_meetups_nor_chats_and_what_is_planned_goes_on(student, moderator, diak):
    group = GroupFactory(owner=diak)
    host, meetup = MemberFactory(group=group, user=student, is_host=True), MeetupFactory(group=group)
    assert (rules.can_make_meetup(student, group, host), rules.can_make_chat_of_group(student, group, host)) == (
        True,
        True,
    )
    diak.partner_until = today() - datetime.timedelta(days=1)
    for user, member in ((student, host), (moderator, None)):
        assert not rules.can_make_meetup(user, group, member)
        assert not rules.can_make_chat_of_group(user, group, member)
    assert rules.can_change_meetup(student, meetup, host, now=meetup.starts_at)
    assert rules.can_come(host, meetup, now=meetup.starts_at)
