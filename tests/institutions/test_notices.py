"""The letter to somebody who is invited, and the welcome."""

import datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.institutions import InvitationFactory
from wellbeing_portal.institutions import actions, notices
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.notifications.models import Delivery, Notice

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("columns", "wanted"),
    [
        ({}, True),
        ({"sent_at": timezone.now()}, False),
        ({"accepted_at": timezone.now()}, False),
        ({"withdrawn_at": timezone.now()}, False),
        ({"expires_at": timezone.now() - datetime.timedelta(seconds=1)}, False),
    ],
)
def test_an_invitation_is_sent_while_it_works_and_once(diak, columns, wanted):
    invitation = InvitationFactory(institution=diak, **{"sent_at": None, **columns})
    assert notices.InvitationLetter().still_wanted(invitation, None) is wanted


def test_an_ended_partner_sends_no_invitations(diak):
    diak.partner_until = datetime.date(2022, 6, 30)
    assert not notices.InvitationLetter().still_wanted(InvitationFactory(institution=diak, sent_at=None), None)


def test_the_first_membership_is_greeted_once(diak, kamk):
    user = UserFactory()
    for place, role in ((diak, Role.STUDENT), (diak, Role.STUDENT), (diak, Role.STAFF), (kamk, Role.STUDENT)):
        actions.grant_membership(None, user=user, institution=place, role=role)
    assert list(Notice.objects.values_list("kind", "recipient")) == [("institutions.welcome", user.pk)]
    assert Delivery.objects.count() == 1
    Notice.objects.all().delete()
    actions.grant_membership(None, user=user, institution=kamk, role=Role.STAFF)
    assert not Notice.objects.exists()


def test_a_welcome_is_for_nobody_else(diak):
    user = SimpleNamespace(public_id="1")
    assert notices.Welcome().targets(user, ["1", "2"]) == {"1": user}
    assert notices.Welcome().targets(user, ["2"]) == {}
