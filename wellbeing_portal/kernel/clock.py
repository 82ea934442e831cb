"""The portal's own day: it changes at midnight in Finland, whatever zone a reader has chosen."""

import datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone
from holidays import country_holidays


def today() -> datetime.date:
    """The date in the portal's own zone (TIME_ZONE)."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


@lru_cache(maxsize=1)
def _holidays() -> Any:
    return country_holidays("FI")


def is_holiday(day: datetime.date) -> bool:
    """Whether it is a public holiday in Finland; ordinary Sundays are none."""
    return day in _holidays()


def is_working_day(day: datetime.date) -> bool:
    return day.weekday() < 5 and not is_holiday(day)
