"""The role and route matrix: every address of ours says what each of ten people is answered, and answers that."""

from collections import Counter
from types import SimpleNamespace

import pytest
from django.db import transaction

from tests.support.matrix import CANARY, PEOPLE, Chapter, Route, addresses, chapters, is_ours, outcome

pytestmark = pytest.mark.django_db

# Addresses of packages that anybody opens without signing in: ways in and out. Ours say ``public`` on their line.
PUBLIC = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_request_login_code",
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
OUTSIDE = ("anonymous", "stranger")
MEET = (*OUTSIDE, "peer", "staff", "guide", "moderator")
ALL = chapters()
LINES = [pytest.param(chapter, route, id=str(route)) for chapter in ALL for route in chapter.routes]


def answer(client, chapter: Chapter, route: Route, people: SimpleNamespace, name: str, method: str):
    """What the person is answered; whatever it changed is undone."""
    with transaction.atomic():
        world = chapter.world(people)
        client.logout()
        if name != "anonymous":
            client.force_login(getattr(people, name))
        response = getattr(client, method)(route.url(world), route.data(world) if method == "post" else {})
        transaction.set_rollback(True)
    return response


def test_every_address_is_closed_unless_it_is_said_to_be_public():
    said = {route.name for chapter in ALL for route in chapter.routes if route.public}
    open_ones = {name for name, view in addresses().items() if not getattr(view, "login_required", True)}
    assert open_ones == PUBLIC | said


def test_every_address_of_ours_has_a_line():
    ours = {name for name, view in addresses().items() if is_ours(view)}
    named = Counter(route.name for chapter in ALL for route in chapter.routes)
    assert set(named) == ours
    assert [str(route) for chapter in ALL for route in chapter.routes if named[route.name] > 1 and not route.case] == []


@pytest.mark.parametrize(("chapter", "route"), LINES)
def test_everybody_is_answered_as_declared_and_learns_no_more(client, people, chapter, route):
    """Nothing of the institution shows to those outside it, and no student's name or address to those they meet."""
    identity = (people.student.email, people.student.name)
    for method in ("get", "post"):
        expected = route.answers(method)
        responses = {name: answer(client, chapter, route, people, name, method) for name in expected}
        assert {name: outcome(response) for name, response in responses.items()} == expected, method
        pages = {name: response.content.decode() for name, response in responses.items()}
        assert [name for name in OUTSIDE if CANARY.lower() in pages.get(name, "").lower()] == [], method
        assert [name for name in MEET if any(word in pages.get(name, "") for word in identity)] == [], method


@pytest.mark.parametrize(("chapter", "route"), LINES)
def test_a_method_that_is_not_declared_is_refused(client, people, chapter, route):
    declared = [method for method in ("get", "post") if route.answers(method)]
    welcome = next((name for name in PEOPLE if route.answers(declared[0])[name] in ("200", "303")), "student")
    for method in {"get", "post", "put", "patch", "delete"} - set(declared):
        assert answer(client, chapter, route, people, welcome, method).status_code == 405, method


def test_the_canary_is_there_to_be_seen(client, people):
    """The leak test would find nothing, and prove nothing, if no page held what it looks for."""
    seen = {
        chapter.app
        for chapter in ALL
        for route in chapter.routes
        if route.get and CANARY in answer(client, chapter, route, people, "student", "get").content.decode()
    }
    assert "communities" in seen


def test_rooms_of_role_holders_ask_for_a_second_factor(client, people, settings):
    """The people of the matrix have one; the coordinator of this test has not."""
    views = addresses()
    people.coordinator.authenticator_set.all().delete()
    for chapter in ALL:
        for route in chapter.routes:
            if getattr(views[route.name], "for_role_holders", False):
                for method in ("get", "post"):
                    if route.answers(method):
                        response = answer(client, chapter, route, people, "coordinator", method)
                        assert (response.status_code, response.headers["Location"]) == (303, "/accounts/2fa/")
