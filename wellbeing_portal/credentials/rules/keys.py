"""Keys as bytes: making a pair, and writing its public part as others expect it."""

import hashlib
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from wellbeing_portal.credentials.enums import Algorithm
from wellbeing_portal.credentials.rules import base58

RSA_BITS = 2048
# Multicodec ed25519-pub, as a varint before the 32 bytes of the key.
ED25519_PREFIX = b"\xed\x01"


@dataclass(frozen=True)
class KeyPair:
    """A new pair; ``kid`` names it for ever: the multibase key itself, or the thumbprint of the JWK (RFC 7638)."""

    algorithm: str
    kid: str
    jwk: dict[str, str]
    private_pem: str


def b64url(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def make_pair(algorithm: str) -> KeyPair:
    """A new random pair."""
    if algorithm == Algorithm.ED25519:
        ed = Ed25519PrivateKey.generate()
        raw = ed.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        jwk = {"kty": "OKP", "crv": "Ed25519", "x": b64url(raw)}
        return KeyPair(algorithm, multibase_of(ed.public_key()), jwk, _pem(ed))
    rsa = generate_private_key(public_exponent=65537, key_size=RSA_BITS)
    jwk = jwk_of(rsa.public_key())
    return KeyPair(algorithm, thumbprint(jwk), jwk, _pem(rsa))


def _pem(key: Ed25519PrivateKey | RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def multibase_of(key: Ed25519PublicKey) -> str:
    """The key as Multikey writes it: ``z6Mk…``."""
    return "z" + base58.encode(ED25519_PREFIX + key.public_bytes(Encoding.Raw, PublicFormat.Raw))


def key_in(multibase: str) -> Ed25519PublicKey:
    """The key a Multikey names. Raises ValueError when it is no Ed25519 key."""
    data = base58.decode(multibase[1:])
    if not multibase.startswith("z") or not data.startswith(ED25519_PREFIX):
        raise ValueError("This is not an Ed25519 key.")
    return Ed25519PublicKey.from_public_bytes(data[len(ED25519_PREFIX) :])


def jwk_of(key: RSAPublicKey) -> dict[str, str]:
    numbers = key.public_numbers()
    size = (numbers.n.bit_length() + 7) // 8
    return {
        "kty": "RSA",
        "n": b64url(numbers.n.to_bytes(size, "big")),
        "e": b64url(numbers.e.to_bytes(3, "big")),
    }


def thumbprint(jwk: dict[str, str]) -> str:
    """RFC 7638, over exactly the members that an RSA key must have."""
    said = json.dumps({name: jwk[name] for name in ("e", "kty", "n")}, separators=(",", ":"), sort_keys=True)
    return b64url(hashlib.sha256(said.encode()).digest())


def ed25519_private(pem: str) -> Ed25519PrivateKey:
    key = load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("An embedded proof is signed with Ed25519.")
    return key


def rsa_private(pem: str) -> RSAPrivateKey:
    key = load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("A JWT is signed with RSA.")
    return key
