"""The words of training."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Renewal(models.TextChoices):
    """Whether a training is taken again."""

    NONE = "none", pgettext_lazy("training renewal", "not renewed")
    MONTHS = "months", pgettext_lazy("training renewal", "after so many months")
    YEARLY = "yearly", pgettext_lazy("training renewal", "on a fixed day each year")


class Closed(models.TextChoices):
    """Why an assignment ended."""

    LEFT = "left", pgettext_lazy("training closed", "no longer in the role")
    RENEWED = "renewed", pgettext_lazy("training closed", "the next round began")
    ENDED = "ended", pgettext_lazy("training closed", "no longer asked for")


class Status(models.TextChoices):
    """How an assignment stands on a day; reckoned, never stored."""

    NOT_STARTED = "not_started", pgettext_lazy("training status", "not begun")
    IN_PROGRESS = "in_progress", pgettext_lazy("training status", "in progress")
    COMPLETED = "completed", pgettext_lazy("training status", "completed")
    OVERDUE = "overdue", pgettext_lazy("training status", "past its day")
    EXPIRING = "expiring", pgettext_lazy("training status", "to be renewed soon")
    EXPIRED = "expired", pgettext_lazy("training status", "no longer valid")
    EXEMPT = "exempt", pgettext_lazy("training status", "exempt")
    CLOSED = "closed", pgettext_lazy("training status", "closed")
