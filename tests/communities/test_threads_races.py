"""Many people in one thread at once, on the database the tests run on; and what a very long thread costs there."""

import uuid

import pytest
from django.db import connection

from communities import actions
from communities.models import Post, PostRevision, Reaction, Thread, ThreadRead
from communities.queries import PostsByPosition
from communities.queries.threads import _posts_between
from tests.communities.test_groups_races import rush
from tests.factories.communities import MemberFactory, PostFactory, ThreadFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CROWD = 16
LONG = 10_000


@pytest.fixture
def post():
    return PostFactory(thread=ThreadFactory())


@pytest.fixture
def crowd(post):
    return MemberFactory.create_batch(CROWD, group=post.thread.group)


def test_posts_of_a_crowd_leave_no_gap(post, crowd):
    thread = post.thread
    rush([lambda one=one: actions.publish_post(one, thread=thread, body="Moi") for one in crowd])
    thread.refresh_from_db()
    positions = list(thread.posts.order_by("position").values_list("position", flat=True))
    assert (positions, thread.post_count) == (list(range(1, CROWD + 2)), CROWD + 1)


def test_one_form_sent_many_times_at_once_is_one_thread(crowd):
    once = uuid.uuid4()
    rush([lambda: actions.start_thread(crowd[0], title="Hei", body="Moi", once=once) for _time in range(8)])
    assert (Thread.objects.filter(once=once).count(), Post.objects.filter(once=once).count()) == (1, 1)


def test_racing_reactions_keep_the_count_at_the_rows(post, crowd):
    tries = [
        lambda one=one, on=on: actions.react_to_post(one, post=post, kind="heard", on=on)
        for one in crowd
        for on in (True, False, True)
    ]
    rush(tries)
    post.refresh_from_db()
    assert post.reactions.get("heard", 0) == Reaction.objects.filter(post=post, kind="heard").count()


def test_racing_edits_of_one_version_save_one(post):
    def edit(number):
        try:
            actions.edit_post(post.author, post=post, body=f"Teksti {number}", version=1)
        except actions.ChangedSinceError:
            return

    rush([lambda number=number: edit(number) for number in range(8)])
    post.refresh_from_db()
    assert (post.version, PostRevision.objects.count()) == (2, 1)


def test_racing_marks_end_at_the_farthest(post, crowd):
    thread = post.thread
    PostFactory.create_batch(9, thread=thread)
    rush([lambda to=to: actions.mark_thread_read(crowd[0], thread=thread, position=to) for to in range(1, 11)])
    assert ThreadRead.objects.get(member=crowd[0]).position == 10


def test_the_last_page_of_a_long_thread_is_one_range_of_the_index(post, django_assert_num_queries):
    thread = post.thread
    Post.objects.bulk_create(
        Post(thread=thread, author=post.author, position=position, body="a", body_html="a", language="fi")
        for position in range(2, LONG + 1)
    )
    thread.post_count = LONG
    with django_assert_num_queries(1):
        page = PostsByPosition(thread)[LONG - 20 : LONG]
    assert [row["position"] for row in page] == list(range(LONG - 19, LONG + 1))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE communities_post")
        plan = _posts_between(thread.pk, LONG - 20, LONG).explain()
        assert "Index Scan using communities_post_position" in plan
        assert "Seq Scan on communities_post" not in plan
