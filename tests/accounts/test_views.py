"""One's own page and profile."""

import pytest

from wellbeing_portal.audit.models import Entry

pytestmark = pytest.mark.django_db


def test_me_needs_a_sign_in(client):
    response = client.get("/me/")
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/login/?next=/me/")


def test_me_leads_to_the_profile_and_to_safety(client, student):
    client.force_login(student)
    response = client.get("/me/")
    for path in ("/me/profile/", "/accounts/2fa/", "/accounts/password/change/", "/accounts/sessions/"):
        assert f'href="{path}"' in response.content.decode()


def test_being_asked_once_more_says_why(client, student):
    client.force_login(student)
    asked = client.get("/accounts/2fa/totp/activate/")
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    page = client.get(asked.headers["Location"], {"lang": "en"})
    assert "so that nobody who finds your device open can do that for you" in page.content.decode()


def test_the_profile_is_kept_and_the_language_follows_at_once(client, student):
    client.force_login(student)
    told = {"name": "Aino A", "language": "sv", "time_zone": "Asia/Dhaka"}
    response = client.post("/me/profile/", told)
    student.refresh_from_db()
    assert (response.status_code, response.headers["Location"]) == (303, "/me/")
    assert (student.name, student.language, student.time_zone) == ("Aino A", "sv", "Asia/Dhaka")
    assert client.cookies["lang"].value == "sv"
    assert Entry.objects.get(action="change_profile").facts == {"fields": ["name", "language", "time_zone"]}


def zones_offered(client, address="/me/profile/"):
    return [value for value, _words in client.get(address).context["form"].fields["time_zone"].widget.choices]


def test_the_list_of_zones_is_short_until_the_whole_world_is_asked_for(client, student):
    client.force_login(student)
    near = zones_offered(client)
    assert (near[0], {name.partition("/")[0] for name in near}) == ("Europe/Helsinki", {"Europe"})
    assert "Asia/Dhaka" in zones_offered(client, "/me/profile/?zones=all")
    student.time_zone = "Asia/Dhaka"
    student.save()
    assert [name for name in zones_offered(client) if not name.startswith("Europe/")] == ["Asia/Dhaka"]


def test_saving_an_unchanged_profile_leaves_no_mark(client, student):
    client.force_login(student)
    told = {"name": student.name, "language": student.language, "time_zone": student.time_zone}
    response = client.post("/me/profile/", told)
    assert response.status_code == 303
    assert "lang" not in client.cookies
    assert not Entry.objects.filter(action="change_profile").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"language": "de"},
        {"time_zone": "Mars/Olympus"},
        {"name": "x" * 121},
        {"name": "Aino\u202eonia"},
        {"name": "A\x00ino"},
    ],
)
def test_a_wrong_profile_is_not_kept_and_nothing_typed_is_lost(client, student, wrong):
    client.force_login(student)
    told = {"name": "Aino A", "language": "sv", "time_zone": "Europe/Helsinki", **wrong}
    response = client.post("/me/profile/", told)
    assert response.status_code == 422
    assert response.context["form"].data["name"] == told["name"]
    student.refresh_from_db()
    assert student.language == "fi"
