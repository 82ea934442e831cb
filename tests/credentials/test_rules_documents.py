"""Documents, bits and pictures."""

import gzip
import io
import json
import xml.etree.ElementTree as ET
from base64 import urlsafe_b64decode

import pytest
from PIL import Image

from tests.credentials import samples
from tests.credentials.form import REQUIRED, faults, part
from tests.credentials.samples import AT, ISSUER, ed25519, rsa
from wellbeing_portal.credentials.models.issuers import LIST_LENGTH, no_bits
from wellbeing_portal.credentials.rules import bits, documents, images

# Words that have no place in a badge, in any member's name or value.
UNSAID = ("score", "points", "attempt", "result", "role", "health", '@portal.example"')


def test_the_form_is_that_of_open_badges():
    assert faults(samples.badge().credential) == []
    assert faults(samples.badge(valid_until=None).credential) == []


@pytest.mark.parametrize(("path", "name"), [(path, name) for path, names in REQUIRED.items() for name in names])
def test_the_check_of_the_form_misses_nothing_that_is_required(path, name):
    credential = samples.badge().credential
    del part(credential, path)[name]
    assert faults(credential) != []


def test_a_badge_says_nothing_of_scores_roles_or_health_and_no_address():
    said = json.dumps({name: value for name, value in samples.badge().credential.items() if name != "issuer"}).lower()
    assert [word for word in UNSAID if word in said] == []


def test_the_jwt_has_only_the_header_that_is_allowed_and_the_badge_without_a_wrapper():
    head, body, _mark = samples.badge().jwt.split(".")
    header, payload = (json.loads(urlsafe_b64decode(text + "==")) for text in (head, body))
    assert header == {"alg": "RS256", "typ": "JWT", "jwk": rsa().jwk}
    assert "vc" not in payload
    assert {name: payload[name] for name in ("iss", "jti", "sub", "nbf", "exp")} == {
        "iss": ISSUER,
        "jti": payload["id"],
        "sub": payload["credentialSubject"]["id"],
        "nbf": int(samples.NOW.timestamp()),
        "exp": int((samples.NOW + samples.datetime.timedelta(days=700)).timestamp()),
    }
    assert "exp" not in documents.claims(samples.badge(valid_until=None).credential)


def test_an_issuer_without_an_address_says_none():
    signer = documents.Signer("diak", "Diak", "https://www.diak.fi")
    assert set(documents.profile(AT, signer)) == {"id", "type", "name", "url"}


def test_a_port_in_the_address_is_written_so_that_a_did_can_hold_it():
    assert documents.Addresses("http://127.0.0.1:8000").did("diak") == "did:web:127.0.0.1%3A8000:ob:issuers:diak"


def test_the_hash_of_a_holder_is_that_of_the_address_in_small_letters_and_the_salt():
    assert documents.identity_hash(" Aino@Portal.Example ", "suola") == documents.identity_hash(
        "aino@portal.example", "suola"
    )
    assert (
        documents.identity_hash("a", "b") == "sha256$fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603"
    )


def test_the_did_document_lists_every_key_as_its_kind():
    document = documents.did_document(AT, "diak", samples.badge().keys)
    assert [one["type"] for one in document["verificationMethod"]] == ["Multikey", "JsonWebKey"]
    assert document["assertionMethod"] == [f"{ISSUER}#{ed25519().kid}", f"{ISSUER}#{rsa().kid}"]
    assert {one["controller"] for one in document["verificationMethod"]} == {ISSUER}


def test_a_key_set_names_the_issuer_of_each_key_and_nothing_private():
    found = documents.key_set(AT, [("diak", rsa().kid, rsa().jwk)])["keys"]
    assert [set(key) for key in found] == [{"kty", "n", "e", "kid", "use", "alg", "iss"}]
    assert found[0]["iss"] == ISSUER


def test_bits_are_counted_from_the_left_and_set_one_by_one():
    nothing = no_bits()
    some = bits.with_bit(bits.with_bit(nothing, 0), LIST_LENGTH - 1)
    assert (some[0], some[-1], len(some) * 8) == (0x80, 0x01, LIST_LENGTH)
    assert [index for index in (0, 1, LIST_LENGTH - 1) if bits.is_set(some, index)] == [0, LIST_LENGTH - 1]
    assert nothing == bytes(len(nothing))


def test_a_list_is_packed_and_written_as_multibase():
    text = bits.encoded(bits.with_bit(no_bits(), 9))
    assert text[0] == "u"
    assert gzip.decompress(urlsafe_b64decode(text[1:] + "==")) == bits.with_bit(no_bits(), 9)
    assert len(text) < 200


def test_a_picture_is_the_same_each_time_and_another_for_another_badge():
    assert images.emblem("one") == images.emblem("one") != images.emblem("two")
    assert ET.fromstring(images.emblem("one")).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314 - our own


def test_another_library_reads_the_badge_out_of_the_png():
    text = json.dumps(samples.badge().credential, ensure_ascii=False)
    baked = images.baked_png(images.drawn(images.emblem("one")), text)
    with Image.open(io.BytesIO(baked)) as image:
        image.load()
        assert (image.size, image.mode, image.text) == ((512, 512), "RGBA", {"openbadgecredential": text})


@pytest.mark.parametrize("data", [b"", b"GIF89a", images.PNG_START])
def test_nothing_is_baked_into_what_is_no_png(data):
    with pytest.raises(ValueError, match="not a PNG"):
        images.baked_png(data, "{}")


@pytest.mark.parametrize("form", ["credential", "jwt"])
def test_an_xml_reader_finds_the_badge_first_in_the_svg(form):
    badge = samples.badge()
    text = json.dumps(badge.credential, ensure_ascii=False) if form == "credential" else badge.jwt
    first = ET.fromstring(images.baked_svg(images.emblem("one"), text))[0]  # noqa: S314 - our own
    assert first.tag == "{https://purl.imsglobal.org/ob/v3p0}credential"
    assert (first.text if form == "credential" else first.get("verify")) == text


def test_the_end_of_the_data_cannot_be_written_in_a_name():
    text = json.dumps({"name": "]]></openbadges:credential><script/>"})
    root = ET.fromstring(images.baked_svg(images.emblem("one"), text))  # noqa: S314 - our own
    assert json.loads(root[0].text) == json.loads(text)
    assert "script" not in {one.tag.rpartition("}")[2] for one in root.iter()}
