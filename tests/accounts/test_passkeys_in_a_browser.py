"""A passkey from end to end, in a real browser with a made-up authenticator."""

import pytest

from tests.factories.accounts import UserFactory
from tests.support.signing_in import PASSWORD, confirmed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def key(page):
    """What a phone does with a finger: it keeps keys, and says yes at once."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def sign_in_with_password(page, user):
    page.goto("/accounts/login/")
    page.get_by_role("textbox").first.fill(user.email)
    page.locator("input[type=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main form[action='/accounts/login/'] button").click()


def test_a_passkey_is_added_and_opens_without_a_password(page, key):
    user = confirmed(UserFactory())
    sign_in_with_password(page, user)
    page.goto("/accounts/2fa/webauthn/add/")
    page.locator("input[type=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main form button").first.click()
    page.locator("input[name=passwordless]").check()
    with page.expect_navigation():
        page.locator("#mfa_webauthn_add").click()
    assert [one.wrap().is_passwordless for one in user.authenticator_set.filter(type="webauthn")] == [True]

    page.context.clear_cookies()
    page.goto("/accounts/login/")
    with page.expect_navigation():
        page.locator("#passkey_login").click()
    page.goto("/me/")
    assert user.email in page.locator("main").inner_text()
