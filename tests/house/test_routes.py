"""The role and route matrix: every address of ours says what each of ten people is answered, and answers that."""

from collections import Counter

import pytest

from tests.support.matrix import CANARY, PEOPLE, Visits, addresses, chapters, is_ours, outcome

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


def test_every_address_is_closed_unless_it_is_said_to_be_public():
    said = {route.name for chapter in ALL for route in chapter.routes if route.public}
    open_ones = {name for name, view in addresses().items() if not getattr(view, "login_required", True)}
    assert open_ones == PUBLIC | said


def test_every_address_of_ours_has_a_line():
    ours = {name for name, view in addresses().items() if is_ours(view)}
    named = Counter(route.name for chapter in ALL for route in chapter.routes)
    assert set(named) == ours
    assert [str(route) for chapter in ALL for route in chapter.routes if named[route.name] > 1 and not route.case] == []


@pytest.mark.parametrize("chapter", ALL, ids=lambda chapter: chapter.app)
def test_everybody_is_answered_as_declared_and_learns_no_more(people, chapter):
    """Nothing of the institution shows to those outside it, and no student's name or address to those they meet."""
    visits = Visits(chapter, people)
    identity = (people.student.email, people.student.name)
    wrong, leaks, sightings = [], [], 0
    for route in chapter.routes:
        for method in ("get", "post"):
            for name, expected in route.answers(method).items():
                response = visits.ask(route, name, method)
                # Pictures and papers hold no text to leak.
                page = response.content.decode(errors="replace")
                asked = f"{method} {route} by {name}"
                if outcome(response) != expected:
                    wrong.append(f"{asked}: {outcome(response)}, not {expected}")
                sighted = CANARY.lower() in page.lower()
                sightings += sighted
                if name in OUTSIDE and sighted:
                    leaks.append(f"{asked}: something of another institution")
                if name in MEET and any(word in page for word in identity):
                    leaks.append(f"{asked}: who the student is")
    assert wrong == []
    assert leaks == []
    # The canary proves something only where somebody can see it.
    assert sightings or not vars(visits.world)


@pytest.mark.parametrize("chapter", ALL, ids=lambda chapter: chapter.app)
def test_a_method_that_is_not_declared_is_refused(people, chapter):
    visits = Visits(chapter, people)
    wrong = []
    for route in chapter.routes:
        declared = [method for method in ("get", "post") if route.answers(method)]
        welcome = next((name for name in PEOPLE if route.answers(declared[0])[name] in ("200", "303")), "student")
        for method in {"get", "post", "put", "patch", "delete"} - set(declared):
            status = visits.ask(route, welcome, method, {}).status_code
            if status != 405:
                wrong.append(f"{method} {route} by {welcome}: {status}")
    assert wrong == []


@pytest.mark.parametrize("chapter", ALL, ids=lambda chapter: chapter.app)
def test_rooms_of_role_holders_ask_for_a_second_factor(people, chapter):
    """The people of the matrix have one; the coordinator of this test has not."""
    people.coordinator.authenticator_set.all().delete()
    visits, views = Visits(chapter, people), addresses()
    rooms = [route for route in chapter.routes if getattr(views[route.name], "for_role_holders", False)]
    for route in rooms:
        for method in ("get", "post"):
            if route.answers(method):
                response = visits.ask(route, "coordinator", method)
                assert (response.status_code, response.headers["Location"]) == (303, "/accounts/2fa/")
