"""Ways in, and what each leaves behind: sessions, second factors, and nothing for a guesser."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.institutions import EmailDomainFactory
from tests.support.client import PortalClient
from tests.support.signing_in import PASSWORD, add_app, app_code, code_in_mail, confirmed, prove, sign_in, with_app
from wellbeing_portal.audit.models import Entry

pytestmark = pytest.mark.django_db
NEW = "kaarna-ja-lyhty-7"


def is_in(client):
    return client.get("/me/").status_code == 200


# --- ways in


def test_a_password_opens(client):
    response = sign_in(client, confirmed(UserFactory()))
    assert (response.status_code, response.headers["Location"], is_in(client)) == (302, "/", True)


def test_a_code_in_the_mail_opens(client):
    user = confirmed(UserFactory())
    client.post("/accounts/login/code/", {"email": user.email})
    client.post("/accounts/login/code/confirm/", {"code": code_in_mail()})
    assert is_in(client)


def test_after_the_password_comes_the_apps_code(client, coordinator):
    with_app(confirmed(coordinator))
    assert sign_in(client, coordinator).headers["Location"] == "/accounts/2fa/authenticate/"
    assert not is_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert not is_in(client)
    client.post("/accounts/2fa/authenticate/", {"code": app_code()})
    assert is_in(client)


def test_a_code_in_the_mail_does_not_replace_the_second_factor(client, coordinator):
    with_app(confirmed(coordinator))
    client.post("/accounts/login/code/", {"email": coordinator.email})
    client.post("/accounts/login/code/confirm/", {"code": code_in_mail()})
    assert not is_in(client)


def test_a_recovery_code_opens_once(client, coordinator):
    sign_in(client, confirmed(coordinator))
    add_app(client)
    codes = Authenticator.objects.get(type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
    for works in (True, False):
        client.post("/accounts/logout/")
        sign_in(client, coordinator)
        client.post("/accounts/2fa/authenticate/", {"code": codes[0]})
        assert is_in(client) is works


# --- a second factor before the rooms of role holders


def test_a_role_holder_sets_up_an_app_and_goes_on_to_where_they_were_going(client, coordinator):
    confirmed(coordinator)
    sign_in(client, coordinator)
    going = "/institutions/people/?role=student"
    sent = client.get(going)
    assert (sent.status_code, sent.headers["Location"]) == (303, "/accounts/2fa/")
    done = add_app(client)
    assert done.headers["Location"] == "/accounts/2fa/recovery-codes/"
    assert f'href="{going}"' in client.get("/accounts/2fa/recovery-codes/").content.decode()
    assert client.get(going).status_code == 200
    assert going not in client.get("/accounts/2fa/").content.decode()


def test_after_a_post_they_go_on_to_the_front_page(client, coordinator, student):
    client.force_login(coordinator)
    sent = client.post(f"/institutions/people/{student.memberships.get().public_id}/end/")
    assert (sent.status_code, client.session["came_for"]) == (303, "/")
    assert student.memberships.get().is_current


def test_a_student_needs_no_second_factor_and_enters_no_such_room(client, student):
    client.force_login(student)
    assert client.get("/institutions/people/").status_code == 403


def test_where_the_switch_is_off_nobody_is_asked(client, coordinator, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(coordinator)
    assert client.get("/institutions/people/").status_code == 200


# --- sessions


def test_signing_in_changes_the_key_of_the_session(client):
    client.get("/accounts/login/code/")
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    client.cookies["session"] = before
    sign_in(client, confirmed(UserFactory()))
    assert client.session.session_key != before


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client):
    user = confirmed(UserFactory())
    other = PortalClient()
    sign_in(other, user)
    sign_in(client, user)
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert (is_in(client), is_in(other)) == (True, False)
    assert [row.session_key for row in UserSession.objects.all()] == [client.session.session_key]


def test_a_new_second_factor_ends_the_other_sessions(client, coordinator):
    confirmed(coordinator)
    other = PortalClient()
    for browser in (other, client):
        sign_in(browser, coordinator)
    add_app(client)
    assert (is_in(client), is_in(other)) == (True, False)


def test_a_reset_password_ends_every_session(client):
    user = confirmed(UserFactory())
    other = PortalClient()
    sign_in(other, user)
    client.post("/accounts/password/reset/", {"email": user.email})
    link = re.search(r"http://\S+(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    form = client.get(link).headers["Location"]
    client.post(form, {"password1": NEW, "password2": NEW})
    assert not is_in(other)
    assert sign_in(client, user, password=NEW).headers["Location"] == "/"


def test_devices_are_listed_without_addresses_and_ended_one_by_one(client):
    user = confirmed(UserFactory())
    other = PortalClient(
        headers={"user-agent": "Mozilla/5.0 (Android 15; Mobile) Firefox/140"}, REMOTE_ADDR="203.0.113.9"
    )
    sign_in(other, user)
    sign_in(client, user)
    html = client.get("/accounts/sessions/?lang=en").content.decode()
    assert "Firefox on Android" in html
    assert "203.0.113.9" not in html
    row = UserSession.objects.get(ip="203.0.113.9")
    response = client.post("/me/sessions/end/", {"session": str(row.pk)})
    assert (response.status_code, response.headers["Location"]) == (303, "/accounts/sessions/")
    assert (is_in(client), is_in(other)) == (True, False)
    assert Entry.objects.filter(action="end_session").count() == 1


def test_all_the_other_devices_are_ended_at_once(client):
    user = confirmed(UserFactory())
    others = [PortalClient(), PortalClient()]
    for other in (*others, client):
        sign_in(other, user)
    client.post("/accounts/sessions/")
    assert (is_in(client), [is_in(other) for other in others]) == (True, [False, False])


@pytest.mark.parametrize("number", ["", "x", "-1", "1.5", "²", "9" * 30, "0"])
def test_a_session_that_is_not_mine_is_not_there(client, student, number):
    client.force_login(student)
    assert client.post("/me/sessions/end/", {"session": number}).status_code == 404


def test_a_session_is_marked_as_seen_once_a_day(client, time_machine):
    time_machine.move_to("2030-01-10T10:00:00Z", tick=False)
    sign_in(client, confirmed(UserFactory()))
    for moment, seen in (
        ("2030-01-10T15:00:00Z", "2030-01-10T10:00:00+00:00"),
        ("2030-01-11T08:00:00Z", "2030-01-11T08:00:00+00:00"),
        ("2030-01-11T09:00:00Z", "2030-01-11T08:00:00+00:00"),
    ):
        time_machine.move_to(moment, tick=False)
        client.get("/me/")
        assert UserSession.objects.get().last_seen_at.isoformat() == seen


def test_a_session_lasts_two_weeks(client, time_machine):
    time_machine.move_to("2030-01-10T10:00:00Z", tick=False)
    sign_in(client, confirmed(UserFactory()))
    time_machine.move_to("2030-01-24T09:59:00Z", tick=False)
    assert is_in(client)
    time_machine.move_to("2030-02-08T10:00:00Z", tick=False)
    # Redis counts real seconds: here it forgets by hand what it would have forgotten by itself.
    cache.clear()
    assert not is_in(client)


def test_times_on_personal_pages_are_in_the_persons_own_zone(client, student, time_machine):
    student.time_zone = "Asia/Tokyo"
    student.save()
    time_machine.move_to("2030-01-10T10:00:00Z", tick=False)
    client.force_login(student)
    client.post("/me/profile/", {"name": "Aino", "language": "en", "time_zone": "Asia/Tokyo"})
    assert "19:00" in client.get("/me/trail/?lang=en").content.decode()
    assert timezone.get_current_timezone_name() == "Europe/Helsinki"


# --- who may not come in


def test_a_deactivated_person_neither_comes_in_nor_stays_in(client):
    user = confirmed(UserFactory())
    sign_in(client, user)
    user.is_active = False
    user.save()
    assert not is_in(client)
    fresh = PortalClient()
    assert sign_in(fresh, user).headers["Location"] == "/accounts/inactive/"
    fresh.post("/accounts/login/code/", {"email": user.email})
    codes = [letter for letter in mail.outbox if letter.to == [user.email]]
    if codes:
        fresh.post("/accounts/login/code/confirm/", {"code": code_in_mail()})
    assert not is_in(fresh)


def body(response):
    """What a page says, without tokens and addresses typed in."""
    html = re.sub(r'value="[A-Za-z0-9]{64}"', "", response.content.decode())
    return re.sub(r"[\w.]+@student\.diak\.fi", "ADDRESS", html)


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/accounts/login/", lambda email: {"login": email, "password": "wrong-password-9"}),
        ("/accounts/login/code/", lambda email: {"email": email}),
        ("/accounts/signup/", lambda email: {"email": email, "password1": NEW}),
        ("/accounts/password/reset/", lambda email: {"email": email}),
    ],
)
def test_no_page_tells_whether_an_address_has_an_account(client, diak, path, form):
    EmailDomainFactory(institution=diak, domain="student.diak.fi")
    known = confirmed(UserFactory(email="known@student.diak.fi"))
    answers = []
    for email in (known.email, "unknown@student.diak.fi"):
        browser = PortalClient()
        first = browser.post(path, form(email))
        after = body(browser.get(first.headers["Location"])) if first.status_code == 302 else ""
        answers.append((first.status_code, first.headers.get("Location"), body(first), after))
    assert answers[0] == answers[1]


# --- changing one's address


def test_an_address_is_changed_only_when_the_new_one_is_confirmed(client):
    user = confirmed(UserFactory(email="old@portal.example"))
    sign_in(client, user)
    prove(client)
    client.post("/accounts/email/", {"email": "new@portal.example", "action_add": ""})
    assert not EmailAddress.objects.filter(email="new@portal.example", verified=True).exists()
    letters = [letter for letter in mail.outbox if letter.to == ["new@portal.example"]]
    assert len(letters) == 1
    client.post("/accounts/confirm-email/", {"code": code_in_mail(mail.outbox.index(letters[0]))})
    client.post("/accounts/email/", {"email": "new@portal.example", "action_primary": ""})
    client.post("/accounts/email/", {"email": "old@portal.example", "action_remove": ""})
    user.refresh_from_db()
    assert user.email == "new@portal.example"
    assert [row.email for row in EmailAddress.objects.filter(user=user)] == ["new@portal.example"]
    assert any(letter.to == ["old@portal.example"] for letter in mail.outbox)


def test_no_form_of_ours_or_of_allauth_takes_a_post_without_its_token():
    strict = Client(enforce_csrf_checks=True)
    for path in ("/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/institutions/invitations/x/"):
        assert strict.post(path, {}).status_code == 403
