"""The closed lists of the directory."""

from enum import IntEnum, StrEnum

from django.db import models

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class State(IntEnum):
    """What can be said of a service at a moment; when hours overlap, the highest is said."""

    CLOSED = 0
    UNKNOWN = 1
    HOLIDAY = 2
    OPEN = 3


class OnHolidays(models.TextChoices):
    SAME = "same"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Sureness(models.TextChoices):
    """A: the owner's own page, or two sources agree. B: one other source. C: not traced to a source."""

    A = "A"
    B = "B"
    C = "C"


class Age(StrEnum):
    """What the reader says of their age, in the address and nowhere else."""

    NOT_SAID = ""
    UNDER_18 = "under-18"
    YOUNG = "18-29"
    OLDER = "30"


class Check(StrEnum):
    """Who has checked a row, and whether it is time again."""

    UNCONFIRMED = "unconfirmed"
    NEVER = "never"
    OVERDUE = "overdue"
    CHECKED = "checked"
