"""The words of the shelf."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Length(models.TextChoices):
    """How long a course takes in all: its limits in minutes are in ``rules.LIMITS``."""

    SHORT = "short", _("up to an hour")
    MIDDLE = "middle", _("an hour to an hour and a half")
    LONG = "long", _("longer")
