"""What is published for whoever checks a badge."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.translation import gettext as _

from wellbeing_portal.credentials.enums import Algorithm
from wellbeing_portal.credentials.models import (
    BadgeClass,
    BadgeClassVersion,
    IssuerKey,
    IssuerProfile,
    StatusList,
)
from wellbeing_portal.credentials.rules import documents
from wellbeing_portal.credentials.rules.verdicts import Key

ANYBODY = AnonymousUser()


def addresses() -> documents.Addresses:
    return documents.Addresses(settings.PORTAL_URL)


def issuer_named(slug: str) -> IssuerProfile:
    rows = IssuerProfile.objects.visible_to(ANYBODY).select_related("institution")
    return get_object_or_404(rows, slug=slug)


def signer_of(issuer: IssuerProfile, language: str) -> documents.Signer:
    """The issuer as it is called in a language."""
    at = addresses().issuer(issuer.slug)
    with translation.override(language):
        if issuer.institution is None:
            return documents.Signer(issuer.slug, _("Student Wellbeing Portal"), settings.PORTAL_URL, issuer.email)
        return documents.Signer(issuer.slug, issuer.institution.name, issuer.institution.website or at, issuer.email)


def keys_of(issuer: IssuerProfile) -> list[Key]:
    """All it ever had, the oldest first."""
    rows = IssuerKey.objects.visible_to(ANYBODY).filter(issuer=issuer)
    return list(rows.values_list("algorithm", "kid", "jwk"))


def did_document_of(issuer: IssuerProfile) -> dict[str, Any]:
    return documents.did_document(addresses(), issuer.slug, keys_of(issuer))


def key_set() -> dict[str, Any]:
    """The RSA keys of all issuers."""
    rows = IssuerKey.objects.visible_to(ANYBODY).filter(algorithm=Algorithm.RSA).order_by("issuer__slug", "active_from")
    return documents.key_set(addresses(), rows.values_list("issuer__slug", "kid", "jwk"))


def issuer_page(issuer: IssuerProfile) -> QuerySet[BadgeClassVersion]:
    """The newest version of each of its badges, by name."""
    newest = BadgeClass.objects.visible_to(ANYBODY).filter(issuer=issuer)
    rows = BadgeClassVersion.objects.visible_to(ANYBODY).filter(badge__in=newest).select_related("badge")
    later = BadgeClassVersion.objects.visible_to(ANYBODY).filter(badge=OuterRef("badge"), number__gt=OuterRef("number"))
    language = (translation.get_language() or "fi")[:2]
    return rows.filter(~Exists(later)).order_by(f"name_{language}", "pk").defer("picture_png", "picture_svg")


def version_numbered(badge: uuid.UUID, number: int) -> BadgeClassVersion:
    rows = BadgeClassVersion.objects.visible_to(ANYBODY).select_related("badge__issuer__institution")
    return get_object_or_404(rows, badge__public_id=badge, number=number)


def facts_of(version: BadgeClassVersion, language: str) -> documents.Achievement:
    """What it says in one language."""
    texts = {field: version.said(field, language) for field in ("name", "description", "criteria")}
    return documents.Achievement(version.badge.public_id, version.number, language, **texts)


def status_list_numbered(number: int) -> StatusList:
    return get_object_or_404(StatusList.objects.visible_to(ANYBODY), number=number)
