"""Asking people in: one letter, one address, one use."""

import datetime
import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.institutions import InvitationFactory, MembershipFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.institutions import actions, notices
from wellbeing_portal.institutions.actions import invitations
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Invitation, hash_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.notifications.actions import deliver_due
from wellbeing_portal.notifications.models import Delivery

pytestmark = pytest.mark.django_db


def invite(coordinator, place, **said):
    said = {"email": "petri@portal.example", "role": Role.STAFF, "language": "fi", **said}
    return actions.invite_person(coordinator, institution=place, **said)


def secret_of(letter):
    return re.search(r"/institutions/invitations/([^/\s]+)/", letter.body)[1]


def invited(place, **columns):
    """An open invitation and a person whose confirmed address it was sent to."""
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user, InvitationFactory(institution=place, email=user.email, **columns)


def test_the_letter_leaves_later_and_only_a_hash_of_its_secret_stays(diak, coordinator):
    invitation = invite(coordinator, diak, email=" Petri@Portal.example ")
    assert (mail.outbox, invitation.state) == ([], "waiting")
    deliver_due()
    [letter] = mail.outbox
    invitation.refresh_from_db()
    assert letter.to == [invitation.email] == ["petri@portal.example"]
    assert invitation.secret_hash == hash_of(secret_of(letter))
    rows = f"{Invitation.objects.values()} {Delivery.objects.values()} {Entry.objects.values()}"
    assert secret_of(letter) not in rows
    assert (invitation.state, invitation.invited_by) == ("sent", coordinator)
    assert invitation.expires_at - invitation.made_at == datetime.timedelta(days=14)
    assert list(Entry.objects.values_list("action", "facts")) == [("invite_person", {"role": "staff"})]


def test_a_broken_mail_server_breaks_nothing_and_the_letter_goes_when_it_is_whole(diak, coordinator, settings):
    settings.EMAIL_BACKEND = "tests.institutions.test_invitations.BrokenBackend"
    invitation = invite(coordinator, diak)
    deliver_due()
    invitation.refresh_from_db()
    assert (invitation.state, invitation.sent_at) == ("waiting", None)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Delivery.objects.update(due_at=timezone.now())
    deliver_due()
    invitation.refresh_from_db()
    assert (invitation.state, len(mail.outbox)) == ("sent", 1)


class BrokenBackend:
    def __init__(self, **options):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_nothing_is_sent_when_the_change_is_taken_back(diak, coordinator):
    with transaction.atomic():
        invite(coordinator, diak)
        transaction.set_rollback(True)
    deliver_due()
    assert (mail.outbox, Invitation.objects.count()) == ([], 0)


def test_inviting_again_renews_the_open_invitation(diak, coordinator):
    old = InvitationFactory(institution=diak, email="petri@portal.example", role=Role.STAFF, secret="old")
    new = invite(coordinator, diak, language="en")
    assert (new.pk, new.language) == (old.pk, "en")
    assert not Invitation.objects.filter(secret_hash=hash_of("old")).exists()


def test_one_address_can_have_two_roles_on_the_way(diak, coordinator):
    invite(coordinator, diak)
    invite(coordinator, diak, role=Role.GUIDE)
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"role": "manager"}, "role"),
        ({"role": "operator"}, "role"),
        ({"role_until": datetime.date(2020, 1, 1)}, "role_until"),
        ({"email": "STUDENT@diak.example", "role": "student"}, "email"),
    ],
)
def test_what_cannot_be_is_refused_on_its_field(diak, coordinator, student, said, field):
    with pytest.raises(Refusal) as no:
        invite(coordinator, diak, **said)
    assert (no.value.field, Invitation.objects.count()) == (field, 0)


def test_another_institutions_coordinator_is_refused(kamk, coordinator):
    with pytest.raises(Refusal):
        invite(coordinator, kamk)


def test_the_database_refuses_a_coordinators_invitation_to_a_managers_role(diak, coordinator):
    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(institution=diak, role=Role.MANAGER, invited_by=coordinator)


def test_a_day_has_a_limit_for_each_institution(monkeypatch, diak, kamk, coordinator):
    monkeypatch.setattr(invitations, "A_DAY", 2)
    InvitationFactory.create_batch(2, institution=diak)
    InvitationFactory(institution=kamk)
    with pytest.raises(Refusal):
        invite(coordinator, diak)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1, minutes=1)):
        invite(coordinator, diak)
    assert Invitation.objects.filter(institution=diak).count() == 3


@pytest.mark.parametrize("sent_at", [None, timezone.now()])
def test_a_letter_that_went_out_just_now_or_is_on_its_way_is_not_sent_again(diak, coordinator, sent_at):
    invitation = InvitationFactory(institution=diak, sent_at=sent_at)
    with pytest.raises(Refusal):
        actions.send_invitation_again(coordinator, invitation=invitation)


@pytest.mark.parametrize(
    "columns",
    [
        {"accepted_at": "2026-01-01T10:00:00Z"},
        {"withdrawn_at": "2026-01-01T10:00:00Z"},
        {"role_until": "2026-01-01"},
        {"role": Role.MANAGER},
    ],
)
def test_what_is_over_is_not_sent_again(diak, coordinator, columns):
    invitation = InvitationFactory(institution=diak, **columns)
    with pytest.raises(Refusal):
        actions.send_invitation_again(coordinator, invitation=invitation)


def test_an_expired_letter_can_be_sent_again(diak, coordinator):
    now = timezone.now()
    long_ago = {"made_at": now - datetime.timedelta(days=15), "expires_at": now, "sent_at": None}
    invitation = InvitationFactory(institution=diak, **long_ago)
    assert invitation.state == "expired"
    actions.send_invitation_again(coordinator, invitation=invitation)
    deliver_due()
    invitation.refresh_from_db()
    assert invitation.state == "sent"


def test_a_letter_that_failed_can_be_sent_again_as_a_new_one(diak, coordinator):
    invitation = invite(coordinator, diak)
    first = invitation.secret
    notices.InvitationLetter().gave_up(invitation.public_id, timezone.now())
    invitation.refresh_from_db()
    assert invitation.state == "failed"
    invitation = actions.send_invitation_again(coordinator, invitation=invitation)
    assert (invitation.state, invitation.secret == first) == ("waiting", False)
    assert len({letter.message_id for letter in Delivery.objects.all()}) == 2
    deliver_due()
    assert {secret_of(letter) for letter in mail.outbox} == {invitation.secret}


def test_a_letter_that_waits_says_so(diak):
    assert InvitationFactory(institution=diak, sent_at=None).state == "waiting"


def test_withdrawing_twice_leaves_one_entry(diak, coordinator):
    invitation = InvitationFactory(institution=diak)
    for _time in range(2):
        actions.withdraw_invitation(coordinator, invitation=invitation)
    assert invitation.withdrawn_at is not None
    assert [entry.action for entry in Entry.objects.all()] == ["withdraw_invitation"]


def test_accepting_gives_the_role_once(diak, coordinator):
    user, invitation = invited(diak, role=Role.GUIDE, role_until=datetime.date(2030, 6, 30), invited_by=coordinator)
    membership = actions.accept_invitation(user, invitation=invitation)
    assert (membership.institution, membership.role, membership.valid_until, membership.granted_by) == (
        diak,
        "guide",
        datetime.date(2030, 6, 30),
        coordinator,
    )
    with pytest.raises(Refusal):
        actions.accept_invitation(user, invitation=invitation)
    assert user.memberships.count() == 1
    assert [entry.action for entry in Entry.objects.order_by("pk")] == ["grant_membership", "accept_invitation"]


def test_somebody_elses_letter_and_an_unconfirmed_address_do_not_open(diak, student):
    user, invitation = invited(diak)
    EmailAddress.objects.create(user=student, email="other@portal.example", verified=True, primary=True)
    with pytest.raises(Refusal):
        actions.accept_invitation(student, invitation=invitation)
    EmailAddress.objects.filter(user=user).update(verified=False)
    with pytest.raises(Refusal):
        actions.accept_invitation(user, invitation=invitation)
    assert not invitation.institution.memberships.filter(role=Role.STAFF).exists()


def test_an_ended_partner_a_past_role_and_an_old_letter_give_nothing(diak, kamk):
    kamk.partner_until = datetime.date(2022, 6, 30)
    kamk.save()
    letters = [
        invited(kamk),
        invited(diak, role_until=datetime.date(2022, 6, 30)),
        invited(diak, expires_at=timezone.now()),
    ]
    for user, invitation in letters:
        with pytest.raises(Refusal):
            actions.accept_invitation(user, invitation=invitation)
        assert not user.memberships.exists()


def test_a_second_role_joins_the_first(diak, student):
    EmailAddress.objects.create(user=student, email=student.email, verified=True, primary=True)
    invitation = InvitationFactory(institution=diak, email=student.email.upper(), role=Role.MODERATOR)
    actions.accept_invitation(student, invitation=invitation)
    assert sorted(student.memberships.values_list("role", flat=True)) == ["moderator", "student"]


def test_the_system_invites_a_manager(diak):
    assert invite(None, diak, role=Role.MANAGER).invited_by is None


def test_a_person_of_another_place_can_be_invited_here(diak, coordinator, stranger):
    MembershipFactory(user=stranger, institution=diak, role=Role.STAFF, ended_at=timezone.now())
    assert invite(coordinator, diak, email=stranger.email).email == stranger.email
