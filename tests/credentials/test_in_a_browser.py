"""Badges in a real browser: the holder decides, somebody signed out checks, and every page is for everybody."""

import datetime
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from tests.factories.credentials import make_award
from tests.journeys.test_accessibility import NARROW, VIEWS, faults_of, reader
from wellbeing_portal.credentials.actions import correct_award, link_award, revoke_award
from wellbeing_portal.credentials.enums import Reason

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def award(student, diak):
    return make_award(student, place=diak, valid_until=timezone.now() + datetime.timedelta(days=30))


def test_a_holder_shows_a_badge_and_somebody_signed_out_checks_it(browser, live_server, award, student):
    page_of_badge = award.get_absolute_url()
    with reader(browser, live_server, language="en", user=student) as page:
        page.goto("/me/")
        page.get_by_role("link", name="My badges").click()
        page.get_by_role("link", name="Study rhythm").click()
        page.get_by_role("button", name="Make it public").click()
        page.get_by_text("Whoever has the address sees your badge now.").wait_for()
        assert page.get_by_label("The address to give").input_value().endswith(page_of_badge)
        with page.expect_download() as asked:
            page.get_by_role("link", name="Picture with the badge in it (PNG)").click()
        with Image.open(io.BytesIO(asked.value.path().read_bytes())) as image:
            image.load()
            assert image.text["openbadgecredential"] == award.credential
        with page.expect_download() as asked:
            page.get_by_role("link", name="Certificate to print (PDF)").click()
        assert asked.value.path().read_bytes().startswith(b"%PDF-")
    with reader(browser, live_server, language="en") as page:
        page.goto(page_of_badge)
        page.get_by_role("heading", name="Valid", exact=True).wait_for()
        page.get_by_label("E-mail address").fill(student.email)
        page.get_by_role("button", name="Compare").click()
        page.get_by_text("Yes: the badge was awarded to whoever has this address.").wait_for()
        revoke_award(None, award=award, reason=Reason.MISTAKE)
        page.get_by_role("link", name="Check again").click()
        page.get_by_role("heading", name="Revoked").wait_for()
    with reader(browser, live_server, language="en", user=student) as page:
        page.goto(reverse("credentials:my_badge", args=[award.public_id]))
        page.get_by_role("button", name="Keep it to myself").click()
        page.get_by_text("Only you see your badge now.").wait_for()
    with reader(browser, live_server) as page:
        assert page.goto(page_of_badge).status == 404


def test_a_link_is_ended_after_being_asked(browser, live_server, award, student):
    with reader(browser, live_server, language="en", user=student) as page:
        page.goto(reverse("credentials:my_badge", args=[award.public_id]))
        page.get_by_role("button", name="Make a link for somebody").click()
        link = page.get_by_label("The address to give").input_value()
        assert "/ob/shared/" in link
        page.get_by_text("End the link").first.click()
        page.get_by_role("button", name="End the link").click()
        page.get_by_text("The link does not work any more.").wait_for()


@pytest.fixture
def paths(award, student, diak):
    """Each page of badges in each of its states; the pages of a holder first."""
    gone = make_award(student, place=diak, public=True)
    link_award(student, award=award, on=True)
    revoked = make_award(student, place=diak, public=True)
    revoke_award(None, award=revoked, reason=Reason.MISTAKE)
    new = correct_award(None, award=gone)
    version = award.version
    mine = [reverse("credentials:my_badge", args=[one.public_id]) for one in (award, revoked, gone)]
    return [
        reverse("credentials:my_badges"),
        *mine,
        *(one.get_absolute_url() for one in (gone, new, revoked)),
        reverse("credentials:issuer_page", args=["diak"]),
        reverse("credentials:achievement_page", args=[version.badge.public_id, version.number]),
    ]


@pytest.mark.parametrize(("viewport", "colours", "language"), [*VIEWS, (NARROW, "light", "fi")])
def test_axe_finds_nothing(browser, live_server, paths, student, viewport, colours, language):
    faults = []
    with reader(browser, live_server, viewport, colours, language, student) as page:
        for path in paths:
            assert page.goto(path).status == 200
            faults += faults_of(page)
    assert faults == []
