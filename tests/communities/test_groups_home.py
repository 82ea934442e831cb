"""What of peer groups waits for a person at home."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone, translation

from communities import queries
from communities.enums import GroupState, JoinPolicy, MemberState
from tests.factories.communities import GroupFactory, MemberFactory, ThreadFactory, ThreadReadFactory
from tests.factories.institutions import CampusFactory
from wellbeing_portal.institutions.enums import Audience

pytestmark = pytest.mark.django_db


def days_ago(days):
    return timezone.now() - timedelta(days=days)


def test_my_groups_come_liveliest_first_and_quiet_ones_last(student, diak):
    for slug, last in (("quiet", None), ("old", days_ago(9)), ("fresh", days_ago(1))):
        MemberFactory(user=student, group=GroupFactory(owner=diak, slug=slug, last_post_at=last))
    MemberFactory(user=student, state=MemberState.LEFT)
    assert [member.group.slug for member in queries.my_groups(student, 9)] == ["fresh", "old", "quiet"]


def test_new_posts_are_counted_as_on_the_page_of_the_group(student, peer, diak):
    group = GroupFactory(owner=diak)
    mine = MemberFactory(user=student, group=group, all_read_at=days_ago(2))
    writer = MemberFactory(user=peer, group=group)
    old = {"author": writer, "created_at": days_ago(9)}
    opened = ThreadFactory(**old, post_count=5, last_post_at=days_ago(1))
    ThreadReadFactory(thread=opened, member=mine, position=3)
    ThreadFactory(**old, post_count=40, last_post_at=days_ago(1))
    ThreadFactory(author=writer, created_at=days_ago(1), post_count=4, last_post_at=days_ago(1))
    ThreadFactory(**old, post_count=7, last_post_at=days_ago(3))
    ThreadFactory(**old, post_count=7, last_post_at=days_ago(1), hidden_at=timezone.now())
    assert [member.new_posts for member in queries.my_groups(student, 9)] == [2 + 1 + 4]


def test_what_was_written_before_joining_is_not_new(student, peer, diak):
    group = GroupFactory(owner=diak)
    MemberFactory(user=student, group=group, all_read_at=days_ago(1))
    ThreadFactory(author=MemberFactory(user=peer, group=group), post_count=9, last_post_at=days_ago(4))
    assert [member.new_posts for member in queries.my_groups(student, 9)] == [0]


@pytest.mark.parametrize("rows", [1, 3])
def test_my_groups_cost_one_query(student, diak, rows, django_assert_num_queries):
    for _row in range(rows):
        MemberFactory(user=student, group=GroupFactory(owner=diak))
    queries.my_groups(student, 9)
    with django_assert_num_queries(1):
        assert len({member.group.title for member in queries.my_groups(student, 9)}) == rows


def test_requests_wait_until_answered_and_an_answer_is_shown_for_a_while(student, diak):
    group = GroupFactory(owner=diak)
    waits = MemberFactory(user=student, group=group, state=MemberState.REQUESTED, asked_at=days_ago(30))
    lately = MemberFactory(user=student, state=MemberState.DECLINED, asked_at=days_ago(9), since=days_ago(1))
    MemberFactory(user=student, state=MemberState.DECLINED, asked_at=days_ago(40), since=days_ago(20))
    accepted = MemberFactory(user=student, asked_at=days_ago(9), since=days_ago(2))
    MemberFactory(user=student, asked_at=days_ago(9), since=days_ago(2), last_visit_at=days_ago(1))
    MemberFactory(user=student)
    assert set(queries.waiting_for(student).mine) == {waits, lately, accepted}


def test_keepers_see_how_many_requests_and_proposals_wait(student, peer, moderator, stranger, diak):
    asked = GroupFactory(owner=diak, join_policy=JoinPolicy.REQUEST)
    for user in (student, peer):
        MemberFactory(user=user, group=asked, state=MemberState.REQUESTED)
    mine = GroupFactory(owner=diak, state=GroupState.PROPOSED, proposed_by=student)
    MemberFactory(user=stranger, group=asked, is_host=True)
    kept, hosted, proposer = (queries.waiting_for(user) for user in (moderator, stranger, student))
    assert (kept.requests_to_answer, kept.proposals_to_answer) == (2, 1)
    assert (hosted.requests_to_answer, hosted.proposals_to_answer) == (2, 0)
    assert (proposer.requests_to_answer, proposer.proposals) == (0, [mine])


def test_nothing_waits_for_somebody_who_is_not_signed_in(db):
    waiting = queries.waiting_for(AnonymousUser())
    assert (waiting.mine, waiting.proposals, waiting.requests_to_answer) == ([], [], 0)
    assert queries.suggested_group(AnonymousUser()) is None


def test_the_suggestion_is_near_first_then_in_the_same_town_then_in_the_language(student, diak, kamk):
    CampusFactory(institution=diak, city="Pori")
    far = GroupFactory(owner=kamk, last_post_at=timezone.now())
    town = GroupFactory(owner=kamk, city="Pori")
    own = GroupFactory(owner=diak)
    seen = []
    with translation.override("fi"):
        for _time in range(3):
            suggestion = queries.suggested_group(student)
            seen.append((suggestion.group, suggestion.reason))
            MemberFactory(user=student, group=suggestion.group, state=MemberState.LEFT)
        assert queries.suggested_group(student) is None
    assert seen == [(own, "own"), (town, "city"), (far, "language")]


def test_no_full_closed_foreign_or_invited_group_is_suggested(student, stranger, diak, kamk):
    GroupFactory(owner=diak, capacity=2, member_count=2)
    GroupFactory(owner=diak, state=GroupState.RESTING)
    GroupFactory(owner=diak, join_policy=JoinPolicy.INVITATION)
    GroupFactory(owner=kamk, audience=Audience.OWN)
    GroupFactory(owner=diak, speaks_fi=False, speaks_sv=True)
    with translation.override("fi"):
        assert queries.suggested_group(student) is None
