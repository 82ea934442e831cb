"""Days and months of courses. All of it is reckoned on the calendar of Finland, and becomes UTC last."""

import calendar
import datetime
from dataclasses import dataclass

from django.utils import timezone

from wellbeing_portal.learning.enums import ExpiryBase


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later; the last of the month where there is no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    return _in_month(day.year + years, month + 1, day.day)


def _in_month(year: int, month: int, day: int) -> datetime.date:
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def day_of(moment: datetime.datetime) -> datetime.date:
    """The date in Finland at the moment."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def end_of(day: datetime.date) -> datetime.datetime:
    """The moment at which the day is over in Finland, in UTC: what is due that day is late from then on."""
    after = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time())
    return timezone.make_aware(after, timezone.get_default_timezone()).astimezone(datetime.UTC)


@dataclass(frozen=True)
class Validity:
    """How long a completion counts. ``months`` None: for good.

    ``window_days`` before the end a renewal may come without losing days (base PREVIOUS). With the base FIXED
    it ends each year on ``fixed`` (month, day), the first such day that is ``least_months`` away or more.
    """

    months: int | None = None
    base: str = ExpiryBase.COMPLETION
    window_days: int = 0
    fixed: tuple[int, int] = (12, 31)
    least_months: int = 0


def valid_until(
    validity: Validity, completed_on: datetime.date, previous_until: datetime.date | None = None
) -> datetime.date | None:
    """The last day on which a completion counts; a late renewal always counts from its completion."""
    if validity.base == ExpiryBase.FIXED:
        return _next_fixed(validity.fixed, add_months(completed_on, validity.least_months))
    if validity.months is None:
        return None
    if validity.base == ExpiryBase.PREVIOUS and previous_until is not None:
        opens = previous_until - datetime.timedelta(days=validity.window_days)
        if opens <= completed_on <= previous_until:
            return add_months(previous_until, validity.months)
    return add_months(completed_on, validity.months)


def _next_fixed(fixed: tuple[int, int], earliest: datetime.date) -> datetime.date:
    this_year = _in_month(earliest.year, *fixed)
    return this_year if this_year >= earliest else _in_month(earliest.year + 1, *fixed)
