"""What blocking does and refuses."""

import pytest

from communities import queries
from communities.actions import MOST_A_DAY, block_member, block_person, fold_member, take_back_block
from communities.models import Block, MemberMute
from communities.rules import can_block_member
from tests.factories.communities import GroupFactory, MemberFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(student):
    return MemberFactory(user=student)


@pytest.fixture
def other(me, peer):
    return MemberFactory(user=peer, group=me.group)


def test_twice_is_once_and_the_trail_does_not_say_whom(me, other, peer):
    assert block_member(me, member=other) == block_member(me, member=other)
    (entry,) = Entry.objects.filter(action="block_person")
    assert not any(str(said) in str(vars(entry)) for said in (peer.public_id, other.public_id, other.pseudonym))


def test_nobody_blocks_themselves(me, student):
    with pytest.raises(Refusal):
        block_person(student, whom=student, group=me.group, name="minä")
    with pytest.raises(Refusal):
        fold_member(me, member=me, on=True)


def test_a_host_neither_blocks_nor_is_blocked(me, other):
    me.is_host = True
    with pytest.raises(Refusal):
        block_member(me, member=other)
    me.is_host, other.is_host = False, True
    with pytest.raises(Refusal):
        block_member(me, member=other)


def test_only_members_of_one_group_block_each_other(me, other):
    for somebody, whom in ((None, other), (me, me), (me, MemberFactory())):
        assert not can_block_member(somebody, whom)


def test_a_day_has_room_for_so_many_blocks(me):
    for _number in range(MOST_A_DAY):
        block_member(me, member=MemberFactory(group=me.group))
    with pytest.raises(Refusal):
        block_member(me, member=MemberFactory(group=me.group))


def test_one_person_may_be_blocked_under_two_names(student, peer):
    here, elsewhere = GroupFactory(), GroupFactory()
    first = block_person(student, whom=peer, group=here, name="Kuusi")
    block_person(student, whom=peer, group=elsewhere, name="Juna")
    take_back_block(student, block=first)
    take_back_block(student, block=first)
    assert Entry.objects.filter(action="take_back_block").count() == 1
    assert queries.hidden_people(student, here) == frozenset()
    assert queries.hidden_people(student, elsewhere) == {peer.pk}


def test_folding_twice_is_once(me, other):
    for _time in range(2):
        fold_member(me, member=other, on=True)
    assert MemberMute.objects.count() == 1
    assert Block.objects.count() == 0
    for _time in range(2):
        fold_member(me, member=other, on=False)
    assert MemberMute.objects.count() == 0
