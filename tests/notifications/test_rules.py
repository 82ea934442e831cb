"""When things are said: over both changes of the clocks, a leap day, and the night."""

import datetime
import itertools
from types import SimpleNamespace

import pytest

from tests.notifications.kinds import Quiet, Required, Soon, Trial
from wellbeing_portal.notifications import rules
from wellbeing_portal.notifications.enums import Digest

UTC = datetime.UTC


def at(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=UTC)


def wishes(digest=Digest.WEEKLY, *, weekday=0, hour=16, mail=True, paused_until=None):
    return SimpleNamespace(digest=digest, weekday=weekday, hour=hour, mail=mail, paused_until=paused_until)


@pytest.mark.parametrize(
    ("day", "hour", "moment"),
    [
        ("2026-07-01", 16, "2026-07-01 13:00"),
        ("2026-12-01", 16, "2026-12-01 14:00"),
        # 25 October 2026: three o'clock comes twice; the first one counts.
        ("2026-10-25", 3, "2026-10-25 00:00"),
        ("2026-10-25", 4, "2026-10-25 02:00"),
        # 28 March 2027: three o'clock does not come; it is four then.
        ("2027-03-28", 3, "2027-03-28 01:00"),
        ("2027-03-28", 4, "2027-03-28 01:00"),
        ("2028-02-29", 9, "2028-02-29 07:00"),
    ],
)
def test_an_hour_on_the_calendar_is_one_moment(day, hour, moment):
    assert rules.local_moment(datetime.date.fromisoformat(day), hour) == at(moment)


@pytest.mark.parametrize(
    ("moment", "leaves"),
    [
        ("2026-12-01 10:00", "2026-12-01 10:00"),
        ("2026-12-01 06:00", "2026-12-01 06:00"),
        ("2026-12-01 18:59", "2026-12-01 18:59"),
        ("2026-12-01 19:00", "2026-12-02 06:00"),
        ("2026-12-01 23:00", "2026-12-02 06:00"),
        ("2026-12-01 05:59", "2026-12-01 06:00"),
        # Quiet until eight on either side of the change of the clocks.
        ("2026-10-24 20:00", "2026-10-25 06:00"),
        ("2027-03-27 20:00", "2027-03-28 05:00"),
    ],
)
def test_nothing_leaves_between_nine_in_the_evening_and_eight(moment, leaves):
    assert rules.decent(at(moment)) == at(leaves)


@pytest.mark.parametrize(
    ("after", "hour", "not_before", "moment"),
    [
        ("2026-12-01 10:00", 16, None, "2026-12-01 14:00"),
        ("2026-12-01 14:00", 16, None, "2026-12-02 14:00"),
        ("2026-12-01 10:00", 16, datetime.date(2026, 12, 9), "2026-12-09 14:00"),
        ("2026-12-01 10:00", 16, datetime.date(2026, 11, 9), "2026-12-01 14:00"),
        ("2026-10-24 13:30", 16, None, "2026-10-25 14:00"),
        ("2027-03-27 14:30", 16, None, "2027-03-28 13:00"),
        ("2028-02-28 15:00", 16, None, "2028-02-29 14:00"),
    ],
)
def test_the_next_time_the_clock_shows_the_hour(after, hour, not_before, moment):
    assert rules.next_hour(at(after), hour, not_before=not_before) == at(moment)


@pytest.mark.parametrize(
    ("after", "wanted", "moment"),
    [
        # Tuesday; the weekly one on Mondays.
        ("2026-12-01 10:00", wishes(), "2026-12-07 14:00"),
        ("2026-12-07 13:59", wishes(), "2026-12-07 14:00"),
        ("2026-12-07 14:00", wishes(), "2026-12-14 14:00"),
        ("2026-12-01 10:00", wishes(weekday=1), "2026-12-01 14:00"),
        ("2026-12-01 10:00", wishes(Digest.DAILY), "2026-12-01 14:00"),
        ("2026-12-01 10:00", wishes(Digest.DAILY, paused_until=datetime.date(2026, 12, 5)), "2026-12-05 14:00"),
        ("2026-12-01 10:00", wishes(paused_until=datetime.date(2026, 12, 8)), "2026-12-14 14:00"),
        # Over the change of the clocks: a week of 169 hours, at the same hour on the wall.
        ("2026-10-19 13:00", wishes(), "2026-10-26 14:00"),
    ],
)
def test_the_next_digest_comes_on_the_readers_day_and_hour(after, wanted, moment):
    assert rules.next_digest(at(after), wanted) == at(moment)


@pytest.mark.parametrize("wanted", [wishes(Digest.NEVER), wishes(mail=False)])
def test_who_wants_no_digest_gets_none(wanted):
    assert rules.next_digest(at("2026-12-01 10:00"), wanted) is None


def test_the_pauses_between_attempts_grow_and_end_after_72_hours():
    now, moments = at("2026-12-01 10:00"), []
    first, attempts = now, 0
    while now is not None:
        attempts += 1
        moments.append(now)
        now = rules.retry_at(now, attempts=attempts, tried_at=first, jitter=0)
    pauses = [(later - earlier).total_seconds() for earlier, later in itertools.pairwise(moments)]
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (60, 14400)
    assert datetime.timedelta(hours=68) < moments[-1] - first <= datetime.timedelta(hours=72)
    assert rules.retry_at(first, attempts=1, tried_at=first, jitter=1) == first + datetime.timedelta(seconds=75)


@pytest.mark.parametrize(
    ("kind", "chosen", "wanted", "alone"),
    [
        (Trial(), None, "mail", False),
        (Trial(), "portal", "portal", False),
        (Soon(), "nothing", "nothing", True),
        (Quiet(), None, "portal", False),
        (Required(), "nothing", "mail", True),
    ],
)
def test_what_a_person_gets_of_a_kind(kind, chosen, wanted, alone):
    assert (rules.wanted_of(kind, chosen), rules.mails_on_its_own(kind)) == (wanted, alone)


def test_an_urgent_mail_does_not_wait_for_the_morning():
    night, morning = at("2026-12-01 23:00"), at("2026-12-02 06:00")
    assert (rules.leaves_at(Required(), night), rules.leaves_at(Soon(), night)) == (night, morning)


def test_how_the_mails_do_is_for_operators(people):
    allowed = [
        name
        for name, person in vars(people).items()
        if name not in ("diak", "kamk") and rules.can_see_operations(person)
    ]
    assert allowed == ["operator"]
