"""Partners, roles, and what a change leaves in the trail."""

import datetime

import pytest
import time_machine
from django.core.management import call_command

from tests.factories.accounts import UserFactory
from tests.factories.institutions import InvitationFactory, MembershipFactory
from wellbeing_portal.audit.models import Entry, keyed_id
from wellbeing_portal.institutions import actions
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution, Membership, standing_of
from wellbeing_portal.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db
JUNE = datetime.date(2030, 6, 30)
JULY = datetime.date(2030, 7, 31)


def trail():
    return list(Entry.objects.order_by("pk").values_list("action", "facts"))


def test_the_eleven_partners_load_and_a_second_time_changes_nothing():
    for _time in range(2):
        call_command("load_partners")
    assert Institution.objects.count() == 11
    assert Institution.objects.get(slug="odiako").serves.slug == "diak"
    assert Institution.objects.get(slug="diak").name_sv is None


def test_a_role_given_twice_is_one_role_and_one_entry(diak, coordinator):
    user = UserFactory()
    first = actions.grant_membership(coordinator, user=user, institution=diak, role=Role.GUIDE)
    second = actions.grant_membership(coordinator, user=user, institution=diak, role=Role.GUIDE)
    assert first == second
    assert trail() == [("grant_membership", {"role": "guide"})]
    assert Entry.objects.get().subject == keyed_id(user.public_id)


@pytest.mark.parametrize(
    ("held", "given", "after"),
    [(JUNE, JULY, JULY), (JUNE, None, None), (JULY, JUNE, JULY), (None, JUNE, None), (JUNE, JUNE, JUNE)],
)
def test_a_new_last_day_makes_a_role_longer_and_never_shorter(diak, held, given, after):
    user = MembershipFactory(institution=diak, role=Role.STAFF, valid_until=held).user
    actions.grant_membership(None, user=user, institution=diak, role=Role.STAFF, until=given)
    assert [row.valid_until for row in Membership.objects.filter(user=user)] == [after]


def test_a_role_that_is_over_is_given_anew(diak, coordinator, student):
    actions.end_membership(coordinator, membership=student.memberships.get())
    actions.grant_membership(None, user=student, institution=diak, role=Role.STUDENT)
    assert [row.is_current for row in student.memberships.order_by("pk")] == [False, True]


def test_an_ended_role_counts_no_more_at_once(coordinator, student):
    membership = actions.end_membership(coordinator, membership=student.memberships.get())
    assert not membership.is_current
    assert standing_of(membership.user).roles == frozenset()
    assert trail() == [("end_membership", {"role": "student"})]


def test_ending_twice_leaves_one_entry(coordinator, student):
    for _time in range(2):
        actions.end_membership(coordinator, membership=student.memberships.get())
    assert len(trail()) == 1


def test_the_last_coordinator_stays(diak, coordinator):
    with pytest.raises(Refusal):
        actions.end_membership(coordinator, membership=coordinator.memberships.get())
    assert coordinator.memberships.get().is_current


def test_of_two_coordinators_who_end_each_other_one_stays(diak, coordinator):
    other = MembershipFactory(institution=diak, role=Role.COORDINATOR)
    standing_of(other.user)  # Read before the first ending, as a request that began earlier would have.
    actions.end_membership(coordinator, membership=other)
    with pytest.raises(Refusal):
        actions.end_membership(other.user, membership=coordinator.memberships.get())
    assert coordinator.memberships.get().is_current


def test_a_coordinators_open_invitations_end_with_the_role(diak, coordinator):
    other = MembershipFactory(institution=diak, role=Role.COORDINATOR)
    theirs = InvitationFactory(institution=diak, invited_by=other.user)
    mine = InvitationFactory(institution=diak, invited_by=coordinator)
    actions.end_membership(coordinator, membership=other)
    theirs.refresh_from_db()
    mine.refresh_from_db()
    assert (theirs.withdrawn_at is None, mine.withdrawn_at is None) == (False, True)


@pytest.mark.parametrize(
    ("moment", "holds"),
    # Summer time: midnight in Helsinki is 21.00 UTC of the day before.
    [("2030-06-30T20:59:59Z", True), ("2030-06-30T21:00:00Z", False)],
)
@pytest.mark.parametrize("zone", ["Europe/Helsinki", "Asia/Tokyo", "America/Los_Angeles"])
def test_a_role_ends_at_midnight_in_helsinki_whatever_zone_its_holder_chose(client, diak, moment, holds, zone):
    user = UserFactory(time_zone=zone)
    MembershipFactory(user=user, institution=diak, valid_from="2029-01-01", valid_until=JUNE)
    with time_machine.travel(moment, tick=False):
        client.force_login(user)
        standing = client.get("/me/").context["request"].standing
        assert bool(standing.roles) is holds


@pytest.mark.parametrize(
    ("day", "may"), [("2030-06-30", True), ("2030-07-01", False), ("2020-01-01", True), ("2019-12-31", False)]
)
def test_new_things_carry_the_name_of_a_partner_from_the_first_day_to_the_last(diak, kamk, day, may):
    diak.partner_from, diak.partner_until = datetime.date(2020, 1, 1), JUNE
    diak.save()
    user = MembershipFactory(institution=diak, valid_from="2010-01-01").user
    with time_machine.travel(f"{day}T10:00:00Z", tick=False):
        assert standing_of(user).may_create_for(diak) is may
        assert not standing_of(user).may_create_for(kamk)


def test_reading_the_list_tells_each_person_once_and_not_the_reader(diak, coordinator, student, peer):
    rows = [*student.memberships.all(), *peer.memberships.all(), *coordinator.memberships.all()]
    rows.append(MembershipFactory(user=student, institution=diak, role=Role.STAFF))
    actions.record_reading_of_people(coordinator, institution=diak, memberships=rows)
    told = Entry.objects.filter(action="read_people").values_list("subject", flat=True)
    assert sorted(told) == sorted(keyed_id(person.public_id) for person in (student, peer))
