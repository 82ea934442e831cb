"""The words of the trail."""

from django.db import models
from django.utils.translation import pgettext_lazy


class By(models.TextChoices):
    """Who did it, as the person whose data it is may know it: never a name, never a role."""

    YOU = "you", pgettext_lazy("audit", "you")
    PERSON = "person", pgettext_lazy("audit", "somebody else")
    SYSTEM = "system", pgettext_lazy("audit", "the portal itself")


class Flaw(models.TextChoices):
    """What is wrong with the first broken row of a chain."""

    GAP = "gap", "the entry is missing"
    LINK = "link", "it does not link to the entry before it"
    SEAL = "seal", "what it says does not fit its seal"
    HEAD = "head", "the head of the chain does not match it"
    NOTED = "noted", "it is not the entry that was noted outside"
