"""The words of notices, letters and what became of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Wanted(models.TextChoices):
    """What a person has chosen for one kind of message."""

    MAIL = "mail", _("In the portal and by e-mail")
    PORTAL = "portal", _("Only in the portal")
    NOTHING = "nothing", _("Not at all")


class Digest(models.TextChoices):
    DAILY = "daily", pgettext_lazy("digest", "Every day")
    WEEKLY = "weekly", pgettext_lazy("digest", "Once a week")
    NEVER = "never", pgettext_lazy("digest", "Never")


class Weekday(models.IntegerChoices):
    """As ``date.weekday()`` counts."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Channel(models.TextChoices):
    """By what a delivery leaves. The notice in the portal is no delivery: it is there once it is said."""

    EMAIL = "email", pgettext_lazy("channel", "e-mail")


class ReminderState(models.TextChoices):
    WAITING = "waiting"
    SAID = "said"
    DROPPED = "dropped"


class DeliveryState(models.TextChoices):
    """waiting → claimed → sending → sent; from sending also back to waiting, or failed, or unknown."""

    WAITING = "waiting", pgettext_lazy("e-mail", "waiting")
    CLAIMED = "claimed", pgettext_lazy("e-mail", "taken by a worker")
    SENDING = "sending", pgettext_lazy("e-mail", "being handed over")
    SENT = "sent", pgettext_lazy("e-mail", "accepted by the mail server")
    FAILED = "failed", pgettext_lazy("e-mail", "failed")
    DROPPED = "dropped", pgettext_lazy("e-mail", "no longer wanted")
    UNKNOWN = "unknown", pgettext_lazy("e-mail", "unknown, folded into the next")


HELD_STATES = (DeliveryState.CLAIMED, DeliveryState.SENDING)
OPEN_STATES = (DeliveryState.WAITING, *HELD_STATES)
