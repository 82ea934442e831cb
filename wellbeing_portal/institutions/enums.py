"""The words of people and places."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    UNIVERSITY = "university", _("higher education institution")
    STUDENT_UNION = "student_union", _("student union")
    NGO = "ngo", _("non-governmental organisation")


class Role(models.TextChoices):
    STUDENT = "student", pgettext_lazy("role", "student")
    STAFF = "staff", pgettext_lazy("role", "staff")
    GUIDE = "guide", pgettext_lazy("role", "guidance worker")
    MODERATOR = "moderator", pgettext_lazy("role", "moderator")
    COORDINATOR = "coordinator", pgettext_lazy("role", "coordinator")
    MANAGER = "manager", pgettext_lazy("role", "project manager")
    OPERATOR = "operator", pgettext_lazy("role", "platform operator")


# Roles that handle other people's data: they need a second factor before they enter those rooms.
SENSITIVE_ROLES = frozenset({Role.GUIDE, Role.MODERATOR, Role.COORDINATOR, Role.MANAGER, Role.OPERATOR})

# What a coordinator can give, at the own institution only. Managers and operators are made by the platform's keepers.
GRANTABLE_ROLES = frozenset({Role.STUDENT, Role.STAFF, Role.GUIDE, Role.MODERATOR, Role.COORDINATOR})


class InvitationState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("invitation", "being sent")
    SENT = "sent", pgettext_lazy("invitation", "sent")
    FAILED = "failed", pgettext_lazy("invitation", "could not be sent")
    EXPIRED = "expired", pgettext_lazy("invitation", "expired")


class Audience(models.TextChoices):
    EVERYONE = "everyone", _("everyone on the portal")
    CHOSEN = "chosen", _("chosen institutions")
    OWN = "own", _("our own people only")


class DomainKind(models.TextChoices):
    STUDENT = "student", pgettext_lazy("address", "student addresses")
    STAFF = "staff", pgettext_lazy("address", "staff addresses")
