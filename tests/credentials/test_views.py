"""Badges as others see them, as programs fetch them, and as their holders keep them."""

import datetime
import io
import json
import uuid
import xml.etree.ElementTree as ET
from base64 import urlsafe_b64decode

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from tests.credentials.test_migrations import signed_stays
from tests.factories.credentials import WORDING, make_award
from wellbeing_portal.credentials import actions, queries
from wellbeing_portal.credentials.enums import Reason
from wellbeing_portal.credentials.models import Award, StatusList
from wellbeing_portal.credentials.rules import proofs
from wellbeing_portal.kernel.awarding import Wording

pytestmark = pytest.mark.django_db

MACHINE = {"headers": {"accept": "application/ld+json"}}
ENGLISH = {"headers": {"accept-language": "en"}}


@pytest.fixture
def award(student, diak):
    return make_award(student, place=diak, public=True, valid_until=timezone.now() + datetime.timedelta(days=30))


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def page(client, award, **extra):
    return text_of(client.get(award.get_absolute_url(), **{**ENGLISH, **extra}))


# --- what anybody sees


def test_the_page_of_a_public_badge_says_what_was_found_and_is_unlisted(client, award, student):
    response = client.get(award.get_absolute_url(), **ENGLISH)
    html = text_of(response)
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert "The badge is genuine and holds today." in html
    assert student.name in html
    assert student.email not in html
    assert "Accept" in response.headers["Vary"]


def test_a_badge_that_is_not_public_is_there_for_its_holder_only(client, award, student):
    actions.show_award(student, award=award, public=False)
    for address in (award.get_absolute_url(), f"{award.get_absolute_url()}.json", f"{award.get_absolute_url()}.jwt"):
        assert client.get(address).status_code == 404
    client.force_login(student)
    assert client.get(award.get_absolute_url()).status_code == 200


def test_the_page_says_expired_and_not_yet_and_revoked(client, award, student):
    now = timezone.now()
    with time_machine.travel(now + datetime.timedelta(days=31), tick=False):
        assert "The badge is genuine; it was valid until" in page(client, award)
    with time_machine.travel(now - datetime.timedelta(days=1), tick=False):
        assert "its time has not begun" in page(client, award)
    actions.revoke_award(None, award=award, reason=Reason.MISTAKE)
    html = page(client, award)
    assert "it was awarded by mistake" in html
    assert "It is in the issuer’s list of revoked badges." in html


@pytest.fixture
def unguarded(award, request):
    """The database without the triggers that keep signed bytes as they are."""
    connection.check_constraints()
    if not request.config.getvalue("nomigrations"):
        with connection.cursor() as cursor:
            for statement in signed_stays.BY_VENDOR[connection.vendor][1]:
                cursor.execute(statement)


def test_the_page_says_when_the_stored_bytes_were_changed(client, award, unguarded):
    body = json.loads(award.credential)
    body["name"] = "Jotain muuta"
    Award.objects.filter(pk=award.pk).update(credential=json.dumps(body))
    html = page(client, award)
    for said in ("Not genuine", "The signature in the data does not fit.", "They do not say the same."):
        assert said in html
    head, payload, _mark = award.jwt.split(".")
    Award.objects.filter(pk=award.pk).update(jwt=f"{head}.{payload}.AAAA")
    assert "The signature of the token does not fit." in page(client, award)


def test_a_corrected_badge_leads_to_the_one_in_its_place(client, award):
    new = actions.correct_award(None, award=award)
    html = page(client, award)
    assert "a corrected badge took its place" in html
    assert f'href="{new.get_absolute_url()}"' in html
    assert "Go to the corrected badge" not in page(client, new)


@pytest.mark.parametrize(
    ("email", "said"), [("student@diak.example", "Yes: the badge"), ("STUDENT@diak.example ", "Yes: the badge")]
)
def test_whoever_knows_the_address_of_the_holder_can_ask(client, award, email, said):
    assert said in text_of(client.post(award.get_absolute_url(), {"email": email}, **ENGLISH))


def test_another_address_is_not_theirs_and_a_wrong_one_is_said(client, award):
    assert "No: the badge" in text_of(client.post(award.get_absolute_url(), {"email": "x@y.example"}, **ENGLISH))
    html = text_of(client.post(award.get_absolute_url(), {"email": "nobody"}, **ENGLISH), 422)
    assert 'value="nobody"' in html


def test_a_holder_without_a_name_has_none_there(client, award):
    Award.objects.update(recipient_name="")
    assert "The holder has given no name." in page(client, award)


def test_a_link_opens_the_page_and_the_documents_until_it_is_ended(client, award, student):
    actions.show_award(student, award=award, public=False)
    secret = actions.link_award(student, award=award, on=True).link_secret
    addresses = [reverse(f"credentials:shared_{what}", args=[secret]) for what in ("page", "json", "jwt")]
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert {answer.headers["X-Robots-Tag"] for answer in answers} == {"noindex, nofollow"}
    assert addresses[1] in answers[0].content.decode()
    actions.link_award(student, award=award, on=False)
    assert [client.get(address).status_code for address in addresses] == [404] * 3


def test_a_forgotten_badge_is_gone_from_every_address(client, award, student):
    actions.forget_holder(student)
    assert client.get(award.get_absolute_url()).status_code == 404
    Award.objects.update(holder=None)
    client.force_login(student)
    assert client.get(reverse("credentials:my_badge", args=[award.public_id])).status_code == 404


# --- what programs fetch


def test_programs_get_the_signed_bytes_at_the_same_address(client, award):
    for answer in (client.get(award.get_absolute_url(), **MACHINE), client.get(f"{award.get_absolute_url()}.json")):
        assert text_of(answer) == award.credential
        assert answer.headers["Content-Type"] == "application/vc+ld+json"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cache-Control"] == "private, no-store"
    token = client.get(f"{award.get_absolute_url()}.jwt")
    assert (text_of(token), token.headers["Content-Type"]) == (award.jwt, "text/plain; charset=utf-8")


def test_every_address_in_a_badge_answers(client, award):
    body = json.loads(award.credential)
    base = queries.addresses().base
    achievement, status = body["credentialSubject"]["achievement"], body["credentialStatus"]["statusListCredential"]
    assert body["id"] == base + award.get_absolute_url()
    found = json.loads(text_of(client.get(achievement["id"].removeprefix(base), **MACHINE)))
    assert {**found, "@context": None} == {**achievement, "@context": None}
    picture = client.get(achievement["image"]["id"].removeprefix(base))
    assert picture.headers["Content-Type"] == "image/png"
    listed = json.loads(text_of(client.get(status.removeprefix(base))))
    did = body["issuer"]["id"]
    document = json.loads(text_of(client.get(f"/{'/'.join(did.split(':')[3:])}/did.json")))
    kids = {one.get("publicKeyMultibase") for one in document["verificationMethod"]}
    assert document["id"] == did
    assert proofs.proof_holds(listed, issuer=did, kids=kids)
    assert proofs.proof_holds(body, issuer=did, kids=kids)


def test_the_key_of_a_token_is_among_the_published_ones_of_its_issuer(client, award):
    actions.rotate_keys(None, slug="diak")
    answer = client.get("/.well-known/jwks.json")
    header = json.loads(urlsafe_b64decode(award.jwt.split(".")[0] + "=="))
    published = json.loads(text_of(answer))["keys"]
    assert answer.headers["Content-Type"] == "application/jwk-set+json"
    assert len(published) == 2
    [key] = [one for one in published if one["n"] == header["jwk"]["n"]]
    assert key["iss"] == queries.addresses().did("diak")


def test_an_issuer_is_a_profile_for_programs_and_a_page_for_people(client, award, diak):
    address = reverse("credentials:issuer_page", args=["diak"])
    said = json.loads(text_of(client.get(address, **MACHINE)))
    assert (said["id"], said["type"], said["name"]) == (queries.addresses().did("diak"), ["Profile"], diak.name_fi)
    html = text_of(client.get(address, **ENGLISH))
    assert "Study rhythm" in html
    assert client.get("/ob/issuers/kamk").status_code == 404


def test_an_issuer_with_an_address_shows_it_and_one_without_badges_says_so(client, diak):
    issuer = actions.issuer_for(diak)
    issuer.email = "merkit@diak.example"
    issuer.save()
    html = text_of(client.get(reverse("credentials:issuer_page", args=["diak"]), **ENGLISH))
    assert "mailto:merkit@diak.example" in html
    assert "No badges yet." in html


def test_the_page_of_an_issuer_shows_the_newest_wording_alone(client, student, diak):
    make_award(student, place=diak)
    new = Wording("Fresh rhythm", "Planned a week.", "Went through it.")
    make_award(student, place=diak, wording={**WORDING, "en": new})
    html = text_of(client.get(reverse("credentials:issuer_page", args=["diak"]), **ENGLISH))
    assert "Fresh rhythm" in html
    assert "Study rhythm" not in html


def test_an_achievement_is_told_in_the_language_of_the_reader(client, award):
    version = award.version
    address = reverse("credentials:achievement_page", args=[version.badge.public_id, version.number])
    assert "Studierytm" in text_of(client.get(address, headers={"accept-language": "sv"}))
    said = json.loads(text_of(client.get(address, headers={**MACHINE["headers"], "accept-language": "sv"})))
    assert (said["name"], said["inLanguage"]) == ("Studierytm", "sv")
    other = reverse("credentials:achievement_page", args=[version.badge.public_id, version.number + 1])
    assert client.get(other).status_code == 404


def test_what_is_published_may_be_kept_by_anybody(client, award):
    version, number = award.version, StatusList.objects.get().number
    names = {
        "/.well-known/jwks.json": 300,
        "/ob/issuers/diak/did.json": 300,
        f"/ob/status/{number}": 300,
        f"/ob/achievements/{version.badge.public_id}/v1.svg": 31_536_000,
    }
    for address, seconds in names.items():
        answer = client.get(address)
        assert answer.headers["Cache-Control"] == f"public, max-age={seconds}", address
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


# --- what holders do


def mine(name, award):
    return reverse(f"credentials:{name}", args=[award.public_id])


def test_a_holder_shows_a_badge_and_keeps_it_again(client, award, student):
    client.force_login(student)
    for public in ("0", "1"):
        assert client.post(mine("badge_show", award), {"public": public}).status_code == 303
        award.refresh_from_db()
        assert award.is_public is (public == "1")
        html = text_of(client.get(mine("my_badge", award), **ENGLISH))
        assert ("Keep it to myself" in html) is award.is_public


def test_a_holder_makes_a_link_and_ends_it(client, award, student):
    client.force_login(student)
    client.post(mine("badge_link", award), {"on": "1"})
    award.refresh_from_db()
    html = text_of(client.get(mine("my_badge", award), **ENGLISH))
    assert reverse("credentials:shared_page", args=[award.link_secret]) in html
    client.post(mine("badge_link", award), {"on": "0"})
    assert Award.objects.get().link_hash is None


def test_the_pages_of_a_holder_say_what_became_of_a_badge(client, award, student):
    client.force_login(student)
    new = actions.correct_award(None, award=award)
    html = text_of(client.get(mine("my_badge", award), **ENGLISH))
    assert "This badge was revoked on" in html
    assert mine("my_badge", new) in html
    actions.revoke_award(None, award=new, reason=Reason.ASKED)
    assert "Revoked" in text_of(client.get(reverse("credentials:my_badges"), **ENGLISH))
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31)):
        client.force_login(student)
        assert "Was valid until" in text_of(client.get(reverse("credentials:my_badges"), **ENGLISH))


def test_the_files_of_a_badge_hold_what_was_signed(client, award, student):
    client.force_login(student)
    answers = {form: client.get(mine(f"badge_{form}", award)) for form in ("json", "jwt", "png", "svg", "pdf")}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert answers["json"].content.decode() == award.credential
    assert answers["jwt"].content.decode() == award.jwt
    with Image.open(io.BytesIO(answers["png"].content)) as image:
        image.load()
        assert image.text["openbadgecredential"] == award.credential
    assert ET.fromstring(answers["svg"].content)[0].text == award.credential  # noqa: S314 - our own
    name = f'attachment; filename="badge-{str(award.public_id)[:8]}.pdf"'
    assert answers["pdf"].headers["Content-Disposition"] == name


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_certificate_is_an_accessible_pdf_in_the_language_of_the_reader(client, award, student, language):
    client.force_login(student)
    paper = client.get(mine("badge_pdf", award), headers={"accept-language": language}).content
    assert paper.startswith(b"%PDF-")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in paper
    assert f"/Lang({language})".encode() in paper


def test_a_certificate_without_a_name_or_an_end_is_made_too(client, student, diak):
    award = make_award(student, place=diak)
    Award.objects.update(recipient_name="")
    client.force_login(student)
    assert client.get(mine("badge_pdf", award)).content.startswith(b"%PDF-")


def test_a_revoked_badge_has_no_certificate_but_its_files_stay(client, award, student):
    actions.revoke_award(None, award=award, reason=Reason.ASKED)
    client.force_login(student)
    assert client.get(mine("badge_pdf", award)).status_code == 403
    assert client.get(mine("badge_json", award)).status_code == 200
    assert "Certificate to print" not in text_of(client.get(mine("my_badge", award), **ENGLISH))


# --- lists ask a constant number of questions


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_my_badges_asks_the_same_questions(client, student, diak, rows):
    for number in range(rows):
        make_award(student, place=diak, about=uuid.UUID(int=number))
    client.force_login(student)
    client.get(reverse("credentials:my_badges"))
    with CaptureQueriesContext(connection) as asked:
        assert text_of(client.get(reverse("credentials:my_badges"))).count("achievement") == rows
    assert len(asked) == 3


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_an_issuer_asks_the_same_questions(client, student, diak, rows):
    for number in range(rows):
        make_award(student, place=diak, about=uuid.UUID(int=number))
    address = reverse("credentials:issuer_page", args=["diak"])
    with CaptureQueriesContext(connection) as asked:
        assert text_of(client.get(address)).count("/v1.svg") == rows
    assert len(asked) == 3
