"""Opening hours over midnight and over the nights the clocks are turned."""

import datetime

import pytest

from guidance.rules import HELSINKI, Hours, is_open

SUNDAY = 6


def at(text, fold=0):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=HELSINKI, fold=fold)


def hours(weekday, opens, closes):
    return Hours(weekday, datetime.time(opens), datetime.time(closes))


def test_no_schedule_means_hours_not_known():
    assert is_open([], at("2026-11-24T12:00")) is None


@pytest.mark.parametrize(
    ("moment", "answer"),
    [
        ("2026-11-27T08:59", False),
        ("2026-11-27T09:00", True),
        ("2026-11-27T12:59", True),
        ("2026-11-27T13:00", False),
        ("2026-11-26T10:00", False),
    ],
)
def test_opens_at_the_first_minute_and_is_closed_at_the_last(moment, answer):
    assert is_open([hours(4, 9, 13)], at(moment)) is answer


@pytest.mark.parametrize(
    ("moment", "answer"),
    [
        ("2026-11-27T21:59", False),
        ("2026-11-27T23:59", True),
        ("2026-11-28T00:00", True),
        ("2026-11-28T01:59", True),
        ("2026-11-28T02:00", False),
        ("2026-11-27T01:00", False),
    ],
)
def test_hours_over_midnight_belong_to_the_day_they_begin(moment, answer):
    assert is_open([hours(4, 22, 2)], at(moment)) is answer


def test_sunday_night_goes_on_into_monday():
    assert is_open([hours(SUNDAY, 22, 2)], at("2026-11-30T01:00")) is True


def test_closing_at_midnight_is_the_end_of_the_day():
    assert is_open([hours(1, 15, 0)], at("2026-11-24T23:59")) is True
    assert is_open([hours(1, 15, 0)], at("2026-11-25T00:00")) is False


def test_unknown_start_is_never_said_to_be_open_and_closed_only_after_the_end():
    rows = [Hours(1, None, datetime.time(12))]
    assert is_open(rows, at("2026-11-24T11:59")) is None
    assert is_open(rows, at("2026-11-24T12:00")) is False


def test_unknown_end_is_closed_before_the_start_and_unknown_after():
    rows = [Hours(1, datetime.time(12), None)]
    assert is_open(rows, at("2026-11-24T11:59")) is False
    assert is_open(rows, at("2026-11-24T12:00")) is None


def test_weekday_without_times_is_unknown_that_day_and_closed_on_others():
    rows = [Hours(day) for day in range(5)]
    assert is_open(rows, at("2026-11-24T12:00")) is None
    assert is_open(rows, at("2026-11-28T12:00")) is False


@pytest.mark.parametrize("day", ["2026-10-25", "2027-03-28"])
def test_all_day_covers_every_minute_of_a_clock_change_day(day):
    start = at(f"{day}T00:00").astimezone(datetime.UTC)
    end = at(f"{day}T23:59").astimezone(datetime.UTC)
    minutes = int((end - start).total_seconds() // 60)
    assert minutes + 1 == (25 if day.startswith("2026") else 23) * 60
    rows = [Hours(SUNDAY, all_day=True)]
    assert all(is_open(rows, start + datetime.timedelta(minutes=count)) for count in range(minutes + 1))
    assert is_open(rows, start - datetime.timedelta(minutes=1)) is False
    assert is_open(rows, end + datetime.timedelta(minutes=1)) is False


def test_autumn_night_has_the_repeated_hour_open_twice_and_does_not_open_again_after_the_end():
    night = [hours(5, 22, 5)]
    assert is_open(night, at("2026-10-25T03:30", fold=0)) is True
    assert is_open(night, at("2026-10-25T03:30", fold=1)) is True
    assert is_open(night, at("2026-10-25T05:00")) is False
    ends_in_it = [Hours(5, datetime.time(22), datetime.time(3, 30))]
    assert is_open(ends_in_it, at("2026-10-25T03:29", fold=0)) is True
    assert is_open(ends_in_it, at("2026-10-25T03:10", fold=1)) is False


def test_spring_night_closes_by_the_clock_on_the_wall():
    night = [hours(5, 22, 5)]
    assert is_open(night, at("2027-03-28T02:59")) is True
    assert is_open(night, at("2027-03-28T04:00")) is True
    assert is_open(night, at("2027-03-28T05:00")) is False


def test_moment_in_another_zone_is_read_in_helsinki_time():
    assert is_open([hours(4, 9, 13)], datetime.datetime(2026, 11, 27, 7, 0, tzinfo=datetime.UTC)) is True
