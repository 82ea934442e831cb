"""Verbs of those who sign: their keys and their lists."""

import json
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from wellbeing_portal.audit.actions import PORTAL as PORTAL_CHAIN
from wellbeing_portal.audit.actions import record
from wellbeing_portal.credentials.enums import Algorithm
from wellbeing_portal.credentials.models import LIST_LENGTH, PORTAL, Award, IssuerKey, IssuerProfile, StatusList
from wellbeing_portal.credentials.queries import addresses
from wellbeing_portal.credentials.rules import bits, documents, proofs
from wellbeing_portal.credentials.rules.keys import make_pair
from wellbeing_portal.institutions.models import Institution

MOST_LISTS = 1_000_000_000


def chain_of(issuer: IssuerProfile) -> str:
    """The trail of the institution that signs, or of the portal."""
    return PORTAL_CHAIN if issuer.institution is None else issuer.institution.slug


def locked_issuer(slug: str) -> IssuerProfile:
    """The issuer, locked until the transaction ends: it signs one badge after another."""
    rows = IssuerProfile.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("institution").get(slug=slug)


@transaction.atomic
def issuer_for(place: Institution | None) -> IssuerProfile:
    """The issuer of an institution (None: of the portal), locked, with a key of each kind; made when first needed."""
    slug = PORTAL if place is None else place.slug
    IssuerProfile.objects.get_or_create(slug=slug, defaults={"institution": place})
    issuer = locked_issuer(slug)
    held = set(IssuerKey.objects.filter(issuer=issuer, retired_at=None).values_list("algorithm", flat=True))
    for algorithm in Algorithm:
        if algorithm not in held:
            _make_key(issuer, algorithm)
    return issuer


def _make_key(issuer: IssuerProfile, algorithm: str) -> IssuerKey:
    pair = make_pair(algorithm)
    return IssuerKey.objects.create(
        issuer=issuer, algorithm=algorithm, kid=pair.kid, jwk=pair.jwk, private_pem=pair.private_pem
    )


def active_key(issuer: IssuerProfile, algorithm: str) -> IssuerKey:
    return IssuerKey.objects.get(issuer=issuer, algorithm=algorithm, retired_at=None)


@transaction.atomic
def rotate_keys(actor: Any, *, slug: str) -> list[IssuerKey]:
    """New keys for what is signed from now on; the old ones stay listed, their private parts are gone.

    The lists of what was revoked are signed anew, so that no verifier depends on the old key for them.
    """
    issuer = locked_issuer(slug)
    IssuerKey.objects.filter(issuer=issuer, retired_at=None).update(retired_at=timezone.now(), private_pem="")
    made = [_make_key(issuer, algorithm) for algorithm in Algorithm]
    for one in StatusList.objects.select_for_update().filter(issuer=issuer):
        sign_list(issuer, one)
    record(actor=actor, action="rotate_keys", target=issuer, chain=chain_of(issuer), keys=[key.kid for key in made])
    return made


def signed(issuer: IssuerProfile, document: dict[str, Any]) -> str:
    """The document with the issuer's proof, as the bytes that are kept and given out."""
    key = active_key(issuer, Algorithm.ED25519)
    method = f"{addresses().did(issuer.slug)}#{key.kid}"
    created = documents.moment(timezone.now())
    said = proofs.with_proof(document, private_pem=key.private_pem, method=method, created=created)
    return json.dumps(said, ensure_ascii=False)


def sign_list(issuer: IssuerProfile, one: StatusList) -> None:
    """Sign the list as its bits are now, and save it."""
    one.signed_at = timezone.now()
    document = documents.status_credential(
        addresses(),
        slug=issuer.slug,
        number=one.number,
        encoded=bits.encoded(bytes(one.bits)),
        issued=documents.moment(one.signed_at),
    )
    one.signed = signed(issuer, document)
    one.save()


def take_bit(issuer: IssuerProfile) -> tuple[StatusList, int]:
    """A random free bit, so that its place tells nothing of when. The issuer must be locked."""
    lists = StatusList.objects.filter(issuer=issuer)
    one = lists.filter(taken__lt=LIST_LENGTH // 2).order_by("number").first()
    if one is None:
        # At random, since two issuers may begin a list at the same moment; the key of the table refuses a double.
        one = StatusList(issuer=issuer, number=1 + secrets.randbelow(MOST_LISTS))
        sign_list(issuer, one)
    index = secrets.randbelow(LIST_LENGTH)
    while Award.objects.filter(status_list=one, status_index=index).exists():
        index = secrets.randbelow(LIST_LENGTH)
    one.taken += 1
    one.save(update_fields=["taken"])
    return one, index
