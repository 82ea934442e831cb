"""Layers around every request."""

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import path

from tests.factories.accounts import UserFactory
from wellbeing_portal.accounts.models import User
from wellbeing_portal.kernel.middleware import WroteWhileReadingError, may_write


def writes(request):
    User.objects.update(name="changed")
    return HttpResponse("done")


def marked(request):
    return writes(request)


writes.login_required = marked.login_required = False
urlpatterns = [path("writes/", writes), path("marked/", may_write("a read mark")(marked))]
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kernel.test_middleware")]


@pytest.mark.parametrize("method", ["get", "head"])
def test_reading_does_not_write(client, method):
    user = UserFactory(name="as it was")
    with pytest.raises(WroteWhileReadingError, match="UPDATE"), transaction.atomic():
        getattr(client, method)("/writes/")
    user.refresh_from_db()
    assert user.name == "as it was"


def test_a_view_that_says_why_may_write(client):
    user = UserFactory(name="as it was")
    assert client.get("/marked/").status_code == 200
    user.refresh_from_db()
    assert user.name == "changed"


def test_posting_writes(client):
    UserFactory()
    assert client.post("/writes/").status_code == 200


def test_writing_needs_a_reason():
    with pytest.raises(ValueError, match="needs a reason"):
        may_write(" ")


def test_the_guard_is_gone_after_the_request(client):
    assert client.get("/marked/").status_code == 200
    assert connection.execute_wrappers == []
    UserFactory()


@pytest.mark.parametrize(
    ("asked", "cookie", "browser", "spoken"),
    [
        ("sv", "en", "fi", "sv"),
        ("xx", "en", "fi", "en"),
        ("", "xx", "sv", "sv"),
        ("", "", "de", "fi"),
    ],
)
def test_the_language_is_asked_for_then_remembered_then_the_browsers_then_finnish(
    client, settings, asked, cookie, browser, spoken
):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    response = client.get("/marked/", {"lang": asked}, headers={"Accept-Language": browser})
    assert response.headers["Content-Language"] == spoken
    assert (settings.LANGUAGE_COOKIE_NAME in response.cookies) is (asked == "sv")


def test_every_answer_carries_the_safety_headers(client):
    headers = client.get("/marked/").headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-cache"
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";") if part.strip())
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_a_signed_in_page_is_kept_nowhere(client):
    client.force_login(UserFactory())
    assert client.get("/marked/").headers["Cache-Control"] == "private, no-store"
