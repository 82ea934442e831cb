"""Staffed hours, reckoned on the calendar of Finland first and in UTC last."""

import datetime
from collections.abc import Iterator, Sequence

from django.utils import timezone

from wellbeing_portal.kernel.clock import is_holiday

# The days that are looked through for the next staffed moment: longer than any run of holidays.
HORIZON = 21
# Weekday (0 is Monday), from and to.
Hours = Sequence[tuple[int, datetime.time, datetime.time]]


def _stretches(hours: Hours, after: datetime.datetime) -> Iterator[tuple[datetime.datetime, datetime.datetime]]:
    """The staffed stretches that end later than ``after``, in order, as moments in UTC."""
    zone = timezone.get_default_timezone()
    first = after.astimezone(zone).date()
    for ahead in range(HORIZON):
        day = first + datetime.timedelta(days=ahead)
        if is_holiday(day):
            continue
        for _weekday, opens, closes in sorted(part for part in hours if part[0] == day.weekday()):
            begin = datetime.datetime.combine(day, opens, tzinfo=zone).astimezone(datetime.UTC)
            end = datetime.datetime.combine(day, closes, tzinfo=zone).astimezone(datetime.UTC)
            if end > after:
                yield begin, end


def next_opening(hours: Hours, at: datetime.datetime) -> datetime.datetime | None:
    """``at`` itself when somebody is there then, else when the next one comes; None: nobody has said."""
    for begin, _end in _stretches(hours, at):
        return max(begin, at)
    return None


def is_staffed(hours: Hours, at: datetime.datetime) -> bool:
    return next_opening(hours, at) == at


def staffed_after(hours: Hours, at: datetime.datetime, time: datetime.timedelta) -> datetime.datetime:
    """The moment when ``time`` of staffed hours has gone by; where nobody has said any hours, of all hours.

    Hours too few to hold it within three weeks promise those three weeks.
    """
    left = time
    for begin, end in _stretches(hours, at):
        start = max(begin, at)
        if end - start >= left:
            return start + left
        left -= end - start
    return at + (time if left == time else datetime.timedelta(days=HORIZON))
