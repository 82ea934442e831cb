"""The one visibility formula."""

import pytest
from django.contrib.auth.models import AnonymousUser

from communities.models import Group
from tests.factories.communities import GroupFactory
from tests.factories.institutions import InstitutionFactory, MembershipFactory
from wellbeing_portal.institutions.enums import Audience, Kind

pytestmark = pytest.mark.django_db


def seen_by(user):
    return set(Group.objects.visible_to(user))


def test_everyone_audience_is_seen_by_people_of_any_partner(diak, student, stranger):
    group = GroupFactory(owner=diak, audience=Audience.EVERYONE)
    assert seen_by(student) == seen_by(stranger) == {group}


def test_nobody_signed_out_sees_a_group_without_a_public_card(diak):
    GroupFactory(owner=diak, audience=Audience.EVERYONE)
    assert seen_by(AnonymousUser()) == set()


def test_own_audience_is_seen_by_own_people_only(diak, student, stranger):
    group = GroupFactory(owner=diak, audience=Audience.OWN)
    assert seen_by(student) == {group}
    assert seen_by(stranger) == set()


def test_chosen_audience_is_seen_by_the_chosen_and_the_owner_only(diak, kamk, student, stranger):
    outsider = MembershipFactory(institution=InstitutionFactory(slug="oamk")).user
    group = GroupFactory(owner=diak, audience=Audience.CHOSEN)
    group.shared_with.add(kamk)
    assert seen_by(student) == seen_by(stranger) == {group}
    assert seen_by(outsider) == set()


def test_a_unions_own_group_is_seen_by_students_of_the_institution_it_serves(diak, student, stranger):
    union = InstitutionFactory(slug="odiako", kind=Kind.STUDENT_UNION, serves=diak)
    group = GroupFactory(owner=union, audience=Audience.OWN)
    assert seen_by(student) == {group}
    assert seen_by(stranger) == set()


def test_people_of_an_ended_partner_keep_what_their_institution_owns_and_nothing_more(diak, kamk, student):
    own = GroupFactory(owner=diak, audience=Audience.OWN)
    GroupFactory(owner=kamk, audience=Audience.EVERYONE)
    diak.partner_until = "2022-06-30"
    diak.save()
    assert seen_by(student) == {own}
