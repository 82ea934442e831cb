"""Verbs of awarding: once for each completion, taken back, corrected."""

import secrets
import uuid
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.audit.actions import record
from wellbeing_portal.credentials.actions.issuers import (
    active_key,
    chain_of,
    issuer_for,
    locked_issuer,
    sign_list,
    signed,
    take_bit,
)
from wellbeing_portal.credentials.enums import Algorithm, Reason
from wellbeing_portal.credentials.models import Award, BadgeClass, BadgeClassVersion, IssuerProfile, StatusList
from wellbeing_portal.credentials.notices import BadgeChanged, BadgeMade
from wellbeing_portal.credentials.queries import addresses, facts_of, signer_of
from wellbeing_portal.credentials.rules import bits, documents, images, proofs
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.awarding import AwardRequest
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import tell

LANGUAGES = ("fi", "sv", "en")
FIELDS = ("name", "description", "criteria")


def _current(completion: uuid.UUID) -> Award | None:
    return Award.objects.filter(completion=completion, superseded_at=None).first()


def award(request: AwardRequest) -> Award:
    """The badge for a completion, made when it is first asked for; also when it has been revoked since.

    Call it after the completion was committed (``kernel.awarding.ask_award`` does). The row of the issuer is locked
    meanwhile, so that twenty who ask at once get the same badge.
    """
    return _current(request.completion) or _award(request)


@transaction.atomic
def _award(request: AwardRequest) -> Award:
    place = Institution.objects.get(slug=request.place) if request.place else None
    issuer = issuer_for(place)
    made = _current(request.completion)
    if made is not None:
        return made
    new = Award(
        completion=request.completion,
        version=_version_of(issuer, request),
        holder=request.holder,
        language=request.language,
        awarded_at=request.achieved_at,
        valid_until=request.valid_until,
    )
    _sign(issuer, new, request.holder)
    record(actor=None, action="award_badge", target=new, chain=chain_of(issuer), subject=request.holder)
    tell(BadgeMade, to=[request.holder], about=new)
    return new


def _version_of(issuer: IssuerProfile, request: AwardRequest) -> BadgeClassVersion:
    """The badge as it is worded now: the newest version, or a new one when a word has changed."""
    texts = {f"{field}_{code}": getattr(request.wording[code], field) for field in FIELDS for code in LANGUAGES}
    badge, _made = BadgeClass.objects.get_or_create(issuer=issuer, about=request.about)
    newest = badge.versions.order_by("-number").defer("picture_png").first()
    if newest is not None and all(getattr(newest, field) == text for field, text in texts.items()):
        return newest
    svg = images.emblem(str(badge.public_id))
    number = (badge.versions.aggregate(highest=Max("number"))["highest"] or 0) + 1
    return badge.versions.create(number=number, picture_svg=svg, picture_png=images.drawn(svg), **texts)


def _sign(issuer: IssuerProfile, new: Award, holder: Any) -> None:
    """Give the award its bit, its salt and both signed forms, and save it. The issuer must be locked."""
    new.recipient_name = holder.name
    new.issued_at = timezone.now().replace(microsecond=0)
    new.salt = secrets.token_urlsafe(16)
    new.identity_hash = documents.identity_hash(holder.email, new.salt)
    new.status_list, new.status_index = take_bit(issuer)
    body = documents.credential(
        addresses(),
        signer=signer_of(issuer, new.language),
        facts=facts_of(new.version, new.language),
        award=documents.Award(
            public_id=new.public_id,
            subject=new.subject,
            identity_hash=new.identity_hash,
            salt=new.salt,
            issued_at=new.issued_at,
            awarded_at=new.awarded_at,
            valid_until=new.valid_until,
            status_list=new.status_list.number,
            status_index=new.status_index,
        ),
    )
    key = active_key(issuer, Algorithm.RSA)
    new.credential = signed(issuer, body)
    new.jwt = proofs.as_jwt(documents.claims(body), private_pem=key.private_pem, jwk=key.jwk)
    new.save()


@transaction.atomic
def revoke_award(actor: Any, *, award: Award, reason: str) -> Award:
    """Set its bit and sign the list anew. What was revoked stays so; a second time changes nothing."""
    issuer = locked_issuer(award.version.badge.issuer.slug)
    done = Award.objects.filter(pk=award.pk, revoked_at=None).update(revoked_at=timezone.now(), revoked_for=reason)
    if done:
        _set_bit(issuer, award)
        record(
            actor=actor,
            action="revoke_award",
            target=award,
            chain=chain_of(issuer),
            subject=award.holder,
            reason=str(reason),
        )
        if award.holder is not None:
            tell(BadgeChanged, to=[award.holder], about=award)
    award.refresh_from_db()
    return award


def _set_bit(issuer: IssuerProfile, award: Award) -> None:
    one = StatusList.objects.select_for_update().get(pk=award.status_list_id)
    one.bits = bits.with_bit(bytes(one.bits), award.status_index)
    sign_list(issuer, one)


@transaction.atomic
def correct_award(actor: Any, *, award: Award) -> Award:
    """A new badge with the holder's name and address as they are now; the old one is revoked and points to it."""
    issuer = locked_issuer(award.version.badge.issuer.slug)
    award.refresh_from_db()
    if award.revoked_at is not None:
        raise Refusal(_("This badge has been revoked already."))
    if award.holder is None:
        raise Refusal(_("Nobody here holds this badge any more."))
    now = timezone.now()
    award.revoked_at = award.superseded_at = now
    award.revoked_for = Reason.CORRECTED
    award.save(update_fields=["revoked_at", "superseded_at", "revoked_for"])
    _set_bit(issuer, award)
    new = Award(
        completion=award.completion,
        version=award.version,
        holder=award.holder,
        language=award.language,
        awarded_at=award.awarded_at,
        valid_until=award.valid_until,
        supersedes=award,
        is_public=award.is_public,
    )
    _sign(issuer, new, award.holder)
    record(actor=actor, action="correct_award", target=new, chain=chain_of(issuer), subject=award.holder)
    tell(BadgeChanged, to=[award.holder], about=new)
    return new


def take_back(actor: Any, *, completion: uuid.UUID, reason: str) -> None:
    """Revoke what was awarded for a record; nothing awarded, nothing to do."""
    award = Award.objects.filter(completion=completion, superseded_at=None).first()
    if award is not None:
        revoke_award(actor, award=award, reason=reason)
