"""Keys and the ways of writing them."""

import pytest

from tests.credentials.samples import ed25519, rsa
from wellbeing_portal.credentials.rules import base58, keys


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"\0\0\x28\x7f\xb4\xcd", "11233QC4"),
        (b"Hello World!", "2NEpo7TZRRrLZSi2U"),
    ],
)
def test_base_58_is_written_and_read_as_in_its_draft(data, text):
    assert (base58.encode(data), base58.decode(text)) == (text, data)


def test_a_sign_outside_the_alphabet_is_refused():
    with pytest.raises(ValueError, match="not base 58"):
        base58.decode("0OIl")


def test_an_ed25519_key_is_named_by_itself():
    pair = ed25519()
    assert pair.kid.startswith("z6Mk")
    assert keys.multibase_of(keys.key_in(pair.kid)) == pair.kid
    assert set(pair.jwk) == {"kty", "crv", "x"}


@pytest.mark.parametrize("text", ["z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc", "f00", ""])
def test_what_is_no_ed25519_key_is_refused(text):
    with pytest.raises(ValueError, match="not"):
        keys.key_in(text)


def test_the_thumbprint_is_that_of_rfc_7638():
    n = (
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3okn"
        "jhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qM"
        "QvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJz"
        "KnqDKgw"
    )
    jwk = {"kty": "RSA", "n": n, "e": "AQAB", "alg": "RS256", "kid": "2011-04-29"}
    assert keys.thumbprint(jwk) == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"


def test_rsa_keys_have_2048_bits_and_tell_nothing_private():
    pair = rsa()
    assert keys.rsa_private(pair.private_pem).key_size == 2048
    assert set(pair.jwk) == {"kty", "n", "e"}
    assert pair.kid == keys.thumbprint(pair.jwk)


def test_each_kind_signs_its_own_form_only():
    with pytest.raises(TypeError, match="Ed25519"):
        keys.ed25519_private(rsa().private_pem)
    with pytest.raises(TypeError, match="RSA"):
        keys.rsa_private(ed25519().private_pem)
