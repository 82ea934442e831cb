"""Opening hours over midnight, holidays, dated rows and the nights the clocks are turned."""

import datetime
import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guidance.enums import Age, Check, OnHolidays, State
from guidance.rules import (
    DAY,
    HELSINKI,
    MINUTE,
    Hours,
    age_said,
    check_of,
    fits_age,
    instant,
    is_open,
    is_public_holiday,
    next_change,
    speaks,
    state_at,
    steps,
)

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


TIMES = st.one_of(st.none(), st.times().map(lambda time: time.replace(second=0, microsecond=0, tzinfo=None)))
CLOCK_CHANGES = [date("2026-10-25"), date("2027-03-28")]
DAYS = st.one_of(
    st.dates(date("2026-01-01"), date("2027-12-31")),
    st.sampled_from([*CLOCK_CHANGES, date("2026-12-06"), date("2026-12-24"), date("2026-06-19")]),
)


@st.composite
def any_hours(draw, day):
    near = st.one_of(st.none(), st.integers(-3, 3).map(lambda count: day + count * DAY))
    start, end = draw(near), draw(near)
    if start and end and end < start:
        start, end = end, start
    kind = draw(st.sampled_from(["hours", "hours", "all_day", "closed"]))
    timed = kind == "hours"
    return Hours(
        weekdays=tuple(sorted(draw(st.sets(st.integers(0, 6))))),
        opens_at=draw(TIMES) if timed else None,
        closes_at=draw(TIMES) if timed else None,
        all_day=kind == "all_day",
        closed=kind == "closed",
        valid_from=start,
        valid_to=end,
        on_holidays=draw(st.sampled_from(list(OnHolidays))),
        channel=draw(st.sampled_from(["", "phone", "chat"])),
    )


@st.composite
def rows_and_day(draw):
    day = draw(DAYS)
    return draw(st.lists(any_hours(day), max_size=4)), day


def said_of_day(rows, day):
    """The rows that hold on a day, told in the plainest way."""
    valid = [
        row
        for row in rows
        if (not row.valid_from or row.valid_from <= day) and (not row.valid_to or day <= row.valid_to)
    ]

    def length(row):
        return (row.valid_to - row.valid_from).days if row.valid_from and row.valid_to else 10**9

    return [
        row
        for row in valid
        if not any(length(o) < length(row) for o in valid if o.channel == "" or o.channel == row.channel)
    ]


def walk(rows, first, last):
    """Minute by minute, looking at the clock on the wall: for each minute the set of what is said."""
    start = datetime.datetime.combine(first, datetime.time(), HELSINKI).astimezone(datetime.UTC)
    minutes = [start + count * MINUTE for count in range(int((last - first).days * 1440 + 60))]
    walls = [minute.astimezone(HELSINKI).replace(tzinfo=None) for minute in minutes]
    said = [set() for _ in minutes]
    for number in range((last - first).days):
        day = first + number * DAY
        midnight, next_midnight = (datetime.datetime.combine(d, datetime.time()) for d in (day, day + DAY))
        holding = said_of_day(rows, day)
        spans = [] if holding else [(midnight, next_midnight, State.UNKNOWN)]
        for row in holding:
            holiday = is_public_holiday(day)
            if (
                row.closed
                or (holiday and row.on_holidays == "closed")
                or (row.weekdays and day.weekday() not in row.weekdays)
            ):
                continue
            opens = midnight if row.all_day or row.opens_at is None else datetime.datetime.combine(day, row.opens_at)
            closes = next_midnight
            if not row.all_day and row.closes_at is not None:
                closes = datetime.datetime.combine(day, row.closes_at)
                if row.closes_at <= (row.opens_at or datetime.time()):
                    closes += DAY
            known = row.all_day or (row.opens_at is not None and row.closes_at is not None)
            open_state = State.HOLIDAY if holiday and row.on_holidays == "unknown" else State.OPEN
            spans.append((opens, closes, open_state if known else State.UNKNOWN))
        for opens, closes, state in spans:
            began = ended = False
            for index, wall in enumerate(walls):
                began = began or wall >= opens
                ended = ended or wall >= closes
                if began and not ended:
                    said[index].add(state)
                if ended:
                    break
    return minutes, [max(states, default=State.CLOSED) for states in said]


@given(rows_and_day())
@example(([Hours((), datetime.time(22), datetime.time(3, 30))], date("2027-03-28")))
@example(([Hours((), datetime.time(3, 30), datetime.time(3, 10))], date("2026-10-25")))
@settings(max_examples=60, deadline=None)
def test_hours_equal_a_walk_over_every_minute(case):
    rows, day = case
    minutes, states = walk(rows, day - DAY, day + 2 * DAY)
    # The first day lacks what began the day before.
    inside = [index for index, minute in enumerate(minutes) if minute.astimezone(HELSINKI).date() in (day, day + DAY)]
    sampled = inside[::7] + [i for i in inside if states[i] != states[i - 1]]
    for index in sampled:
        assert state_at(rows, minutes[index]) == states[index], minutes[index].astimezone(HELSINKI)
    start = inside[0]
    changes = [(minutes[i], states[i]) for i in inside[1:] if states[i] != states[i - 1]]
    found = list(steps(rows, minutes[start]))
    assert found[0] == (minutes[start], states[start])
    assert [step for step in found[1:] if step.at <= minutes[inside[-1]]] == changes
    assert all(one.at < other.at and one.state != other.state for one, other in itertools.pairwise(found))
    for index in sampled[:5]:
        change = next_change(rows, minutes[index])
        assert change is None or change.at > minutes[index]
        later = next(((minutes[i], states[i]) for i in inside if i > index and states[i] != states[index]), None)
        if later:
            assert change == later


@pytest.mark.parametrize(
    ("text", "age"),
    [("", Age.NOT_SAID), ("under-18", Age.UNDER_18), ("18-29", Age.YOUNG), ("30", Age.OLDER), ("x\0", Age.NOT_SAID)],
)
def test_age_said(text, age):
    assert age_said(text) is age


@pytest.mark.parametrize(
    ("low", "high", "fitting"),
    [
        (None, None, [Age.NOT_SAID, Age.UNDER_18, Age.YOUNG, Age.OLDER]),
        (12, 29, [Age.NOT_SAID, Age.UNDER_18, Age.YOUNG]),
        (None, 20, [Age.NOT_SAID, Age.UNDER_18, Age.YOUNG]),
        (16, 29, [Age.NOT_SAID, Age.UNDER_18, Age.YOUNG]),
        (18, None, [Age.NOT_SAID, Age.YOUNG, Age.OLDER]),
    ],
)
def test_fits_age(low, high, fitting):
    assert [age for age in Age if fits_age(low, high, age)] == fitting


def test_speaks_its_languages_and_many_languages_may_be_the_readers():
    assert [speaks(languages, "en") for languages in (["fi"], ["fi", "en"], ["mul"], [])] == [False, True, True, False]


@pytest.mark.parametrize(
    ("checked", "again", "unconfirmed", "answer"),
    [
        (None, None, True, Check.UNCONFIRMED),
        (None, None, False, Check.NEVER),
        ("2026-11-01", "2026-11-24", True, Check.OVERDUE),
        ("2026-11-01", "2026-11-25", True, Check.CHECKED),
        ("2026-11-01", None, False, Check.CHECKED),
    ],
)
def test_check_of(checked, again, unconfirmed, answer):
    checked_on, next_check = (day and date(day) for day in (checked, again))
    today = date("2026-11-24")
    assert check_of(checked_on=checked_on, next_check=next_check, unconfirmed=unconfirmed, today=today) is answer
