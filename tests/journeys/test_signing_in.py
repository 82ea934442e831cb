"""Coming in: a new student signs up; a coordinator adds a second factor and goes on to where they were going."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from playwright.sync_api import expect

from tests.factories.institutions import EmailDomainFactory
from wellbeing_portal.institutions.models import Membership

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZES = pytest.mark.parametrize("size", [(390, 844), (1280, 900)], ids=["phone", "desktop"])
PERIOD = 30


@SIZES
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_student_signs_up_with_a_student_address(page, diak, size, language):
    EmailDomainFactory(institution=diak, domain="student.diak.fi")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto(f"/accounts/signup/?lang={language}")
    page.locator("input[name=email]").fill("aino@gmail.example")
    page.locator("input[name=password1]").fill("kaarna-ja-lyhty-7")
    with page.expect_navigation():
        page.locator("input[name=password1]").press("Enter")
    # The wrong address is told on its field, and what was typed is still there.
    expect(page.locator("input[name=email]")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("input[name=email]")).to_have_value("aino@gmail.example")
    page.locator("input[name=email]").fill("aino@student.diak.fi")
    page.locator("input[name=password1]").fill("kaarna-ja-lyhty-7")
    with page.expect_navigation():
        page.locator("input[name=password1]").press("Enter")
    code = re.search(r"^([A-Z0-9-]{6,9})$", mail.outbox[0].body, re.MULTILINE)[1]
    page.locator("input[name=code]").fill(code)
    with page.expect_navigation():
        page.locator("input[name=code]").press("Enter")
    page.goto("/me/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert list(Membership.objects.values_list("user__email", "role")) == [("aino@student.diak.fi", "student")]


@SIZES
def test_a_coordinator_adds_a_second_factor_before_the_people_page(page, coordinator, size):
    EmailAddress.objects.create(user=coordinator, email=coordinator.email, verified=True, primary=True)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/institutions/people/?lang=fi")
    page.locator("input[name=login]").fill(coordinator.email)
    page.locator("input[name=password]").fill("correct-horse-1")
    with page.expect_navigation():
        page.locator("input[name=password]").press("Enter")
    expect(page).to_have_url(re.compile("/accounts/2fa/$"))
    page.locator("main a[href='/accounts/2fa/totp/activate/']").click()
    # A change of the locks asks for the password once more.
    page.locator("input[name=password]").fill("correct-horse-1")
    with page.expect_navigation():
        page.locator("input[name=password]").press("Enter")
    secret = re.search(r"[A-Z2-7]{32}", page.content())[0]
    page.locator("input[name=code]").fill(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD)))
    with page.expect_navigation():
        page.locator("input[name=code]").press("Enter")
    assert Authenticator.objects.filter(user=coordinator, type=Authenticator.Type.TOTP).count() == 1
    page.goto("/institutions/people/")
    expect(page).to_have_url(re.compile("/institutions/people/$"))
    expect(page.locator("main")).to_contain_text(coordinator.email)
