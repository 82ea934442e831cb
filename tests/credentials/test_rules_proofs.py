"""Signed, changed in one place, checked again."""

import hashlib
import json
import re
from base64 import urlsafe_b64encode
from copy import deepcopy

import pytest

from tests.credentials import samples
from tests.credentials.samples import AT, INDEX, ISSUER, NOW, ed25519, rsa
from wellbeing_portal.credentials.enums import State
from wellbeing_portal.credentials.rules import bits, documents, proofs

KIDS = {ed25519().kid}
WIDE = {"jwk": rsa().jwk}


def put(document, path, value):
    changed = deepcopy(document)
    *way, last = path
    inner = changed
    for name in way:
        inner = inner[name]
    inner[last] = value
    return changed


# What a forger would want to change, and to what.
CHANGES = {
    "name": (("name",), "Toinen osaaminen"),
    "achievement": (("credentialSubject", "achievement", "name"), "Toinen osaaminen"),
    "day": (("validFrom",), "2026-01-01T00:00:00Z"),
    "end": (("validUntil",), "2099-01-01T00:00:00Z"),
    "holder": (("credentialSubject", "identifier"), []),
    "status index": (("credentialStatus", "statusListIndex"), "12"),
    "status list": (("credentialStatus", "statusListCredential"), "https://portal.example/ob/status/2"),
    "issuer": (("issuer", "id"), AT.did("oulu")),
    "issuer's name": (("issuer", "name"), "Toinen korkeakoulu"),
    "address": (("id",), "https://portal.example/ob/credentials/other"),
}


def jwt_with(header=None, payload=None, key=None):
    """A token of one's own making, signed with ``key`` but with any header."""
    good = samples.badge().jwt.split(".")
    parts = [
        urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode() if said is not None else good[place]
        for place, said in enumerate((header, payload))
    ]
    if key is None:
        return ".".join([*parts, good[2]])
    return proofs.as_jwt(payload, private_pem=key.private_pem, jwk=header["jwk"])


def test_a_badge_holds_in_both_forms():
    badge = samples.badge()
    assert proofs.proof_holds(badge.credential, issuer=ISSUER, kids=KIDS)
    payload = proofs.jwt_payload(badge.jwt, jwks=[rsa().jwk])
    assert payload == documents.claims({name: said for name, said in badge.credential.items() if name != "proof"})


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_badge_does_not_hold(change):
    badge = samples.badge()
    forged = put(badge.credential, *CHANGES[change])
    assert not proofs.proof_holds(forged, issuer=ISSUER, kids=KIDS)
    payload = put(proofs.jwt_payload(badge.jwt, jwks=[rsa().jwk]), *CHANGES[change])
    assert proofs.jwt_payload(jwt_with(payload=payload), jwks=[rsa().jwk]) is None
    assert badge.verdict(document=json.dumps(forged)).state == State.BROKEN
    assert badge.verdict(token=jwt_with(payload=payload)).state == State.BROKEN


@pytest.mark.parametrize(
    "proof",
    [
        None,
        {},
        {"cryptosuite": "ecdsa-sd-2023"},
        {"verificationMethod": f"{AT.did('oulu')}#{ed25519().kid}"},
        {"verificationMethod": f"{ISSUER}#{ed25519(1).kid}"},
        {"proofValue": "z" + "1" * 64},
        {"proofValue": "z0"},
        {"proofValue": None},
        {"created": "2020-01-01T00:00:00Z"},
        {"proofPurpose": "authentication"},
    ],
)
def test_a_changed_proof_does_not_hold(proof):
    credential = samples.badge().credential
    credential["proof"] = {**credential["proof"], **proof} if proof else proof
    assert not proofs.proof_holds(credential, issuer=ISSUER, kids=KIDS)


def test_a_key_that_the_issuer_never_had_signs_nothing():
    credential = samples.badge().credential
    assert not proofs.proof_holds(credential, issuer=ISSUER, kids={ed25519(1).kid})
    assert proofs.jwt_payload(samples.badge().jwt, jwks=[rsa(1).jwk]) is None


def test_another_key_in_the_header_is_not_believed():
    payload = proofs.jwt_payload(samples.badge().jwt, jwks=[rsa().jwk])
    assert (
        proofs.jwt_payload(jwt_with(header={"jwk": rsa(1).jwk}, payload=payload, key=rsa(1)), jwks=[rsa().jwk]) is None
    )
    assert proofs.jwt_payload(jwt_with(header=WIDE, payload=payload, key=rsa(1)), jwks=[rsa().jwk]) is None


@pytest.mark.parametrize("header", [{"alg": "none", **WIDE}, {"alg": "HS256", **WIDE}, {"alg": "RS256"}, [], 1])
def test_a_header_of_another_kind_is_refused(header):
    assert proofs.jwt_payload(jwt_with(header=header), jwks=[rsa().jwk]) is None


@pytest.mark.parametrize("token", ["", "a.b", "a.b.c", "e30.e30.", "..", "é.é.é"])
def test_what_is_no_token_is_refused(token):
    assert proofs.jwt_payload(token, jwks=[rsa().jwk]) is None


def test_a_context_that_is_not_pinned_is_never_fetched():
    credential = samples.badge().credential
    credential["@context"] = [*credential["@context"], "https://elsewhere.example/context"]
    assert not proofs.proof_holds(credential, issuer=ISSUER, kids=KIDS)
    with pytest.raises(ValueError, match="not among the pinned"):
        proofs.load_pinned("https://elsewhere.example/context", {})


def test_the_pinned_contexts_are_the_published_ones():
    noted = re.findall(r"`([\w.-]+\.json)` \| \S+ \| `(\w{64})`", (proofs.DATA / "SOURCES.md").read_text())
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in proofs.PINNED.values()}
    assert dict(noted) == files


def test_the_two_forms_must_say_the_same():
    badge, other = samples.badge(), samples.badge(status_index=INDEX + 1)
    assert badge.verdict().same
    mixed = badge.verdict(token=other.jwt)
    assert (mixed.state, mixed.embedded_holds, mixed.jwt_holds, mixed.same) == (State.BROKEN, True, True, False)


def test_the_bit_that_is_looked_at_must_be_the_badges_own():
    assert samples.badge().verdict(index=INDEX + 1).state == State.BROKEN


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, State.VALID),
        ({"valid_until": None}, State.VALID),
        ({"valid_until": NOW}, State.VALID),
        ({"valid_until": NOW - samples.datetime.timedelta(seconds=1)}, State.EXPIRED),
        ({"issued_at": NOW + samples.datetime.timedelta(seconds=1)}, State.NOT_YET),
    ],
)
def test_the_dates_decide_between_valid_expired_and_not_yet(facts, state):
    assert samples.badge(**facts).verdict().state == state


def test_revoked_comes_before_expired():
    badge = samples.badge(valid_until=NOW - samples.datetime.timedelta(days=1))
    found = badge.verdict(bits=bits.with_bit(badge.bits, INDEX))
    assert (found.state, found.revoked) == (State.REVOKED, True)
