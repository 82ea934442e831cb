"""Signing and checking: the embedded proof eddsa-rdfc-2022 (W3C Data Integrity) and RS256 VC-JWT.

What is signed is the graph that a document expands to under two pinned contexts; no other is ever read, and
nothing is fetched. ``data/SOURCES.md`` says where they come from.
"""

import hashlib
import json
from base64 import urlsafe_b64decode
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256
from pyld import jsonld

from wellbeing_portal.credentials.rules import base58
from wellbeing_portal.credentials.rules.keys import b64url, ed25519_private, key_in, rsa_private

VC_CONTEXT = "https://www.w3.org/ns/credentials/v2"
OB_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
DATA = Path(__file__).parents[1] / "data"
PINNED = {VC_CONTEXT: DATA / "credentials-v2.json", OB_CONTEXT: DATA / "open-badges-3.0.3.json"}
SUITE = "eddsa-rdfc-2022"


@cache
def _context(address: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(PINNED[address].read_text(encoding="utf-8"))
    return document


def load_pinned(address: str, options: dict[str, Any]) -> dict[str, Any]:
    """The document loader: one of the two contexts, or a ValueError. There is no network behind it."""
    if address not in PINNED:
        raise ValueError(f"{address} is not among the pinned contexts.")
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": _context(address),
    }


def canonical(document: dict[str, Any]) -> str:
    """The document's graph as canonical N-Quads: RDFC-1.0, which pyld knows by its earlier name."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load_pinned}
    quads: str = jsonld.normalize(document, options)
    return quads


def _signed_hash(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    """Hash of the proof's options, then of the document without its proof (vc-di-eddsa 3.3.4)."""
    bare = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    options["@context"] = document["@context"]
    halves = (hashlib.sha256(canonical(part).encode()).digest() for part in (options, bare))
    return b"".join(halves)


def with_proof(document: dict[str, Any], *, private_pem: str, method: str, created: str) -> dict[str, Any]:
    """A copy with an embedded proof; ``method`` is the full id of the key, ``created`` an ISO moment in UTC."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    signature = ed25519_private(private_pem).sign(_signed_hash(document, proof))
    return {**document, "proof": {**proof, "proofValue": "z" + base58.encode(signature)}}


def proof_holds(document: dict[str, Any], *, issuer: str, kids: set[str]) -> bool:
    """Whether the embedded proof is by one of the issuer's keys (``kids``: multibase) over exactly this document."""
    proof = document.get("proof")
    if not isinstance(proof, dict) or proof.get("cryptosuite") != SUITE:
        return False
    owner, _mark, kid = str(proof.get("verificationMethod")).partition("#")
    if owner != issuer or kid not in kids or issuer_of(document) != issuer:
        return False
    try:
        signature = base58.decode(str(proof.get("proofValue"))[1:])
        key_in(kid).verify(signature, _signed_hash(document, proof))
    except (InvalidSignature, ValueError, jsonld.JsonLdError):
        return False
    return True


def issuer_of(document: dict[str, Any]) -> str:
    issuer = document.get("issuer")
    return str(issuer.get("id")) if isinstance(issuer, dict) else str(issuer)


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def as_jwt(payload: dict[str, Any], *, private_pem: str, jwk: dict[str, str]) -> str:
    """The compact JWS, with the public key in its header: nobody has to look a key id up."""
    header = {"alg": "RS256", "typ": "JWT", "jwk": jwk}
    said = f"{b64url(_json(header))}.{b64url(_json(payload))}"
    signature = rsa_private(private_pem).sign(said.encode(), PKCS1v15(), SHA256())
    return f"{said}.{b64url(signature)}"


def _from_b64url(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def jwt_payload(token: str, *, jwks: list[dict[str, str]]) -> dict[str, Any] | None:
    """What the token says, if its header names one of these keys and the signature is that key's; else None."""
    try:
        head, body, mark = token.split(".")
        header, payload = json.loads(_from_b64url(head)), json.loads(_from_b64url(body))
        if header["alg"] != "RS256" or header["jwk"] not in jwks:
            return None
        n, e = (int.from_bytes(_from_b64url(header["jwk"][name]), "big") for name in ("n", "e"))
        key = RSAPublicNumbers(e, n).public_key()
        key.verify(_from_b64url(mark), f"{head}.{body}".encode(), PKCS1v15(), SHA256())
    except (InvalidSignature, KeyError, TypeError, ValueError):
        return None
    return dict(payload)
