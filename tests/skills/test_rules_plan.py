"""When something planned comes round, over nights in which clocks change."""

import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from skills.rules import days_of, last_moment, mask_of, moment_of, next_moment, occurs_on

HELSINKI = ZoneInfo("Europe/Helsinki")


def item(at="17:00", *, weekdays=(), day=None):
    day = None if day is None else datetime.date.fromisoformat(day)
    return SimpleNamespace(at=datetime.time.fromisoformat(at), weekdays=mask_of(weekdays), day=day)


def utc(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)


def test_days_are_bits():
    assert mask_of([0, 6, 6]) == 0b1000001
    assert days_of(0b1000001) == [0, 6]
    assert days_of(0) == []


def test_it_comes_on_its_days_only():
    tuesdays, once = item(weekdays=[1]), item(day="2026-11-28")
    assert occurs_on(tuesdays, datetime.date(2026, 12, 1))
    assert not occurs_on(tuesdays, datetime.date(2026, 12, 2))
    assert occurs_on(once, datetime.date(2026, 11, 28))
    assert not occurs_on(once, datetime.date(2026, 12, 5))


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        ("2026-03-28", "17:00", "2026-03-28T15:00"),
        ("2026-03-29", "17:00", "2026-03-29T14:00"),
        # There is no half past three that night: it is the same time after the hour before.
        ("2026-03-29", "03:30", "2026-03-29T01:30"),
        # And in October there are two: the first.
        ("2026-10-25", "03:30", "2026-10-25T00:30"),
        ("2026-10-25", "17:00", "2026-10-25T15:00"),
    ],
)
def test_the_hour_is_that_of_the_clocks_there(day, at, moment):
    assert moment_of(item(at), datetime.date.fromisoformat(day), HELSINKI) == utc(moment)


def test_the_next_time_keeps_its_hour_when_the_clocks_change():
    sundays = item(weekdays=[6])
    assert next_moment(sundays, utc("2026-03-22T15:00"), HELSINKI) == utc("2026-03-29T14:00")
    assert next_moment(sundays, utc("2026-03-22T14:59"), HELSINKI) == utc("2026-03-22T15:00")
    assert next_moment(sundays, utc("2026-10-18T14:00"), HELSINKI) == utc("2026-10-25T15:00")


def test_one_day_comes_once():
    once = item(day="2026-11-28")
    assert next_moment(once, utc("2026-11-01T00:00"), HELSINKI) == utc("2026-11-28T15:00")
    assert next_moment(once, utc("2026-11-28T15:00"), HELSINKI) is None


def test_a_day_is_that_of_the_place():
    tokyo = ZoneInfo("Asia/Tokyo")
    assert next_moment(item("07:00", weekdays=[1]), utc("2026-11-30T21:00"), tokyo) == utc("2026-11-30T22:00")


def test_the_last_time_is_looked_for_one_week_back():
    tuesdays = item(weekdays=[1])
    assert last_moment(tuesdays, utc("2026-12-01T15:00"), HELSINKI) == utc("2026-12-01T15:00")
    assert last_moment(tuesdays, utc("2026-12-01T14:59"), HELSINKI) == utc("2026-11-24T15:00")
    assert last_moment(item(day="2026-11-01"), utc("2026-12-01T15:00"), HELSINKI) is None
