"""Too many tries: for each reader, not for everybody behind the same proxy, and not to be talked around."""

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.institutions import InvitationFactory
from tests.support.client import PortalClient
from tests.support.signing_in import confirmed

pytestmark = pytest.mark.django_db
PROXY = "10.0.0.2"


@pytest.fixture(autouse=True)
def _limits(settings):
    """One proxy in front, as in production; small limits, so that the tests are short."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.ACCOUNT_RATE_LIMITS = {
        "login": "3/m/ip",
        "login_failed": "",
        "signup": "3/m/ip",
        "request_login_code": "3/m/ip",
        "reset_password": "3/m/ip",
        "invitation": "3/m/ip",
    }


def tries(path, form, forwarded, times=1):
    """The last answer of so many tries by the reader whom the proxy saw at the end of ``forwarded``."""
    for _time in range(times):
        browser = PortalClient(REMOTE_ADDR=PROXY, headers={"x-forwarded-for": forwarded})
        response = browser.post(path, form)
    # The form for a code says it in the form; every other answers with the page for it.
    said_in_form = path == "/accounts/login/code/" and response.status_code == 200
    return 429 if said_in_form else response.status_code


PATHS = [
    ("/accounts/login/", {"login": "nobody@portal.example", "password": "wrong"}),
    ("/accounts/login/code/", {"email": "nobody@portal.example"}),
    ("/accounts/signup/", {"email": "nobody@portal.example", "password1": "kaarna-ja-lyhty-7"}),
    ("/accounts/password/reset/", {"email": "nobody@portal.example"}),
    ("/institutions/invitations/wrong/", {}),
]


@pytest.mark.parametrize(("path", "form"), PATHS)
def test_one_reader_is_stopped_and_the_next_behind_the_same_proxy_is_not(path, form):
    assert tries(path, form, "198.51.100.7", times=3) != 429
    assert tries(path, form, "198.51.100.7") == 429
    assert tries(path, form, "198.51.100.8") != 429


@pytest.mark.parametrize(("path", "form"), PATHS)
def test_an_invented_header_does_not_help(path, form):
    """What the reader sends stands before what the proxy adds, and only the latter counts."""
    answers = [tries(path, form, f"203.0.113.{number}, 198.51.100.7") for number in range(5)]
    assert answers[-1] == 429


def test_the_page_is_ours_and_in_the_readers_language():
    browser = PortalClient(REMOTE_ADDR=PROXY, headers={"x-forwarded-for": "198.51.100.9"})
    for _time in range(4):
        response = browser.post("/accounts/login/?lang=sv", {"login": "nobody@portal.example", "password": "wrong"})
    assert response.status_code == 429
    assert '<html lang="sv"' in response.content.decode()


def test_a_guesser_of_one_persons_password_is_stopped_from_many_places(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/300s/key"}
    user = confirmed(UserFactory())
    form = {"login": user.email, "password": "wrong"}
    for number in range(6):
        tries("/accounts/login/", form, f"198.51.100.{number}")
    right = PortalClient(REMOTE_ADDR=PROXY, headers={"x-forwarded-for": "198.51.100.99"})
    response = right.post("/accounts/login/", {**form, "password": "correct-horse-1"})
    assert response.status_code == 200
    assert right.get("/me/").status_code == 302


def test_reading_the_page_of_a_letter_is_not_limited(diak):
    InvitationFactory(institution=diak, secret="abc")
    browser = PortalClient(REMOTE_ADDR=PROXY, headers={"x-forwarded-for": "198.51.100.7"})
    assert [browser.get("/institutions/invitations/abc/").status_code for _time in range(6)] == [200] * 6
