"""Who may do what with a group, every condition by itself."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from communities import rules
from communities.enums import Door, GroupState, JoinPolicy, MemberState
from tests.factories.communities import GroupFactory, MemberFactory
from tests.factories.institutions import MembershipFactory
from tests.factories.moderation import SuspensionFactory
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import forget_standing
from wellbeing_portal.moderation.queries import forget_suspensions

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(diak):
    return GroupFactory(owner=diak)


def end(place, *people):
    place.partner_until = date(2020, 1, 1)
    place.save()
    for person in people:
        forget_standing(person)


def test_keepers_are_moderators_and_coordinators_of_the_owner(group, moderator, coordinator, student, staff, kamk):
    assert rules.keeps_group(moderator, group)
    assert rules.keeps_group(coordinator, group)
    assert not rules.keeps_group(student, group)
    assert not rules.keeps_group(staff, group)
    assert not rules.keeps_group(moderator, GroupFactory(owner=kamk))
    assert not rules.keeps_group(AnonymousUser(), group)


def test_groups_are_made_for_ones_own_institution_while_it_is_a_partner(moderator, student, diak, kamk):
    MembershipFactory(user=moderator, institution=kamk, role=Role.STUDENT)
    assert rules.institutions_kept(moderator) == (diak,)
    assert rules.can_make_group(moderator)
    assert not rules.can_make_group(student)
    end(diak, moderator)
    assert rules.institutions_kept(moderator) == ()
    assert not rules.can_make_group(moderator)


def test_students_of_a_living_partner_propose(student, staff, diak):
    assert rules.can_propose_group(student)
    assert not rules.can_propose_group(staff)
    end(diak, student)
    assert not rules.can_propose_group(student)


@pytest.mark.parametrize(
    ("state", "to", "allowed"),
    [
        (GroupState.PROPOSED, GroupState.OPEN, True),
        (GroupState.DRAFT, GroupState.OPEN, True),
        (GroupState.OPEN, GroupState.OPEN, False),
        (GroupState.RESTING, GroupState.OPEN, True),
        (GroupState.CLOSED, GroupState.OPEN, True),
        (GroupState.DECLINED, GroupState.OPEN, False),
        (GroupState.OPEN, GroupState.RESTING, True),
        (GroupState.DRAFT, GroupState.RESTING, False),
        (GroupState.RESTING, GroupState.CLOSED, True),
        (GroupState.CLOSED, GroupState.RESTING, False),
        (GroupState.OPEN, "nonsense", False),
    ],
)
def test_a_group_moves_along_its_life_only(group, moderator, student, state, to, allowed):
    group.state = state
    assert rules.can_move_group(moderator, group, to) is allowed
    assert not rules.can_move_group(student, group, to)


def test_an_ended_partner_rests_and_closes_and_opens_nothing(group, moderator, diak):
    end(diak, moderator)
    group.owner = diak
    assert rules.can_move_group(moderator, group, GroupState.RESTING)
    assert rules.can_move_group(moderator, group, GroupState.CLOSED)
    group.state = GroupState.RESTING
    assert not rules.can_move_group(moderator, group, GroupState.OPEN)


def test_a_declined_proposal_is_not_edited_and_a_proposal_is_declined_once(group, moderator, student):
    assert rules.can_edit_group(moderator, group)
    assert not rules.can_decline_proposal(moderator, group)
    group.state = GroupState.PROPOSED
    assert rules.can_decline_proposal(moderator, group)
    assert not rules.can_decline_proposal(student, group)
    group.state = GroupState.DECLINED
    assert not rules.can_edit_group(moderator, group)
    assert not rules.can_decline_proposal(moderator, group)


def test_hosts_and_keepers_host(group, student, peer, moderator):
    host = MemberFactory(group=group, user=student, is_host=True)
    assert rules.can_host_group(student, group, host)
    assert rules.can_host_group(moderator, group, None)
    assert not rules.can_host_group(peer, group, MemberFactory(group=group, user=peer))
    host.state = MemberState.LEFT
    assert not rules.can_host_group(student, group, host)
    assert not rules.can_host_group(peer, group, None)


def test_where_the_training_is_required_keepers_host_after_it(group, student, moderator, settings):
    settings.MODERATION_TRAINING_REQUIRED = True
    host = MemberFactory(group=group, user=student, is_host=True)
    assert rules.can_host_group(student, group, host)
    assert not rules.can_host_group(moderator, group, None)


def test_who_removes_whom(group, student, peer, moderator):
    host = MemberFactory(group=group, user=student, is_host=True)
    member = MemberFactory(group=group, user=peer)
    other_host = MemberFactory(group=group, is_host=True)
    gone = MemberFactory(group=group, state=MemberState.LEFT)
    assert rules.can_remove_member(student, group, host, member)
    assert not rules.can_remove_member(student, group, host, other_host)
    assert rules.can_remove_member(moderator, group, None, other_host)
    assert not rules.can_remove_member(moderator, group, None, gone)
    assert not rules.can_remove_member(student, group, host, host)
    assert not rules.can_remove_member(peer, group, member, other_host)


def test_a_pseudonym_is_changed_once_before_the_first_post(group, student):
    member = MemberFactory(group=group, user=student)
    assert rules.can_change_pseudonym(member)
    assert not rules.can_change_pseudonym(None)
    for name, value in (("pseudonym_changed", True), ("post_count", 1), ("state", MemberState.LEFT)):
        assert not rules.can_change_pseudonym(MemberFactory(group=group, **{name: value}))


DOORS = [
    # policy, full, own history, door
    (JoinPolicy.OPEN, False, None, Door.JOIN),
    (JoinPolicy.OPEN, True, None, Door.FULL),
    (JoinPolicy.OPEN, False, MemberState.ACTIVE, Door.MEMBER),
    (JoinPolicy.OPEN, True, MemberState.ACTIVE, Door.MEMBER),
    (JoinPolicy.OPEN, False, MemberState.REMOVED, Door.REMOVED),
    (JoinPolicy.OPEN, False, MemberState.LEFT, Door.JOIN),
    (JoinPolicy.OPEN, False, MemberState.DECLINED, Door.DECLINED),
    (JoinPolicy.REQUEST, False, None, Door.ASK),
    (JoinPolicy.REQUEST, True, None, Door.ASK),
    (JoinPolicy.REQUEST, False, MemberState.REQUESTED, Door.WAITING),
    (JoinPolicy.REQUEST, False, MemberState.LEFT, Door.JOIN),
    (JoinPolicy.REQUEST, True, MemberState.LEFT, Door.FULL),
    (JoinPolicy.INVITATION, False, None, Door.INVITATION),
    (JoinPolicy.INVITATION, False, MemberState.LEFT, Door.JOIN),
]


@pytest.mark.parametrize(("policy", "full", "before", "door"), DOORS)
def test_how_an_open_group_stands_to_a_student(group, student, policy, full, before, door):
    group.join_policy = policy
    group.capacity, group.member_count = 2, 2 if full else 1
    member = MemberFactory(group=group, user=student, state=before) if before else None
    assert rules.door_of(student, group, member) == door
    assert rules.can_join_group(student, group, member) is (door == Door.JOIN)


def test_a_keeper_comes_in_without_asking(group, moderator):
    for policy in JoinPolicy:
        group.join_policy = policy
        assert rules.door_of(moderator, group, None) == Door.JOIN


def test_the_door_to_those_who_are_not_signed_in_and_to_a_group_that_is_not_open(group, student, diak):
    assert rules.door_of(AnonymousUser(), group, None) == Door.SIGN_IN
    group.state = GroupState.RESTING
    assert rules.door_of(student, group, None) == Door.SHUT
    group.state = GroupState.OPEN
    end(diak, student)
    assert rules.door_of(student, group, None) == Door.SHUT


def test_one_may_ask_again_when_the_no_is_a_month_old(group, student):
    group.join_policy = JoinPolicy.REQUEST
    old = timezone.now() - rules.ASK_AGAIN_AFTER - timedelta(minutes=1)
    member = MemberFactory(group=group, user=student, state=MemberState.DECLINED, since=old)
    assert rules.door_of(student, group, member) == Door.ASK


def test_an_invitation_opens_an_open_group_to_all_but_removed_people(group, student, peer, diak):
    assert rules.can_use_invite(student, group, None)
    for state, allowed in (
        (MemberState.DECLINED, True),
        (MemberState.REQUESTED, True),
        (MemberState.LEFT, True),
        (MemberState.REMOVED, False),
        (MemberState.ACTIVE, False),
    ):
        member = MemberFactory(group=group, state=state)
        assert rules.can_use_invite(student, group, member) is allowed
    assert not rules.can_use_invite(student, GroupFactory(state=GroupState.CLOSED), None)
    end(diak, student)
    assert not rules.can_use_invite(student, group, None)


def test_who_is_suspended_comes_in_by_no_door(group, student, diak):
    SuspensionFactory(user=student, place=diak, decision__item__place=diak)
    forget_suspensions()
    assert rules.door_of(student, group, None) == Door.SUSPENDED
    assert not rules.can_use_invite(student, group, None)


def test_only_active_members_of_an_open_group_write(group, student):
    member = MemberFactory(group=group, user=student)
    assert rules.can_post_in_group(member)
    assert not rules.can_post_in_group(None)
    group.state = GroupState.RESTING
    assert not rules.can_post_in_group(member)
    group.state, member.state = GroupState.OPEN, MemberState.LEFT
    assert not rules.can_post_in_group(member)


def test_what_the_page_offers(group, student, moderator):
    kept = rules.abilities(moderator, group, None)
    assert {name for name, may in kept.items() if may} == {"can_host", "can_edit", "can_rest", "can_close"}
    member = MemberFactory(group=group, user=student)
    assert {name for name, may in rules.abilities(student, group, member).items() if may} == {"can_post"}
