"""The portal's own day: it changes at midnight in Finland, whatever zone a reader has chosen."""

import datetime

from django.utils import timezone


def today() -> datetime.date:
    """The date in the portal's own zone (TIME_ZONE)."""
    return timezone.localdate(timezone=timezone.get_default_timezone())
