"""Pages of places, people and invitations."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory, InvitationFactory, MembershipFactory
from wellbeing_portal.accounts.models import User
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.institutions.enums import Kind, Role
from wellbeing_portal.institutions.models import Invitation
from wellbeing_portal.kernel.fields import encrypt
from wellbeing_portal.notifications.actions import deliver_due

pytestmark = pytest.mark.django_db
PASSWORD = "correct-horse-1"


@pytest.fixture
def room(client, coordinator):
    """A coordinator's browser, with a second factor in place."""
    secret = {"secret": encrypt("JBSWY3DPEHPK3PXP")}
    Authenticator.objects.create(user=coordinator, type=Authenticator.Type.TOTP, data=secret)
    client.force_login(coordinator)
    return client


def confirmed(user):
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


# --- my places


def test_my_places_show_what_is_and_what_was(client, diak, kamk, student):
    MembershipFactory(user=student, institution=kamk, role=Role.STAFF, ended_at=timezone.now())
    client.force_login(student)
    page = client.get("/me/places/").context["page"]
    assert [(row.institution, row.role) for row in page] == [(diak, "student"), (kamk, "staff")]


def test_somebody_without_a_place_reads_what_to_do(client, db):
    client.force_login(UserFactory())
    assert 'href="/accounts/email/"' in client.get("/me/places/").content.decode()


def test_somebody_with_two_places_chooses_which_one_they_act_for(client, diak, kamk, student):
    MembershipFactory(user=student, institution=kamk, role=Role.STAFF)
    client.force_login(student)
    assert client.get("/me/").context["request"].place == diak
    response = client.post("/me/places/", {"place": "kamk"})
    assert (response.status_code, response.headers["Location"]) == (303, "/me/places/")
    assert client.get("/me/").context["request"].place == kamk


def test_a_place_of_others_cannot_be_chosen(client, diak, kamk, student):
    client.force_login(student)
    assert client.post("/me/places/", {"place": "kamk"}).status_code == 422
    assert client.get("/me/").context["request"].place == diak


def test_a_chosen_place_that_was_lost_falls_back(client, diak, kamk, student):
    lost = MembershipFactory(user=student, institution=kamk, role=Role.STAFF)
    client.force_login(student)
    client.post("/me/places/", {"place": "kamk"})
    lost.delete()
    assert client.get("/me/").context["request"].place == diak


def test_a_name_missing_in_a_language_falls_back_for_all_to_see(client, diak, student):
    client.force_login(student)
    html = client.get("/me/places/?lang=sv").content.decode()
    assert '<span lang="fi">Diak korkeakoulu</span> (' in html


# --- the people of my institution


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_costs_the_same_for_one_and_for_three(
    room, diak, coordinator, django_assert_num_queries, count
):
    MembershipFactory.create_batch(count, institution=diak, role=Role.STUDENT)
    room.get("/institutions/people/?role=student")
    with django_assert_num_queries(8):
        page = room.get("/institutions/people/?role=student").context["page"]
    assert len(page) == count


def test_the_list_shows_own_people_only_and_tells_them(room, diak, kamk, student, stranger, coordinator):
    html = room.get("/institutions/people/").content.decode()
    assert student.email in html
    assert stranger.email not in html
    assert Entry.objects.filter(action="read_people").count() == 1


def test_the_list_is_filtered_by_role_and_nonsense_shows_everybody(room, student, guide):
    def shown(query):
        return {row.user for row in room.get(f"/institutions/people/{query}").context["page"]}

    assert shown("?role=guide") == {guide}
    assert guide in shown("?role=nonsense&page=99999999999999999999")


def test_a_role_nobody_has_gives_an_empty_state(room):
    assert 'class="empty"' in room.get("/institutions/people/?role=operator").content.decode()


def test_a_coordinator_ends_a_role_and_pressing_twice_is_fine(room, student):
    membership = student.memberships.get()
    for _time in range(2):
        response = room.post(f"/institutions/people/{membership.public_id}/end/")
        assert (response.status_code, response.headers["Location"]) == (303, "/institutions/people/")
    membership.refresh_from_db()
    assert not membership.is_current
    assert Entry.objects.filter(action="end_membership").count() == 1


def test_a_coordinator_cannot_end_the_own_seat(room, coordinator):
    mine = coordinator.memberships.get()
    html = room.get("/institutions/people/").content.decode()
    assert str(mine.public_id) not in html
    assert room.post(f"/institutions/people/{mine.public_id}/end/").status_code == 303
    mine.refresh_from_db()
    assert mine.is_current


def test_the_coordinator_of_another_institution_sees_and_changes_nothing_here(room, kamk, stranger):
    theirs, letter = stranger.memberships.get(), InvitationFactory(institution=kamk)
    assert room.post(f"/institutions/people/{theirs.public_id}/end/").status_code == 404
    assert room.post(f"/institutions/sent/{letter.public_id}/again/").status_code == 404
    assert room.post(f"/institutions/sent/{letter.public_id}/withdraw/").status_code == 404
    assert letter.email not in room.get("/institutions/sent/").content.decode()


def test_the_coordinator_of_a_union_keeps_the_unions_people(client, diak, student, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    union = InstitutionFactory(slug="odiako", kind=Kind.STUDENT_UNION, serves=diak)
    omar = MembershipFactory(institution=union, role=Role.COORDINATOR).user
    client.force_login(omar)
    assert {row.user for row in client.get("/institutions/people/").context["page"]} == {omar}
    client.post("/institutions/people/invite/", {"email": "a@b.example", "role": "moderator", "language": "sv"})
    assert Invitation.objects.get().institution == union


def test_somebody_who_coordinates_two_places_keeps_the_chosen_one(room, kamk, coordinator):
    MembershipFactory(user=coordinator, institution=kamk, role=Role.COORDINATOR)
    room.post("/me/places/", {"place": "kamk"})
    assert room.get("/institutions/people/").context["place"] == kamk


# --- inviting


def test_an_invitation_is_sent_and_listed(room, diak):
    told = {"email": "uusi@portal.example", "role": "guide", "language": "en", "role_until": "2030-06-30"}
    response = room.post("/institutions/people/invite/", told)
    assert (response.status_code, response.headers["Location"]) == (303, "/institutions/sent/")
    deliver_due()
    assert [letter.to for letter in mail.outbox] == [["uusi@portal.example"]]
    html = room.get("/institutions/sent/").content.decode()
    assert "uusi@portal.example" in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_invitations_costs_the_same_for_one_and_for_three(room, diak, django_assert_num_queries, count):
    InvitationFactory.create_batch(count, institution=diak)
    room.get("/institutions/sent/")
    with django_assert_num_queries(5):
        assert len(room.get("/institutions/sent/").context["page"]) == count


@pytest.mark.parametrize(
    "wrong",
    [{"email": "no-address"}, {"role": "manager"}, {"role_until": "2020-01-01"}, {"language": "de"}, {"role": ""}],
)
def test_a_wrong_invitation_is_not_sent_and_nothing_typed_is_lost(room, wrong):
    told = {"email": "uusi@portal.example", "role": "guide", "language": "en", **wrong}
    response = room.post("/institutions/people/invite/", told)
    assert (response.status_code, mail.outbox) == (422, [])
    assert response.context["form"].data["email"] == told["email"]


def test_nobody_is_invited_to_an_ended_partner(room, diak):
    diak.partner_until = "2022-06-30"
    diak.save()
    assert room.get("/institutions/people/").status_code == 200
    assert room.get("/institutions/people/invite/").status_code == 403


def test_an_invitation_is_sent_again_and_withdrawn(room, diak):
    letter = InvitationFactory(institution=diak)
    room.post(f"/institutions/sent/{letter.public_id}/again/")
    room.post(f"/institutions/sent/{letter.public_id}/again/")
    deliver_due()
    assert len(mail.outbox) == 1
    room.post(f"/institutions/sent/{letter.public_id}/withdraw/")
    assert room.get("/institutions/sent/").context["page"].paginator.count == 0


# --- being invited


def page_of(response):
    """The page without what differs at every request, its own address too."""
    html = re.sub(r'value="\w{64}"', "", response.content.decode())
    return html.replace(response.wsgi_request.path, "/here/")


def test_a_wrong_a_used_a_withdrawn_and_an_old_letter_open_the_same_kind_page(client, diak, kamk):
    kamk.partner_until = "2022-06-30"
    kamk.save()
    now = timezone.now()
    InvitationFactory(institution=diak, secret="used", accepted_at=now)
    InvitationFactory(institution=diak, secret="gone", withdrawn_at=now)
    InvitationFactory(institution=diak, secret="old", expires_at=now)
    InvitationFactory(institution=kamk, secret="ended")
    known = confirmed(UserFactory())
    InvitationFactory(institution=diak, secret="known", email=known.email, accepted_at=now)
    client.get("/institutions/invitations/x/?lang=en")
    pages = {}
    for secret in ("wrong", "used", "gone", "old", "ended", "known"):
        response = client.get(f"/institutions/invitations/{secret}/")
        pages[secret] = (response.status_code, page_of(response))
    assert set(pages.values()) == {(404, pages["wrong"][1])}


def test_the_page_of_a_letter_is_the_same_with_and_without_an_account(client, diak):
    InvitationFactory(institution=diak, secret="one", email=confirmed(UserFactory()).email)
    InvitationFactory(institution=diak, secret="two", email="new@portal.example")
    first, second = (page_of(client.get(f"/institutions/invitations/{name}/")) for name in ("one", "two"))
    assert first.replace("%2Fone%2F", "%2Ftwo%2F").replace("/one/", "/two/") == second


def test_a_new_person_signs_up_through_the_letter_and_gets_the_role(client, diak):
    InvitationFactory(institution=diak, secret="abc", email="kaisa@portal.example", role=Role.GUIDE)
    here = "/institutions/invitations/abc/"
    response = client.post(here)
    assert response.status_code == 303
    sign_up = response.headers["Location"]
    html = client.get(sign_up).content.decode()
    assert 'value="kaisa@portal.example"' in html
    # The address is fixed: another one that is posted changes nothing.
    told = {"email": "else@portal.example", "password1": "kaarna-ja-lyhty-7", "next": here}
    response = client.post(sign_up, told)
    assert (response.status_code, response.headers["Location"]) == (302, here)
    user = User.objects.get(email="kaisa@portal.example")
    assert EmailAddress.objects.get(user=user).verified
    assert not user.memberships.exists()
    assert client.post(here).headers["Location"] == "/me/places/"
    assert user.memberships.get().role == "guide"
    assert client.get(here).status_code == 404


def test_somebody_with_an_account_signs_in_and_accepts(client, diak, student):
    confirmed(student)
    InvitationFactory(institution=diak, secret="abc", email=student.email, role=Role.MODERATOR)
    here = "/institutions/invitations/abc/"
    response = client.post(
        f"/accounts/login/?next={here}", {"login": student.email, "password": PASSWORD, "next": here}
    )
    assert response.headers["Location"] == here
    client.post(here)
    assert student.memberships.filter(role=Role.MODERATOR).exists()


def test_somebody_elses_letter_does_not_open_for_a_signed_in_person(client, diak, student):
    InvitationFactory(institution=diak, secret="abc", email="kaisa@portal.example")
    client.force_login(student)
    html = client.get("/institutions/invitations/abc/").content.decode()
    assert 'href="/accounts/email/"' in html
    assert "kaisa" not in html
    assert client.post("/institutions/invitations/abc/").status_code == 422
    assert student.memberships.count() == 1


def test_signing_up_with_the_address_of_an_account_tells_nothing(client, diak, student):
    confirmed(student)
    InvitationFactory(institution=diak, secret="abc", email=student.email, role=Role.STAFF)
    sign_up = client.post("/institutions/invitations/abc/").headers["Location"]
    told = {"password1": "kaarna-ja-lyhty-7", "next": "/institutions/invitations/abc/"}
    assert client.post(sign_up, told).headers["Location"].startswith("/accounts/confirm-email/")
    assert student.memberships.count() == 1


def test_an_invitation_opens_no_other_sign_up(client, diak):
    """Left half-way, the invitation neither fixes the address of the next one nor lets others in."""
    InvitationFactory(institution=diak, secret="abc", email="kaisa@portal.example")
    client.post("/institutions/invitations/abc/")
    assert not client.get("/accounts/signup/").context["form"].fields["email"].disabled
    told = {"email": "else@portal.example", "password1": "kaarna-ja-lyhty-7"}
    assert client.post("/accounts/signup/", told).status_code == 200
    assert not User.objects.exists()


# --- who saw my data


@pytest.mark.parametrize("count", [1, 3])
def test_the_trail_costs_the_same_for_one_entry_and_for_three(client, room, student, django_assert_num_queries, count):
    for _time in range(count):
        room.get("/institutions/people/")
    client.force_login(student)
    client.get("/me/trail/")
    with django_assert_num_queries(4):
        rows = client.get("/me/trail/?lang=en").context["rows"]
    assert [(str(row["words"]), row["place"]) for row in rows] == [
        ("Your name and address were seen in the list of people", "Diak")
    ] * count


def test_a_person_without_entries_gets_an_empty_state(client, student):
    client.force_login(student)
    assert 'class="empty"' in client.get("/me/trail/").content.decode()
