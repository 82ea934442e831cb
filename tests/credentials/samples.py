"""A whole badge with its keys and its list, made by the rules alone: no database."""

import datetime
import json
import uuid
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from wellbeing_portal.credentials.enums import Algorithm
from wellbeing_portal.credentials.models.issuers import no_bits
from wellbeing_portal.credentials.rules import bits, documents, keys, proofs, verdicts

AT = documents.Addresses("https://portal.example")
SLUG = "diak"
ISSUER = AT.did(SLUG)
INDEX = 4711
NOW = datetime.datetime(2026, 11, 23, 10, tzinfo=datetime.UTC)
SIGNER = documents.Signer(SLUG, "Diakonia-ammattikorkeakoulu", "https://www.diak.fi", "kokeilu@portal.example")
FACTS = documents.Achievement(
    uuid.UUID(int=7),
    3,
    "fi",
    "Opiskelurytmi & jaksaminen",
    "Suunnitteli viikon <oman> rytminsä.",
    "Kävi läpi neljä osaa.",
)


@cache
def pair(algorithm: str, number: int = 0) -> keys.KeyPair:
    """The same key for all tests; making RSA keys takes long."""
    return keys.make_pair(algorithm)


def ed25519(number: int = 0) -> keys.KeyPair:
    return pair(Algorithm.ED25519, number)


def rsa(number: int = 0) -> keys.KeyPair:
    return pair(Algorithm.RSA, number)


def award(**facts: Any) -> documents.Award:
    return replace(
        documents.Award(
            public_id=uuid.UUID(int=11),
            subject=uuid.UUID(int=12),
            identity_hash=documents.identity_hash("aino@portal.example", "suola"),
            salt="suola",
            issued_at=NOW,
            awarded_at=NOW - datetime.timedelta(days=1),
            valid_until=NOW + datetime.timedelta(days=700),
            status_list=1,
            status_index=INDEX,
        ),
        **facts,
    )


def signed(document: dict[str, Any]) -> dict[str, Any]:
    method = f"{ISSUER}#{ed25519().kid}"
    return proofs.with_proof(document, private_pem=ed25519().private_pem, method=method, created=documents.moment(NOW))


@dataclass
class Badge:
    """Both forms and all that a verifier fetches."""

    credential: dict[str, Any]
    jwt: str
    bits: bytes = field(default_factory=no_bits)

    @property
    def keys(self) -> list[verdicts.Key]:
        return [(one.algorithm, one.kid, one.jwk) for one in (ed25519(), rsa())]

    @property
    def status(self) -> dict[str, Any]:
        packed = bits.encoded(self.bits)
        return signed(
            documents.status_credential(AT, slug=SLUG, number=1, encoded=packed, issued=documents.moment(NOW))
        )

    @property
    def did(self) -> dict[str, Any]:
        return documents.did_document(AT, SLUG, self.keys)

    def told(self) -> dict[str, Any]:
        """What the verifiers in JavaScript are told: each address they may ask for, and what it answers."""
        methods = {one["id"]: {"@context": self.did["@context"], **one} for one in self.did["verificationMethod"]}
        return {
            "documents": {ISSUER: self.did, **methods, AT.status(1): self.status},
            "credential": self.credential,
            "jwt": self.jwt,
            "jwks": documents.key_set(AT, [(SLUG, rsa().kid, rsa().jwk)]),
            "issuer": ISSUER,
            "now": NOW.isoformat(),
        }

    def verdict(self, **other: Any) -> verdicts.Verdict:
        asked = {
            "document": json.dumps(self.credential),
            "token": self.jwt,
            "issuer": ISSUER,
            "keys": self.keys,
            "bits": self.bits,
            "index": INDEX,
            "now": NOW,
        }
        return verdicts.checked(**{**asked, **other})


def badge(**facts: Any) -> Badge:
    body = documents.credential(AT, signer=SIGNER, facts=FACTS, award=award(**facts))
    token = proofs.as_jwt(documents.claims(body), private_pem=rsa().private_pem, jwk=rsa().jwk)
    return Badge(signed(body), token)
