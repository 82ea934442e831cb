"""What is said in a badge and around it: the documents of Open Badges 3.0, DID and status lists, as plain data.

No score, no attempt, no role and nothing about health has a place here: the facts below are all there is.
"""

import datetime
import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from wellbeing_portal.credentials.enums import Algorithm
from wellbeing_portal.credentials.rules.proofs import OB_CONTEXT, VC_CONTEXT

DID_CONTEXTS = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]


@dataclass(frozen=True)
class Addresses:
    """The addresses of badges under ``base``, the portal's own; they are signed, so they never change."""

    base: str

    def issuer(self, slug: str) -> str:
        return f"{self.base}/ob/issuers/{slug}"

    def did(self, slug: str) -> str:
        """did:web names the host; the colon before a port is written as %3A."""
        return f"did:web:{quote(urlsplit(self.base).netloc, safe='')}:ob:issuers:{slug}"

    def achievement(self, badge: uuid.UUID, number: int) -> str:
        return f"{self.base}/ob/achievements/{badge}/v{number}"

    def credential(self, award: uuid.UUID) -> str:
        return f"{self.base}/ob/credentials/{award}"

    def status(self, number: int) -> str:
        return f"{self.base}/ob/status/{number}"


@dataclass(frozen=True)
class Signer:
    """The institution in whose name a badge is signed."""

    slug: str
    name: str
    url: str
    email: str = ""


@dataclass(frozen=True)
class Achievement:
    """What somebody did, in one language."""

    badge: uuid.UUID
    number: int
    language: str
    name: str
    description: str
    criteria: str


@dataclass(frozen=True)
class Award:
    """That somebody did it. Who is said by the hash of an address, and by that alone."""

    public_id: uuid.UUID
    subject: uuid.UUID
    identity_hash: str
    salt: str
    issued_at: datetime.datetime
    awarded_at: datetime.datetime
    valid_until: datetime.datetime | None
    status_list: int
    status_index: int


def moment(at: datetime.datetime) -> str:
    """A moment in UTC, to the second."""
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def identity_hash(email: str, salt: str) -> str:
    """What a badge says of its holder: whoever knows the address can compare."""
    return f"sha256${hashlib.sha256(f'{email.strip().lower()}{salt}'.encode()).hexdigest()}"


def profile(at: Addresses, signer: Signer) -> dict[str, Any]:
    said = {"id": at.did(signer.slug), "type": ["Profile"], "name": signer.name, "url": signer.url}
    return {**said, "email": signer.email} if signer.email else said


def achievement(at: Addresses, facts: Achievement) -> dict[str, Any]:
    address = at.achievement(facts.badge, facts.number)
    return {
        "id": address,
        "type": ["Achievement"],
        "achievementType": "Badge",
        "inLanguage": facts.language,
        "name": facts.name,
        "description": facts.description,
        "criteria": {"narrative": facts.criteria},
        "image": {"id": f"{address}.png", "type": "Image"},
    }


def credential(at: Addresses, *, signer: Signer, facts: Achievement, award: Award) -> dict[str, Any]:
    """The badge before anything is signed; both proofs share it."""
    until = {"validUntil": moment(award.valid_until)} if award.valid_until else {}
    return {
        "@context": [VC_CONTEXT, OB_CONTEXT],
        "id": at.credential(award.public_id),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": profile(at, signer),
        "validFrom": moment(award.issued_at),
        **until,
        "awardedDate": moment(award.awarded_at),
        "name": facts.name,
        "credentialSubject": {
            "id": f"urn:uuid:{award.subject}",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": award.identity_hash,
                    "identityType": "emailAddress",
                    "salt": award.salt,
                }
            ],
            "achievement": achievement(at, facts),
        },
        "credentialStatus": {
            "id": f"{at.status(award.status_list)}#{award.status_index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(award.status_index),
            "statusListCredential": at.status(award.status_list),
        },
    }


def claims(body: dict[str, Any]) -> dict[str, Any]:
    """The payload of the JWT: the badge itself, and what a JWT calls the same facts."""
    times = {"nbf": _seconds(body["validFrom"])}
    if "validUntil" in body:
        times["exp"] = _seconds(body["validUntil"])
    named = {"iss": body["issuer"]["id"], "jti": body["id"], "sub": body["credentialSubject"]["id"]}
    return {**body, **named, **times}


def _seconds(text: str) -> int:
    return int(datetime.datetime.fromisoformat(text).timestamp())


def status_credential(at: Addresses, *, slug: str, number: int, encoded: str, issued: str) -> dict[str, Any]:
    """The list of one issuer's revoked badges, before it is signed."""
    address = at.status(number)
    return {
        "@context": [VC_CONTEXT],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": at.did(slug),
        "validFrom": issued,
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded,
        },
    }


def did_document(at: Addresses, slug: str, keys: Iterable[tuple[str, str, dict[str, str]]]) -> dict[str, Any]:
    """Every key the issuer ever had (algorithm, kid, public JWK): what was signed with an old one stays good."""
    did = at.did(slug)
    methods = []
    for algorithm, kid, jwk in keys:
        method: dict[str, Any] = {"id": f"{did}#{kid}", "controller": did}
        if algorithm == Algorithm.ED25519:
            methods.append({**method, "type": "Multikey", "publicKeyMultibase": kid})
        else:
            methods.append({**method, "type": "JsonWebKey", "publicKeyJwk": jwk})
    return {
        "@context": DID_CONTEXTS,
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def key_set(at: Addresses, keys: Iterable[tuple[str, str, dict[str, str]]]) -> dict[str, Any]:
    """The RSA keys of all issuers (slug, kid, public JWK), each with the issuer it belongs to."""
    return {"keys": [{**jwk, "kid": kid, "use": "sig", "alg": "RS256", "iss": at.did(slug)} for slug, kid, jwk in keys]}
