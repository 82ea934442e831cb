"""Badges of people."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from wellbeing_portal.credentials.models import Award, hash_of
from wellbeing_portal.credentials.queries.published import addresses, keys_of
from wellbeing_portal.credentials.rules.verdicts import Verdict, checked

WHOLE = ("version__badge__issuer__institution", "status_list")


def awards_of(user: Any) -> QuerySet[Award]:
    """One's own, the newest first; corrected ones are in the page of what took their place."""
    rows = Award.objects.visible_to(user).filter(holder=user, superseded_at=None)
    rows = rows.select_related("version__badge__issuer__institution").order_by("-issued_at", "-pk")
    return rows.defer("credential", "jwt", "version__picture_png", "version__picture_svg")


def own_award_for(user: Any, public_id: uuid.UUID) -> Award:
    return get_object_or_404(
        Award.objects.visible_to(user).filter(holder=user).select_related(*WHOLE), public_id=public_id
    )


def award_for(user: Any, public_id: uuid.UUID) -> Award:
    """A badge that its holder has made public, or one's own."""
    return get_object_or_404(Award.objects.visible_to(user).select_related(*WHOLE), public_id=public_id)


def award_by_link(secret: str) -> Award:
    """A badge whose holder gave somebody a link."""
    rows = Award.objects.unscoped("whoever has the link may see the badge").select_related(*WHOLE)
    return get_object_or_404(rows, link_hash=hash_of(secret))


def award_named(public_id: uuid.UUID) -> Award | None:
    """For the operator's commands."""
    rows = Award.objects.unscoped("commands of the operator").select_related(*WHOLE)
    return rows.filter(public_id=public_id).first()


def successor_of(user: Any, award: Award) -> Award | None:
    """The badge that took its place, if this reader may see it."""
    return Award.objects.visible_to(user).filter(supersedes=award).first()


def awarded(completions: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """Of these records, those that have a badge, with its public id."""
    rows = Award.objects.unscoped("whether a record has its badge").filter(
        completion__in=completions, superseded_at=None
    )
    return dict(rows.values_list("completion", "public_id"))


def verdict_on(award: Award) -> Verdict:
    """Check it now: the stored bytes, the published keys, the bits of its list."""
    issuer = award.version.badge.issuer
    return checked(
        document=award.credential,
        token=award.jwt,
        issuer=addresses().did(issuer.slug),
        keys=keys_of(issuer),
        bits=bytes(award.status_list.bits),
        index=award.status_index,
        now=timezone.now(),
    )
