"""Whether a service is open, when that changes, and for whom it is a first choice. Pure; by the clock in Helsinki."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import holidays

from guidance.enums import Age, Check, OnHolidays, State

HELSINKI = ZoneInfo("Europe/Helsinki")
DAY = datetime.timedelta(days=1)
MINUTE = datetime.timedelta(minutes=1)
HORIZON = 28
FINNISH_HOLIDAYS = holidays.country_holidays("FI")
MANY_LANGUAGES = "mul"
AGES = {Age.UNDER_18: (0, 17), Age.YOUNG: (18, 29), Age.OLDER: (30, 150)}


class Hours(NamedTuple):
    """Hours on some weekdays (0 is Monday; none named: every day). A missing time is not known."""

    weekdays: tuple[int, ...] = ()
    opens_at: datetime.time | None = None
    closes_at: datetime.time | None = None
    all_day: bool = False
    closed: bool = False
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    on_holidays: str = OnHolidays.SAME
    channel: str = ""

    def valid_on(self, day: datetime.date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_to or day)

    @property
    def validity(self) -> datetime.timedelta:
        if self.valid_from is None or self.valid_to is None:
            return datetime.timedelta.max
        return self.valid_to - self.valid_from


class Step(NamedTuple):
    """From this instant on (UTC) the service is in this state."""

    at: datetime.datetime
    state: State


@lru_cache(maxsize=1024)
def is_public_holiday(day: datetime.date) -> bool:
    return day in FINNISH_HOLIDAYS


@lru_cache(maxsize=8192)
def instant(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """The first instant (UTC) at which the clock on the wall shows the time of that day or a later one.

    A time shown twice is its first showing; a time that the spring night skips is when the clock jumps past it.
    """
    # Two times are equal, and one entry of the cache, whichever of the two showings they say they are.
    wall = datetime.datetime.combine(day, time.replace(fold=0))
    at = wall.replace(tzinfo=HELSINKI).astimezone(datetime.UTC)
    while (at - MINUTE).astimezone(HELSINKI).replace(tzinfo=None) >= wall:
        at -= MINUTE
    return at


def _in_force(rows: Sequence[Hours], day: datetime.date) -> list[Hours]:
    """Of the rows valid on the day, those valid for the shortest time, channel by channel."""
    valid = [row for row in rows if row.valid_on(day)]
    return [
        row
        for row in valid
        if row.validity == min(other.validity for other in valid if other.channel in ("", row.channel))
    ]


def _interval(row: Hours, day: datetime.date) -> tuple[datetime.datetime, datetime.datetime, State]:
    starts = instant(day, datetime.time() if row.all_day or row.opens_at is None else row.opens_at)
    ends = instant(day + DAY, datetime.time())
    if not row.all_day and row.closes_at is not None:
        over_midnight = row.closes_at <= (row.opens_at or datetime.time())
        ends = instant(day + DAY if over_midnight else day, row.closes_at)
    if not row.all_day and (row.opens_at is None or row.closes_at is None):
        return starts, ends, State.UNKNOWN
    doubtful = row.on_holidays == OnHolidays.UNKNOWN and is_public_holiday(day)
    return starts, ends, State.HOLIDAY if doubtful else State.OPEN


def _intervals_of(rows: Sequence[Hours], day: datetime.date) -> Iterator[tuple]:
    """What begins on the day. Rows not valid that day say nothing of it, so it is not known."""
    in_force = _in_force(rows, day)
    if not in_force:
        yield instant(day, datetime.time()), instant(day + DAY, datetime.time()), State.UNKNOWN
    for row in in_force:
        shut = row.closed or (row.on_holidays == OnHolidays.CLOSED and is_public_holiday(day))
        if not shut and (not row.weekdays or day.weekday() in row.weekdays):
            yield _interval(row, day)


def state_at(schedules: Iterable[Hours], moment: datetime.datetime) -> State:
    """What can be said of the hours at the moment.

    Instants are compared in UTC, so that the night a clock is turned neither closes early nor opens twice.
    """
    rows = list(schedules)
    today = moment.astimezone(HELSINKI).date()
    now = moment.astimezone(datetime.UTC)
    covering = [
        state
        for day in (today - DAY, today)
        for starts, ends, state in _intervals_of(rows, day)
        if starts <= now < ends
    ]
    return max(covering, default=State.CLOSED)


def is_open(schedules: Iterable[Hours], moment: datetime.datetime) -> bool | None:
    """True or False at the moment; None when it cannot be said."""
    return {State.OPEN: True, State.CLOSED: False}.get(state_at(schedules, moment))


def steps(schedules: Iterable[Hours], moment: datetime.datetime, days: int = HORIZON) -> Iterator[Step]:
    """The state at the moment, then every change of it within the days, in order."""
    rows = list(schedules)
    today = moment.astimezone(HELSINKI).date()
    start, end = moment.astimezone(datetime.UTC), instant(today + days * DAY, datetime.time())
    changes: list[tuple[datetime.datetime, int, State]] = []
    for number in range(-1, days + 1):
        for starts, ends, state in _intervals_of(rows, today + number * DAY):
            if starts < ends and ends > start:
                changes += [(max(starts, start), 1, state), (ends, -1, state)]
    # The last entry only makes sure that what happens before it is said.
    told = [*(change for change in changes if change[0] <= end), (end + MINUTE, 0, State.CLOSED)]
    running: Counter[State] = Counter()
    said, at = None, start
    for when, change, state in sorted(told):
        if when > at:
            now = max(+running, default=State.CLOSED)
            if now != said:
                yield Step(at, now)
            said, at = now, when
        running[state] += change


def next_change(schedules: Iterable[Hours], moment: datetime.datetime) -> Step | None:
    """The next instant after the moment at which the state is another; None within four weeks."""
    return next((step for step in steps(schedules, moment) if step.at > moment), None)


def age_said(text: str) -> Age:
    """The reader's age group; anything else is as if nothing was said."""
    return Age(text) if text in set(Age) else Age.NOT_SAID


def fits_age(minimum: int | None, maximum: int | None, age: Age) -> bool:
    """Whether somebody of the age group may be within the limits. Nothing said fits everything."""
    low, high = AGES.get(age, (0, 150))
    return (minimum or 0) <= high and (maximum or 150) >= low


def speaks(languages: Sequence[str], language: str) -> bool:
    return language in languages or MANY_LANGUAGES in languages


def check_of(
    *, checked_on: datetime.date | None, next_check: datetime.date | None, unconfirmed: bool, today: datetime.date
) -> Check:
    """Whether a person has checked the row. A row past its day is still shown, with a note."""
    if checked_on is None:
        return Check.UNCONFIRMED if unconfirmed else Check.NEVER
    return Check.OVERDUE if next_check is not None and next_check <= today else Check.CHECKED
