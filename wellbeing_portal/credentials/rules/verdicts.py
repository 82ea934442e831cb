"""What a check finds."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wellbeing_portal.credentials.enums import Algorithm, State
from wellbeing_portal.credentials.rules.bits import is_set
from wellbeing_portal.credentials.rules.proofs import jwt_payload, proof_holds

Key = tuple[str, str, dict[str, str]]


@dataclass(frozen=True)
class Verdict:
    """The finding, and each step that led to it."""

    state: State
    embedded_holds: bool
    jwt_holds: bool
    same: bool
    revoked: bool


def state_of(
    *,
    genuine: bool,
    revoked: bool,
    valid_from: datetime.datetime,
    valid_until: datetime.datetime | None,
    now: datetime.datetime,
) -> State:
    """One word: what is not genuine says nothing else, and what was revoked is not merely expired."""
    if not genuine:
        return State.BROKEN
    if revoked:
        return State.REVOKED
    if now < valid_from:
        return State.NOT_YET
    return State.EXPIRED if valid_until is not None and now > valid_until else State.VALID


def checked(
    *, document: str, token: str, issuer: str, keys: Iterable[Key], bits: bytes, index: int, now: datetime.datetime
) -> Verdict:
    """Check both stored forms against the issuer's published keys and the bits of its status list.

    Everything is read from the signed bytes; what our own tables say of the badge is not asked.
    """
    keys = list(keys)
    body = json.loads(document)
    kids = {kid for algorithm, kid, _jwk in keys if algorithm == Algorithm.ED25519}
    payload = jwt_payload(token, jwks=[jwk for algorithm, _kid, jwk in keys if algorithm == Algorithm.RSA])
    embedded, listed = proof_holds(body, issuer=issuer, kids=kids), _listed(body, index)
    same = payload is not None and all(payload.get(name) == value for name, value in body.items() if name != "proof")
    revoked = is_set(bits, index)
    state = state_of(
        genuine=embedded and same and listed,
        revoked=revoked,
        valid_from=_moment(body["validFrom"]),
        valid_until=_moment(body["validUntil"]) if "validUntil" in body else None,
        now=now,
    )
    return Verdict(state, embedded, payload is not None, same, revoked)


def _listed(body: dict[str, Any], index: int) -> bool:
    """Whether the badge itself points at the bit that was looked at."""
    return bool(body.get("credentialStatus", {}).get("statusListIndex") == str(index))


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)
