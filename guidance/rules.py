"""Whether a service is open: pure, by the clock on the wall in Helsinki."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")
DAY = datetime.timedelta(days=1)


class Hours(NamedTuple):
    """One weekday's hours (0 is Monday). A missing time is not known."""

    weekday: int
    opens_at: datetime.time | None = None
    closes_at: datetime.time | None = None
    all_day: bool = False


def _covers(hours: Hours, day: datetime.date, moment: datetime.datetime) -> bool | None:
    """Whether hours that begin on the day cover the moment (UTC)."""
    midnight = datetime.datetime.combine(day, datetime.time(), HELSINKI).astimezone(datetime.UTC)
    next_midnight = datetime.datetime.combine(day + DAY, datetime.time(), HELSINKI).astimezone(datetime.UTC)
    starts, ends = midnight, next_midnight
    if not hours.all_day:
        if hours.opens_at is not None:
            starts = datetime.datetime.combine(day, hours.opens_at, HELSINKI).astimezone(datetime.UTC)
        if hours.closes_at is not None:
            over_midnight = hours.closes_at <= (hours.opens_at or datetime.time())
            last_day = day + DAY if over_midnight else day
            ends = datetime.datetime.combine(last_day, hours.closes_at, HELSINKI).astimezone(datetime.UTC)
    if not starts <= moment < ends:
        return False
    return True if hours.all_day or (hours.opens_at is not None and hours.closes_at is not None) else None


def is_open(schedules: Iterable[Hours], moment: datetime.datetime) -> bool | None:
    """True or False at the moment; None when the hours are not known.

    Instants are compared in UTC, so that the night a clock is turned neither closes early nor opens twice.
    """
    rows = list(schedules)
    if not rows:
        return None
    today = moment.astimezone(HELSINKI).date()
    now = moment.astimezone(datetime.UTC)
    answers = {
        _covers(hours, day, now) for day in (today - DAY, today) for hours in rows if hours.weekday == day.weekday()
    }
    if True in answers:
        return True
    return None if None in answers else False
