"""Whose post waits, and when a group is open for writing."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from communities import rules
from communities.enums import HeldWhy, MemberState, Review
from communities.models import Group, Member
from tests.factories.communities import GroupFactory, HeldPostFactory, MemberFactory, PostFactory
from wellbeing_portal.accounts.models import User

HELSINKI = ZoneInfo("Europe/Helsinki")
# A Tuesday.
NOW = datetime.datetime(2026, 11, 24, 18, 0, tzinfo=HELSINKI)
LONG_AGO = NOW - datetime.timedelta(days=60)
TUESDAYS = [[1, "17:00", "20:00"]]
NIGHTS = [[1, "21:00", "00:00"], [5, "10:00", "12:00"]]


def member(**columns):
    return Member(**{"since": LONG_AGO, **columns})


@pytest.mark.parametrize(
    ("group", "who", "why"),
    [
        ({}, {}, None),
        ({"review": Review.NEW}, {"passed": 1}, HeldWhy.NEW),
        ({"review": Review.NEW}, {"passed": 2}, None),
        ({"review": Review.NEW, "review_posts": 0, "review_days": 7}, {"since": NOW}, HeldWhy.NEW),
        ({"review": Review.NEW, "review_posts": 0, "review_days": 7}, {}, None),
        ({"review": Review.ALL}, {"passed": 9}, HeldWhy.SENSITIVE),
        ({"review": Review.ALL}, {"trusted_at": LONG_AGO}, None),
        ({"review": Review.ALL}, {"is_host": True}, None),
        ({"hours": TUESDAYS}, {}, None),
        ({"hours": NIGHTS}, {}, HeldWhy.HOURS),
        ({"hours": NIGHTS}, {"trusted_at": LONG_AGO}, HeldWhy.HOURS),
        ({"hours": NIGHTS}, {"is_host": True}, None),
        ({"hours": TUESDAYS, "review": Review.ALL}, {}, HeldWhy.SENSITIVE),
    ],
)
def test_whose_post_waits(group, who, why):
    assert rules.must_wait(member(**who), Group(**group), NOW) == why


@pytest.mark.parametrize(
    ("clock", "open_"),
    [("16:59", False), ("17:00", True), ("19:59", True), ("20:00", False)],
)
def test_hours_are_of_finland_and_end_where_they_say(clock, open_):
    moment = datetime.datetime.combine(NOW.date(), datetime.time.fromisoformat(clock), tzinfo=HELSINKI)
    assert rules.is_open_at(Group(hours=TUESDAYS), moment.astimezone(datetime.UTC)) is open_


def test_midnight_ends_a_day():
    late = datetime.datetime(2026, 11, 24, 23, 59, tzinfo=HELSINKI)
    assert rules.is_open_at(Group(hours=NIGHTS), late)
    assert not rules.is_open_at(Group(hours=NIGHTS), late + datetime.timedelta(minutes=1))


@pytest.mark.parametrize(
    ("hours", "opens"),
    [
        ([], None),
        (TUESDAYS, datetime.datetime(2026, 12, 1, 17, 0, tzinfo=HELSINKI)),
        (NIGHTS, datetime.datetime(2026, 11, 24, 21, 0, tzinfo=HELSINKI)),
    ],
)
def test_when_it_opens_next(hours, opens):
    assert rules.next_opening(Group(hours=hours), NOW) == opens


def test_the_hours_keep_their_clock_over_the_change_of_clocks():
    saturday = datetime.datetime(2026, 10, 24, 23, 0, tzinfo=HELSINKI)
    opens = rules.next_opening(Group(hours=[[6, "10:00", "12:00"]]), saturday)
    assert opens.astimezone(datetime.UTC) == datetime.datetime(2026, 10, 25, 8, 0, tzinfo=datetime.UTC)


@pytest.mark.django_db
def test_who_answers_and_who_takes_back(student, peer, staff, moderator):
    group = GroupFactory()
    writer = MemberFactory(group=group, user=student)
    host = MemberFactory(group=group, user=staff, is_host=True)
    shown = PostFactory(thread__author=writer)
    held = HeldPostFactory(thread=shown.thread)
    own = HeldPostFactory(thread=shown.thread, author=host)
    assert [rules.can_answer_post(host.user, host, post) for post in (held, own, shown)] == [True, False, False]
    assert not rules.can_answer_post(peer, None, held)
    assert [rules.can_withdraw_post(who, held) for who in (writer, host, None)] == [True, False, False]
    assert not rules.can_withdraw_post(writer, shown)
    writer.state = MemberState.LEFT
    assert not rules.can_withdraw_post(writer, held)


@pytest.mark.parametrize(
    ("until", "writes"), [(None, True), (datetime.timedelta(-1), True), (datetime.timedelta(1), False)]
)
def test_who_is_asked_to_only_read_writes_after_that(until, writes):
    now = datetime.datetime.now(datetime.UTC)
    one = Member(state=MemberState.ACTIVE, group=Group(state="open"), muted_until=until and now + until, user=User())
    assert rules.can_post_in_group(one) is writes
