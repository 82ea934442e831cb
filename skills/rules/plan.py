"""When something in a learning plan comes: on the calendar of its owner first, in UTC last."""

import datetime
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

# A plan made for a day that comes round weekly: the next time is within a week.
WEEK = 7


def mask_of(weekdays: Iterable[int]) -> int:
    """One bit for each day of the week; Monday, 0, is the lowest."""
    return sum(1 << weekday for weekday in set(weekdays))


def days_of(mask: int) -> list[int]:
    return [weekday for weekday in range(WEEK) if mask >> weekday & 1]


def occurs_on(item: Any, day: datetime.date) -> bool:
    """Whether this is one of its days; ``weekdays`` and ``day`` say which."""
    return item.day == day if item.day is not None else bool(item.weekdays >> day.weekday() & 1)


def moment_of(item: Any, day: datetime.date, zone: ZoneInfo) -> datetime.datetime:
    """The moment in UTC when the clocks there show its hour, for the first time that day.

    In the night when the clocks go forward an hour is missing: then it is the same time after the hour before.
    """
    return datetime.datetime.combine(day, item.at, tzinfo=zone).astimezone(datetime.UTC)


def next_moment(item: Any, after: datetime.datetime, zone: ZoneInfo) -> datetime.datetime | None:
    """The first time later than ``after`` that it comes; None: never again."""
    today = after.astimezone(zone).date()
    days = [item.day] if item.day else [today + datetime.timedelta(days=ahead) for ahead in range(WEEK + 1)]
    moments = (moment_of(item, day, zone) for day in days if occurs_on(item, day))
    return next((moment for moment in moments if moment > after), None)


def last_moment(item: Any, now: datetime.datetime, zone: ZoneInfo) -> datetime.datetime | None:
    """The latest time not later than ``now`` that it came; None: not in the last week."""
    today = now.astimezone(zone).date()
    days = [today - datetime.timedelta(days=back) for back in range(WEEK + 1)]
    moments = (moment_of(item, day, zone) for day in days if occurs_on(item, day))
    return next((moment for moment in moments if moment <= now), None)
