"""Who may do what with what is written."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communities import rules
from communities.enums import GroupState, MemberState
from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(diak, student):
    return PostFactory(thread=ThreadFactory(author=MemberFactory(user=student, group=GroupFactory(owner=diak))))


@pytest.fixture
def other(post, peer):
    return MemberFactory(user=peer, group=post.thread.group)


VERBS = (rules.can_edit_post, rules.can_delete_post, rules.can_react_to_post)


def of(member, post):
    return [verb(member, post) for verb in VERBS]


def test_the_writer_edits_and_removes_and_others_react(post, other):
    assert of(post.author, post) == [True, True, False]
    assert of(other, post) == [False, False, True]
    assert of(None, post) == [False, False, False]


@pytest.mark.parametrize("gone", ["deleted_at", "hidden_at"])
def test_what_is_gone_is_neither_edited_nor_reacted_to(post, other, gone):
    setattr(post, gone, timezone.now())
    assert of(post.author, post) == [False, True, False]
    assert of(other, post) == [False, False, False]


def test_the_writer_changes_what_waits_until_it_is_answered(post, other):
    """Also where the conversation itself is not shown yet; nobody else does."""
    post.held_at = post.thread.held_at = timezone.now()
    post.position = None
    assert of(post.author, post) == [True, False, False]
    assert of(other, post) == [False, False, False]
    for place, name in ((post.thread, "hidden_at"), (post, "declined_at")):
        setattr(place, name, timezone.now())
        assert not rules.can_edit_post(post.author, post)
        setattr(place, name, None)
    post.thread.is_closed = True
    assert not rules.can_edit_post(post.author, post)
    post.thread.is_closed, post.author.muted_until = False, timezone.now() + timedelta(days=1)
    assert not rules.can_edit_post(post.author, post)


@pytest.mark.parametrize("why", ["closed", "hidden", "resting"])
def test_where_nobody_writes_one_still_removes_ones_own(post, other, why):
    if why == "closed":
        post.thread.is_closed = True
    elif why == "hidden":
        post.thread.hidden_at = timezone.now()
    else:
        post.author.group.state = other.group.state = GroupState.RESTING
    assert of(post.author, post) == [False, True, False]
    assert of(other, post) == [False, False, False]
    assert not rules.can_post_in_thread(other, post.thread)


def test_who_left_does_nothing(post):
    post.author.state = MemberState.LEFT
    assert of(post.author, post) == [False, False, False]
    assert not rules.can_read_as_member(post.author)


def test_a_removal_is_undone_while_the_time_lasts(post, other):
    now = timezone.now()
    assert rules.can_undelete_post(post.author, post, now=now)
    post.deleted_at = now
    assert rules.can_undelete_post(post.author, post, now=now + timedelta(minutes=9))
    assert not rules.can_undelete_post(post.author, post, now=now + rules.UNDO_TIME)
    assert not rules.can_undelete_post(other, post, now=now)


def test_history_is_for_the_writer_and_those_who_look_after_the_group(post, other, student, peer, moderator, stranger):
    seen = {
        "writer": rules.can_read_history(student, post.author, post),
        "other": rules.can_read_history(peer, other, post),
        "keeper": rules.can_read_history(moderator, None, post),
        "stranger": rules.can_read_history(stranger, None, post),
    }
    assert seen == {"writer": True, "other": False, "keeper": True, "stranger": False}


def test_abilities_are_worked_out_once_for_the_thread(post, other, peer, moderator):
    assert rules.abilities_in_thread(peer, other, post.thread) == rules.ThreadAbilities(write=True, moderate=False)
    other.is_host = True
    assert rules.abilities_in_thread(peer, other, post.thread) == rules.ThreadAbilities(write=True, moderate=True)
    assert rules.abilities_in_thread(moderator, None, post.thread) == rules.ThreadAbilities(write=False, moderate=True)
