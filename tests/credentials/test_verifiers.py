"""Judged by others: a second library in Python, and verifiers in JavaScript that know nothing of ours but the bytes."""

import json
from pathlib import Path

import pytest
import time_machine
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib.ob3 import (
    OB3LdpVerifier,
    OB3VerificationError,
    OB3Verifier,
    check_credential_status,
    verify_data_integrity_proof,
)

from tests.credentials import samples
from tests.credentials.samples import AT, FACTS, INDEX, ISSUER, NOW, ed25519, rsa
from tests.credentials.test_rules_proofs import CHANGES, jwt_with, put
from tests.support import node
from wellbeing_portal.credentials.rules import bits, images, keys, proofs

NODE = Path(__file__).parent / "node"


def pem(key):
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


RSA_PEM = pem(keys.rsa_private(rsa().private_pem).public_key())
ED_PEM = pem(keys.key_in(ed25519().kid))


@pytest.fixture(autouse=True)
def _then():
    with time_machine.travel(NOW, tick=False):
        yield


class Web:
    """Answers for the two addresses that a verifier asks for, and counts."""

    def __init__(self, badge):
        self.pages = {f"{AT.issuer('diak')}/did.json": badge.did, AT.status(1): badge.status}

    def __call__(self, address):
        return json.dumps(self.pages[address]).encode()


def judged(badge):
    """What the verifiers in JavaScript find."""
    return node.run(NODE, "verify.mjs", badge.told())


def test_openbadgeslib_takes_both_forms_and_finds_the_key_by_the_did():
    badge = samples.badge()
    found = OB3LdpVerifier.for_issuer_did(ISSUER).verify(badge.credential, download=Web(badge))
    assert (found.achievement.name, found.issuer.id) == (FACTS.name, ISSUER)
    assert OB3Verifier(pubkey_pem=RSA_PEM, issuer_did=ISSUER).verify(badge.jwt).achievement.name == FACTS.name


@pytest.mark.parametrize("change", CHANGES)
def test_openbadgeslib_refuses_what_was_changed(change):
    badge = samples.badge()
    forged = put(badge.credential, *CHANGES[change])
    with pytest.raises(OB3VerificationError):
        OB3LdpVerifier(pubkey_pem=ED_PEM, issuer_did=ISSUER).verify(forged)
    payload = put(proofs.jwt_payload(badge.jwt, jwks=[rsa().jwk]), *CHANGES[change])
    with pytest.raises(OB3VerificationError):
        OB3Verifier(pubkey_pem=RSA_PEM).verify(jwt_with(payload=payload))


def test_openbadgeslib_sees_the_bit_of_a_revoked_badge_in_a_list_that_holds():
    badge = samples.badge()
    found = OB3LdpVerifier(pubkey_pem=ED_PEM).verify(badge.credential)
    check_credential_status(found, download=Web(badge))
    badge.bits = bits.with_bit(badge.bits, INDEX)
    verify_data_integrity_proof(badge.status, ED_PEM)
    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        check_credential_status(found, download=Web(badge))


def test_openbadgeslib_reads_the_baked_pictures():
    badge = samples.badge()
    text = json.dumps(badge.credential, ensure_ascii=False)
    svg = images.emblem("one")
    assert OB3Verifier.extract_token_from_png(images.baked_png(images.drawn(svg), text)) == text
    assert json.loads(OB3Verifier.extract_token_from_svg(images.baked_svg(svg, text).encode())) == badge.credential


def test_the_verifiers_in_javascript_take_both_forms_in_safe_mode_and_agree_on_the_graph():
    badge = samples.badge()
    found = judged(badge)
    assert found["embedded"] == {"verified": True, "error": None, "proof": True, "revoked": [False]}
    assert found["jwt"]["verified"]
    bare = {name: said for name, said in badge.credential.items() if name != "proof"}
    assert found["quads"] == proofs.canonical(bare)


def test_the_verifiers_in_javascript_see_a_revoked_badge():
    badge = samples.badge()
    badge.bits = bits.with_bit(badge.bits, INDEX)
    assert judged(badge)["embedded"]["revoked"] == [True]


def test_the_verifiers_in_javascript_do_not_take_an_expired_badge():
    found = judged(samples.badge(valid_until=NOW - samples.datetime.timedelta(hours=1)))
    assert not found["embedded"]["verified"]
    assert "is after" in found["embedded"]["error"]


@pytest.mark.parametrize("change", ["name", "day", "status index", "issuer"])
def test_the_verifiers_in_javascript_refuse_what_was_changed(change):
    badge = samples.badge()
    badge.credential = put(badge.credential, *CHANGES[change])
    payload = put(proofs.jwt_payload(badge.jwt, jwks=[rsa().jwk]), *CHANGES[change])
    badge.jwt = jwt_with(payload=payload)
    found = judged(badge)
    assert (found["embedded"]["verified"], found["jwt"]["verified"]) == (False, False)
    assert "signature" in found["jwt"]["error"]


def test_a_member_that_no_context_defines_would_be_noticed():
    badge = samples.badge()
    badge.credential = {**badge.credential, "own": "word"}
    found = judged(badge)
    assert not found["embedded"]["verified"]
    assert "Safe mode" in found["quads"]
