"""Joining and leaving groups."""

import pytest

from communities import actions
from communities.models import Member
from tests.factories.communities import GroupFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db


def test_join_takes_a_seat_and_leaves_a_trace(student):
    group = GroupFactory()
    member = actions.join_group(student, group=group, pseudonym="Vaalea kivi")
    group.refresh_from_db()
    assert (member.state, group.member_count) == ("active", 1)
    assert Entry.objects.get().action == "join_group"


def test_join_twice_is_one_membership(student):
    group = GroupFactory()
    first = actions.join_group(student, group=group, pseudonym="Vaalea kivi")
    assert actions.join_group(student, group=group, pseudonym="Tyyni lampi") == first
    group.refresh_from_db()
    assert group.member_count == 1


def test_join_a_full_group_is_refused(student, peer, stranger):
    group = GroupFactory(capacity=2)
    actions.join_group(peer, group=group, pseudonym="Vaalea kivi")
    actions.join_group(stranger, group=group, pseudonym="Tyyni lampi")
    with pytest.raises(Refusal):
        actions.join_group(student, group=group, pseudonym="Lempeä tuuli")
    group.refresh_from_db()
    assert group.member_count == 2
    assert not Member.objects.filter(user=student).exists()


def test_a_taken_pseudonym_is_refused_and_the_seat_given_back(student, peer):
    group = GroupFactory()
    actions.join_group(peer, group=group, pseudonym="Vaalea kivi")
    with pytest.raises(Refusal) as refusal:
        actions.join_group(student, group=group, pseudonym="vaalea KIVI")
    group.refresh_from_db()
    assert (refusal.value.field, group.member_count) == ("pseudonym", 1)


def test_ones_own_name_is_refused_as_pseudonym(student):
    with pytest.raises(Refusal) as refusal:
        actions.join_group(student, group=GroupFactory(), pseudonym="Iloinen Diakinen")
    assert refusal.value.field == "pseudonym"


def test_leaving_gives_the_seat_back_once_and_coming_back_keeps_the_pseudonym(student):
    group = GroupFactory()
    member = actions.join_group(student, group=group, pseudonym="Vaalea kivi")
    actions.leave_group(student, member=member)
    actions.leave_group(student, member=member)
    group.refresh_from_db()
    assert group.member_count == 0
    again = actions.join_group(student, group=group, pseudonym="Tyyni lampi")
    assert again.pseudonym == "Vaalea kivi"
