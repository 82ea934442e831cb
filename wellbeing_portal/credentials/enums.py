"""Words of credentials that are kept in the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Algorithm(models.TextChoices):
    ED25519 = "ed25519", "Ed25519"
    RSA = "rsa", "RSA"


class Reason(models.TextChoices):
    """Why a badge was revoked: a code, never free text, for everybody who has the badge may see it."""

    CORRECTED = "corrected", _("a corrected badge took its place")
    MISTAKE = "mistake", _("it was awarded by mistake")
    WITHDRAWN = "withdrawn", _("what it was awarded for is no longer recorded")
    ASKED = "asked", _("its holder asked for it")


class State(models.TextChoices):
    """What a check finds."""

    VALID = "valid", _("Valid")
    NOT_YET = "not_yet", _("Not yet valid")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")
    BROKEN = "broken", _("Not genuine")
