"""Queries compiled once say what they say when built anew."""

import datetime
import uuid

import pytest

from communities.models import Post, Thread
from tests.factories.communities import PostFactory, ThreadFactory
from wellbeing_portal.kernel.prepared import Prepared

pytestmark = pytest.mark.django_db


def posts_of(thread, public_id):
    found = Post.objects.filter(thread=thread, public_id=public_id)
    return found.values_list("public_id", "position", "reactions", "created_at")


def test_a_prepared_query_answers_as_the_queryset_does(django_assert_num_queries):
    query = Prepared(posts_of, thread=int, public_id=uuid.UUID)
    posts = [PostFactory(reactions={"heard": 2}) for _number in range(2)]
    for post in posts:
        with django_assert_num_queries(1):
            rows = query.rows(thread=post.thread_id, public_id=post.public_id)
        assert rows == list(posts_of(post.thread_id, post.public_id))
        assert isinstance(rows[0][3], datetime.datetime)
    assert query.rows(thread=posts[0].thread_id, public_id=posts[1].public_id) == []


def test_rows_that_need_no_converting_are_answered_too():
    thread = ThreadFactory()
    query = Prepared(lambda thread: Thread.objects.filter(pk=thread).values_list("title"), thread=int)
    assert query.rows(thread=thread.pk) == [(thread.title,)]


def test_a_query_that_forgets_an_argument_is_refused():
    query = Prepared(lambda thread, other: Thread.objects.filter(pk=thread).values_list("pk"), thread=int, other=int)
    with pytest.raises(ValueError, match="does not use other"):
        query.rows(thread=1, other=2)
