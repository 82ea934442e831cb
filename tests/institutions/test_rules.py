"""Who may look after whom."""

import datetime

import pytest
from django.utils import timezone

from tests.factories.institutions import InstitutionFactory, MembershipFactory
from wellbeing_portal.institutions import rules
from wellbeing_portal.institutions.enums import GRANTABLE_ROLES, Kind, Role

pytestmark = pytest.mark.django_db


def ended(place):
    place.partner_until = datetime.date(2022, 6, 30)
    place.save()
    return place


@pytest.mark.parametrize("name", ["student", "staff", "guide", "moderator", "stranger"])
def test_nobody_but_a_coordinator_sees_people(request, diak, name):
    assert not rules.can_see_people(request.getfixturevalue(name), diak)


def test_a_coordinator_sees_the_own_people_and_no_others(diak, kamk, coordinator):
    assert rules.can_see_people(coordinator, diak)
    assert not rules.can_see_people(coordinator, kamk)


def test_a_unions_coordinator_keeps_the_union_and_not_the_institution_it_serves(diak):
    union = InstitutionFactory(slug="odiako", kind=Kind.STUDENT_UNION, serves=diak)
    omar = MembershipFactory(institution=union, role=Role.COORDINATOR).user
    assert rules.can_invite(omar, union)
    assert not rules.can_invite(omar, diak)


def test_nobody_is_invited_in_the_name_of_an_ended_partner(diak, coordinator):
    ended(diak)
    assert rules.can_see_people(coordinator, diak)
    assert not rules.can_invite(coordinator, diak)


@pytest.mark.parametrize("role", Role.values)
def test_a_coordinator_gives_every_role_but_manager_and_operator(diak, kamk, coordinator, role):
    assert rules.can_grant(coordinator, diak, role) is (role in GRANTABLE_ROLES)
    assert not rules.can_grant(coordinator, kamk, role)


def test_the_system_gives_any_real_role_at_a_partner(diak, kamk):
    assert rules.can_grant(None, diak, Role.OPERATOR)
    assert not rules.can_grant(None, diak, "emperor")
    assert not rules.can_grant(None, ended(kamk), Role.STUDENT)


def test_a_coordinator_ends_roles_here_but_not_the_own_seat(diak, kamk, coordinator, student, manager, stranger):
    colleague = MembershipFactory(institution=diak, role=Role.COORDINATOR)
    also_student = MembershipFactory(user=coordinator, institution=diak, role=Role.STUDENT)
    over = MembershipFactory(institution=diak, ended_at=timezone.now())
    answers = [
        (student.memberships.get(), True),
        (colleague, True),
        (also_student, True),
        (coordinator.memberships.get(role=Role.COORDINATOR), False),
        (manager.memberships.get(), False),
        (stranger.memberships.get(), False),
        (over, False),
    ]
    assert [(row, rules.can_end_membership(coordinator, row)) for row, _answer in answers] == answers
