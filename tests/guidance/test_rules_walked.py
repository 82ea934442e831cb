"""Any opening hours, told by the rules and by a walk over every minute of the clock on the wall."""

import datetime
import itertools

from hypothesis import example, given, settings
from hypothesis import strategies as st

from guidance.enums import OnHolidays, State
from guidance.rules import DAY, HELSINKI, MINUTE, Hours, is_public_holiday, next_change, state_at, steps


def date(text):
    return datetime.date.fromisoformat(text)


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
