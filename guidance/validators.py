"""Checks of the directory's columns."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guidance.enums import DAYS

CHECK_DAYS = 90
CRISIS_CHECK_DAYS = 30


def validate_byday(value: str) -> None:
    """Weekdays as HSDS writes them, each once and in order: ``MO,TU,FR``. Empty is every day."""
    days = value.split(",") if value else []
    if days != [day for day in DAYS if day in days]:
        raise ValidationError(_("Weekdays are written like MO,TU,FR."), code="byday")


def validate_next_check(checked_on: datetime.date | None, next_check: datetime.date | None, *, crisis: bool) -> None:
    """What somebody checked is checked again within 90 days, a crisis service within 30."""
    longest = datetime.timedelta(days=CRISIS_CHECK_DAYS if crisis else CHECK_DAYS)
    if (checked_on is None) != (next_check is None):
        raise ValidationError({"next_check": _("A check has a day, and a day for the next one.")})
    if checked_on and next_check and not checked_on < next_check <= checked_on + longest:
        raise ValidationError(
            {"next_check": _("The next check is at most %(days)s days after this one.") % {"days": longest.days}}
        )
