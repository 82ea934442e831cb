"""Who is hidden from whom."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from communities import queries
from tests.factories.communities import BlockFactory, GroupFactory, MemberFactory, MemberMuteFactory

pytestmark = pytest.mark.django_db


def test_whom_i_blocked_is_hidden_in_that_group_only(student, peer):
    here, elsewhere = GroupFactory(), GroupFactory()
    BlockFactory(by=student, whom=peer, group=here)
    assert queries.hidden_people(student, here) == {peer.pk}
    assert queries.hidden_people(student, elsewhere) == frozenset()
    assert queries.hidden_people(student) == {peer.pk}


def test_who_blocked_me_is_hidden_everywhere(student, peer):
    here, elsewhere = GroupFactory(), GroupFactory()
    BlockFactory(by=peer, whom=student, group=here)
    assert queries.hidden_people(student, here) == queries.hidden_people(student, elsewhere) == {peer.pk}


def test_a_block_that_was_taken_back_hides_nobody(student, peer):
    block = BlockFactory(by=student, whom=peer, ended_at=timezone.now() + datetime.timedelta(minutes=1))
    assert queries.hidden_people(student, block.group) == queries.hidden_people(peer, block.group) == frozenset()


def test_nobody_is_hidden_from_who_is_signed_out(db):
    assert queries.hidden_people(AnonymousUser()) == frozenset()


def test_blocks_are_read_once_for_a_person(student, peer, django_assert_num_queries):
    BlockFactory(by=student, whom=peer)
    with django_assert_num_queries(1):
        assert queries.hidden_people(student) == queries.hidden_people(student) == {peer.pk}
    queries.forget_fences(student)
    with django_assert_num_queries(1):
        queries.fences_of(student)


def test_muted_members_are_those_of_the_member(student):
    me = MemberFactory(user=student)
    mute = MemberMuteFactory(by=me)
    MemberMuteFactory(whom=me)
    assert queries.muted_members(me) == {mute.whom.pk}
    assert queries.muted_members(None) == frozenset()
