"""The demonstration's way in."""

import pytest
from django.core.management import call_command

from tests.support.signing_in import with_app
from wellbeing_portal.accounts.models import User

pytestmark = pytest.mark.django_db
DOOR = "/demo/sign-in/"


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.SECOND_FACTOR_REQUIRED = False
    call_command("load_partners")
    call_command("demo")


def test_the_sign_in_page_offers_the_people_of_the_stories_and_everybody_else(client, demo):
    html = client.get("/accounts/login/?next=/communities/").content.decode()
    assert '<button class="btn" name="person" value="student@diak.example">' in html
    assert '<option value="coordinator@nyyti.example">' in html


def test_one_tap_signs_in_and_goes_on(client, demo):
    response = client.post(DOOR, {"person": "student@metropolia.example", "next": "/communities/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/communities/")
    me = client.get("/me/")
    assert (me.status_code, me.headers["Content-Language"]) == (200, "en")


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_it_never_leads_away_from_the_portal(client, demo, onward):
    assert client.post(DOOR, {"person": "student@diak.example", "next": onward}).headers["Location"] == "/"


def test_a_demo_person_with_a_second_factor_is_asked_for_it(client, demo):
    with_app(User.objects.get(email="guide@kamk.example"))
    response = client.post(DOOR, {"person": "guide@kamk.example"})
    assert response.headers["Location"] == "/accounts/2fa/authenticate/"


@pytest.mark.parametrize("person", ["real@student.diak.fi", "", "student@diak.example\x00"])
def test_only_demo_people_come_in_this_way(client, demo, person):
    User.objects.create_user("real@student.diak.fi", "x")
    assert client.post(DOOR, {"person": person}).status_code == 404


def test_without_the_demo_there_is_no_such_door(client, demo, settings):
    settings.DEMO = False
    assert client.post(DOOR, {"person": "student@diak.example"}).status_code == 404
    assert DOOR not in client.get("/accounts/login/").content.decode()
