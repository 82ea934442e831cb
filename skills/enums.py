"""The words of the shelf, of plans, and of texts that are shared."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Length(models.TextChoices):
    """How long a course takes in all: its limits in minutes are in ``rules.LIMITS``."""

    SHORT = "short", _("up to an hour")
    MIDDLE = "middle", _("an hour to an hour and a half")
    LONG = "long", _("longer")


class EveryWeek(models.IntegerChoices):
    """As ``date.weekday()`` counts; said of what comes every week."""

    MONDAY = 0, pgettext_lazy("every week", "on Mondays")
    TUESDAY = 1, pgettext_lazy("every week", "on Tuesdays")
    WEDNESDAY = 2, pgettext_lazy("every week", "on Wednesdays")
    THURSDAY = 3, pgettext_lazy("every week", "on Thursdays")
    FRIDAY = 4, pgettext_lazy("every week", "on Fridays")
    SATURDAY = 5, pgettext_lazy("every week", "on Saturdays")
    SUNDAY = 6, pgettext_lazy("every week", "on Sundays")


class SharedState(models.TextChoices):
    """What became of a text that was shared. Only while it waits or is answered does the supporter have it."""

    WAITING = "waiting", pgettext_lazy("shared text", "waits for feedback")
    ANSWERED = "answered", pgettext_lazy("shared text", "has feedback")
    WITHDRAWN = "withdrawn", pgettext_lazy("shared text", "withdrawn by you")
    RETURNED = "returned", pgettext_lazy("shared text", "came back to you")


WITH_SUPPORTER = (SharedState.WAITING, SharedState.ANSWERED)
