"""Opening hours over midnight, holidays, dated rows and the nights the clocks are turned."""

import datetime

import pytest

from guidance.enums import OnHolidays, State
from guidance.rules import HELSINKI, MINUTE, Hours, instant, is_open, is_public_holiday, next_change, state_at, steps

SUNDAY = 6
WORKDAYS = (0, 1, 2, 3, 4)


def at(text, fold=0):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=HELSINKI, fold=fold)


def date(text):
    return datetime.date.fromisoformat(text)


def hours(weekday, opens, closes, **more):
    return Hours((weekday,), datetime.time(opens), datetime.time(closes), **more)


def local(step):
    return step.at.astimezone(HELSINKI).isoformat(timespec="minutes"), step.state


def test_no_schedule_means_hours_not_known():
    assert is_open([], at("2026-11-24T12:00")) is None
    assert next_change([], at("2026-11-24T12:00")) is None


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
    rows = [Hours((1,), None, datetime.time(12))]
    assert is_open(rows, at("2026-11-24T11:59")) is None
    assert is_open(rows, at("2026-11-24T12:00")) is False


def test_unknown_end_is_closed_before_the_start_and_unknown_after():
    rows = [Hours((1,), datetime.time(12), None)]
    assert is_open(rows, at("2026-11-24T11:59")) is False
    assert is_open(rows, at("2026-11-24T12:00")) is None


def test_weekday_without_times_is_unknown_that_day_and_closed_on_others():
    rows = [Hours(WORKDAYS)]
    assert is_open(rows, at("2026-11-24T12:00")) is None
    assert is_open(rows, at("2026-11-28T12:00")) is False


def test_what_is_known_to_be_open_wins_over_what_is_not_known():
    rows = [Hours((1,)), hours(1, 9, 13)]
    assert [state_at(rows, at(f"2026-11-24T{hour}:00")) for hour in ("08", "09", "13")] == [
        State.UNKNOWN,
        State.OPEN,
        State.UNKNOWN,
    ]


@pytest.mark.parametrize("day", ["2026-10-25", "2027-03-28"])
def test_all_day_covers_every_minute_of_a_clock_change_day(day):
    start = at(f"{day}T00:00").astimezone(datetime.UTC)
    end = at(f"{day}T23:59").astimezone(datetime.UTC)
    minutes = int((end - start).total_seconds() // 60)
    assert minutes + 1 == (25 if day.startswith("2026") else 23) * 60
    rows = [Hours((SUNDAY,), all_day=True)]
    assert all(is_open(rows, start + datetime.timedelta(minutes=count)) for count in range(minutes + 1))
    assert is_open(rows, start - MINUTE) is False
    assert is_open(rows, end + MINUTE) is False


def test_autumn_night_has_the_repeated_hour_open_twice_and_does_not_open_again_after_the_end():
    night = [hours(5, 22, 5)]
    assert is_open(night, at("2026-10-25T03:30", fold=0)) is True
    assert is_open(night, at("2026-10-25T03:30", fold=1)) is True
    assert is_open(night, at("2026-10-25T05:00")) is False
    ends_in_it = [Hours((5,), datetime.time(22), datetime.time(3, 30))]
    assert is_open(ends_in_it, at("2026-10-25T03:29", fold=0)) is True
    assert is_open(ends_in_it, at("2026-10-25T03:10", fold=1)) is False


def test_spring_night_closes_by_the_clock_on_the_wall():
    night = [hours(5, 22, 5)]
    assert is_open(night, at("2027-03-28T02:59")) is True
    assert is_open(night, at("2027-03-28T04:00")) is True
    assert is_open(night, at("2027-03-28T05:00")) is False


def test_time_that_the_spring_night_skips_is_when_the_clock_jumps_past_it():
    assert instant(date("2027-03-28"), datetime.time(3, 30)).astimezone(HELSINKI) == at("2027-03-28T04:00")
    assert is_open([Hours((5,), datetime.time(22), datetime.time(3, 30))], at("2027-03-28T04:00")) is False


def test_a_time_shown_twice_is_its_first_showing_whichever_it_says_it_is():
    day = date("2026-10-25")
    for fold in (1, 0):
        instant.cache_clear()
        assert instant(day, datetime.time(3, 51, fold=fold)).astimezone(HELSINKI) == at("2026-10-25T03:51")


def test_moment_in_another_zone_is_read_in_helsinki_time():
    assert is_open([hours(4, 9, 13)], datetime.datetime(2026, 11, 27, 7, 0, tzinfo=datetime.UTC)) is True


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        ("2026-12-24", True),
        ("2026-12-06", True),
        ("2026-06-19", True),
        ("2027-06-25", True),
        ("2026-12-31", False),
        ("2026-12-23", False),
    ],
)
def test_finnish_holidays(day, holiday):
    assert is_public_holiday(date(day)) is holiday


@pytest.mark.parametrize("day", ["2026-12-24", "2026-12-06", "2026-06-19"])
@pytest.mark.parametrize(
    ("on_holidays", "state"),
    [(OnHolidays.SAME, State.OPEN), (OnHolidays.CLOSED, State.CLOSED), (OnHolidays.UNKNOWN, State.HOLIDAY)],
)
def test_on_a_holiday_the_row_says_what_holds(day, on_holidays, state):
    rows = [Hours((), datetime.time(9), datetime.time(13), on_holidays=on_holidays)]
    assert state_at(rows, at(f"{day}T10:00")) == state
    assert state_at(rows, at(f"{day}T13:00")) == State.CLOSED
    assert state_at(rows, at("2026-12-23T10:00")) == State.OPEN


def test_night_that_begins_before_the_holiday_goes_on_into_it():
    rows = [Hours((), datetime.time(22), datetime.time(2), on_holidays=OnHolidays.CLOSED)]
    assert is_open(rows, at("2026-12-24T01:59")) is True
    assert is_open(rows, at("2026-12-24T23:00")) is False
    assert is_open(rows, at("2026-12-25T01:00")) is False


def test_hours_not_known_stay_not_known_on_a_holiday():
    assert state_at([Hours(WORKDAYS, on_holidays=OnHolidays.UNKNOWN)], at("2026-12-24T10:00")) == State.UNKNOWN


SUMMER = {"valid_from": date("2026-06-01"), "valid_to": date("2026-08-31")}
ONE_DAY = {"valid_from": date("2026-07-06"), "valid_to": date("2026-07-06")}


@pytest.mark.parametrize(
    ("moment", "answer"),
    [
        ("2026-05-25T10:00", True),
        ("2026-06-29T10:00", False),
        ("2026-06-29T12:00", True),
        ("2026-06-30T12:00", False),
        ("2026-07-06T12:00", False),
        ("2026-08-31T12:00", True),
        ("2026-09-07T10:00", True),
    ],
)
def test_row_valid_for_the_shortest_time_holds(moment, answer):
    usual = Hours(WORKDAYS, datetime.time(9), datetime.time(11))
    summer = Hours((0,), datetime.time(12), datetime.time(14), **SUMMER)
    assert is_open([usual, summer, Hours(closed=True, **ONE_DAY)], at(moment)) is answer


def test_closed_day_of_one_channel_leaves_the_other_and_of_the_whole_service_closes_both():
    phone = Hours((), datetime.time(9), datetime.time(11), channel="phone")
    chat = Hours((), datetime.time(12), datetime.time(14), channel="chat")
    shut_phone, shut = Hours(closed=True, channel="phone", **ONE_DAY), Hours(closed=True, **ONE_DAY)
    moments = [at("2026-07-06T10:00"), at("2026-07-06T13:00")]
    assert [is_open([phone, chat, shut_phone], moment) for moment in moments] == [False, True]
    assert [is_open([phone, chat, shut], moment) for moment in moments] == [False, False]


def test_days_that_no_row_speaks_of_are_not_known():
    rows = [Hours((), datetime.time(9), datetime.time(11), **SUMMER)]
    assert is_open(rows, at("2026-09-01T10:00")) is None
    half = [Hours((), all_day=True, valid_from=date("2026-06-01"))]
    assert [is_open(half, at(f"2026-{day}T12:00")) for day in ("05-31", "06-01")] == [None, True]


@pytest.mark.parametrize(
    ("rows", "moment", "change"),
    [
        ([hours(4, 9, 13)], "2026-11-24T12:00", ("2026-11-27T09:00+02:00", State.OPEN)),
        ([hours(4, 9, 13)], "2026-11-27T09:00", ("2026-11-27T13:00+02:00", State.CLOSED)),
        ([hours(4, 9, 13)], "2026-11-27T13:00", ("2026-12-04T09:00+02:00", State.OPEN)),
        ([hours(5, 22, 2)], "2026-11-29T01:59", ("2026-11-29T02:00+02:00", State.CLOSED)),
        ([hours(5, 22, 5)], "2026-10-24T23:00", ("2026-10-25T05:00+02:00", State.CLOSED)),
        ([hours(5, 22, 5)], "2027-03-27T23:00", ("2027-03-28T05:00+03:00", State.CLOSED)),
        (
            [Hours(WORKDAYS, datetime.time(9), datetime.time(15), on_holidays=OnHolidays.UNKNOWN)],
            "2026-12-23T16:00",
            ("2026-12-24T09:00+02:00", State.HOLIDAY),
        ),
        (
            [Hours(WORKDAYS, datetime.time(9), datetime.time(15), on_holidays=OnHolidays.CLOSED)],
            "2026-12-23T16:00",
            ("2026-12-28T09:00+02:00", State.OPEN),
        ),
        ([Hours(WORKDAYS)], "2026-11-28T12:00", ("2026-11-30T00:00+02:00", State.UNKNOWN)),
    ],
)
def test_next_change(rows, moment, change):
    assert local(next_change(rows, at(moment))) == change


def test_day_and_night_never_changes_and_a_closure_ends_it():
    rows = [Hours(all_day=True)]
    assert next_change(rows, at("2026-12-23T12:00")) is None
    shut = Hours(closed=True, valid_from=date("2026-12-25"), valid_to=date("2026-12-26"))
    changes = list(steps([*rows, shut], at("2026-12-23T12:00")))
    assert [local(step) for step in changes] == [
        ("2026-12-23T12:00+02:00", State.OPEN),
        ("2026-12-25T00:00+02:00", State.CLOSED),
        ("2026-12-27T00:00+02:00", State.OPEN),
    ]
