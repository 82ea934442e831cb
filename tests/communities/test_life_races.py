"""Hosts, writers and voters who press at the same moment, on the database the tests run on."""

import pytest
from django.utils import timezone

from communities import actions
from communities.enums import Face
from communities.models import Ballot, Member, MoodCount, MoodSeen, Post
from communities.queries import this_week
from tests.communities.test_groups_races import rush
from tests.factories.communities import (
    GroupFactory,
    HeldPostFactory,
    MemberFactory,
    PollFactory,
    PostFactory,
    ThreadFactory,
)
from wellbeing_portal.kernel.refusal import Refusal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CROWD = 8


@pytest.fixture
def post():
    return PostFactory(author__group=GroupFactory(asks_mood=True, trust_after=0))


@pytest.fixture
def thread(post):
    return post.thread


def test_what_several_hosts_let_through_while_others_write_leaves_no_gap(thread):
    group = thread.group
    hosts = MemberFactory.create_batch(2, group=group, is_host=True)
    writers = MemberFactory.create_batch(CROWD, group=group)
    held = [HeldPostFactory(thread=thread, author=writer) for writer in writers]
    presses = [lambda host=host, one=one: actions.let_through(host.user, post=one) for one in held for host in hosts]
    writing = [lambda one=one: actions.publish_post(one, thread=thread, body="Moi") for one in writers]
    rush([*presses, *writing])
    thread.refresh_from_db()
    positions = list(Post.objects.filter(thread=thread).order_by("position").values_list("position", flat=True))
    assert (positions, thread.post_count) == (list(range(1, 2 * CROWD + 2)), 2 * CROWD + 1)
    assert set(Member.objects.filter(pk__in=[one.pk for one in writers]).values_list("passed", "post_count")) == {
        (1, 2)
    }


def attempt(act):
    try:
        act()
    except (Refusal, actions.ChangedSinceError):
        return


def test_a_host_shows_the_text_they_have_read_or_none(thread):
    host = MemberFactory(group=thread.group, is_host=True)
    begun = HeldPostFactory(thread=ThreadFactory(author=MemberFactory(group=thread.group), held_at=timezone.now()))
    held = [begun, *[HeldPostFactory(thread=thread, body="luettu") for _number in range(CROWD)]]
    Post.objects.filter(pk=begun.pk).update(body="luettu")
    new = {"body": "lukematta", "version": 1, "title": "lukematta"}
    presses = [
        press
        for one in held
        for press in (
            lambda one=one: attempt(lambda: actions.let_through(host.user, post=one, version=1)),
            lambda one=one: attempt(lambda: actions.edit_waiting_post(one.author, post=one, **new)),
        )
    ]
    rush(presses)
    rows = Post.objects.filter(pk__in=[one.pk for one in held])
    assert {(row.body, row.held_at is None) for row in rows} <= {("luettu", True), ("lukematta", False)}


def test_a_post_is_either_let_through_or_taken_back(thread):
    host = MemberFactory(group=thread.group, is_host=True)
    held = [HeldPostFactory(thread=thread) for _number in range(CROWD)]
    presses = [
        press
        for one in held
        for press in (
            lambda one=one: attempt(lambda: actions.let_through(host.user, post=one)),
            lambda one=one: attempt(lambda: actions.withdraw_post(one.author, post=one)),
        )
    ]
    rush(presses)
    thread.refresh_from_db()
    left = list(Post.objects.filter(thread=thread).order_by("position").values_list("position", flat=True))
    assert left == list(range(1, thread.post_count + 1))


def test_one_member_who_answers_in_many_tabs_answers_once(thread):
    poll = PollFactory(thread=thread)
    member = thread.author
    rush([lambda: actions.vote(member, poll=poll, chosen=[1]) for _time in range(CROWD)])
    rush([lambda: actions.tell_mood(member, face=Face.FINE) for _time in range(CROWD)])
    assert (Ballot.objects.count(), MoodSeen.objects.count()) == (1, 1)
    assert MoodCount.objects.get(group=thread.group, week=this_week(), face=Face.FINE).count == 1


def test_every_answer_of_a_crowd_is_counted(thread):
    members = MemberFactory.create_batch(CROWD, group=thread.group)
    rush([lambda one=one: actions.tell_mood(one, face=Face.FINE) for one in members])
    assert MoodCount.objects.get(group=thread.group, week=this_week(), face=Face.FINE).count == CROWD
