"""Verbs of the holder: who sees a badge, and forgetting all of them."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from wellbeing_portal.audit.actions import record
from wellbeing_portal.credentials.actions.issuers import chain_of
from wellbeing_portal.credentials.models import Award, hash_of


def _decided(actor: Any, award: Award, **facts: Any) -> None:
    chain = chain_of(award.version.badge.issuer)
    record(actor=actor, action="show_award", target=award, chain=chain, subject=actor, **facts)


@transaction.atomic
def show_award(actor: Any, *, award: Award, public: bool) -> Award:
    """Open the page of one's own badge to everybody who has its address, or close it. Twice changes nothing."""
    if Award.objects.filter(pk=award.pk, holder=actor, is_public=not public).update(is_public=public):
        _decided(actor, award, public=public)
    award.is_public = public
    return award


@transaction.atomic
def link_award(actor: Any, *, award: Award, on: bool) -> Award:
    """Make a link to one's own badge that works for whoever has it, or end it: the same link never works again."""
    mine = Award.objects.select_for_update(of=("self",)).get(pk=award.pk, holder=actor)
    if on is (mine.linked_at is not None):
        return mine
    mine.linked_at = timezone.now() if on else None
    mine.link_hash = hash_of(mine.link_secret) if on else None
    mine.save(update_fields=["linked_at", "link_hash"])
    _decided(actor, award, link=on)
    return mine


@transaction.atomic
def forget_holder(actor: Any) -> int:
    """Forget everything that ties badges to a person whose account ends. Returns how many badges.

    The files that the person has keep working: the keys stay published, and the bits of the lists stay as they are.
    """
    rows = Award.objects.filter(holder=actor)
    for award in rows.select_related("version__badge__issuer__institution"):
        chain = chain_of(award.version.badge.issuer)
        record(actor=actor, action="forget_holder", target=award, chain=chain, subject=actor)
    return rows.update(
        forgotten_at=timezone.now(),
        holder=None,
        recipient_name="",
        identity_hash="",
        salt="",
        credential="",
        jwt="",
        is_public=False,
        linked_at=None,
        link_hash=None,
    )
