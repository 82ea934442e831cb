"""Queries compiled once say what they say when built anew."""

import datetime
import uuid

import pytest
from django.db.models import F
from django.utils import translation

from communities.models import Group, Post, Thread
from tests.factories.communities import GroupFactory, PostFactory, ThreadFactory
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


def test_moments_are_arguments_too():
    def made_between(begin, end):
        return Post.objects.filter(created_at__gte=begin, created_at__lt=end).order_by("pk").values_list("pk")

    query = Prepared(made_between, begin=datetime.datetime, end=datetime.datetime)
    post = PostFactory()
    tick = datetime.timedelta(microseconds=1)
    assert query.rows(begin=post.created_at, end=post.created_at + tick) == [(post.pk,)]
    assert query.rows(begin=post.created_at - tick, end=post.created_at) == []


def test_rows_that_need_no_converting_are_answered_too():
    thread = ThreadFactory()
    query = Prepared(lambda thread: Thread.objects.filter(pk=thread).values_list("title"), thread=int)
    assert query.rows(thread=thread.pk) == [(thread.title,)]


def test_a_query_that_forgets_an_argument_is_refused():
    query = Prepared(lambda thread, other: Thread.objects.filter(pk=thread).values_list("pk"), thread=int, other=int)
    with pytest.raises(ValueError, match="does not use other"):
        query.rows(thread=1, other=2)


def test_models_come_with_their_relations_and_annotations(django_assert_num_queries):
    threads = [ThreadFactory() for _number in range(3)]

    def build(title):
        rows = Thread.objects.exclude(title=title).select_related("author__group").order_by("-pk")
        return rows.annotate(double=F("post_count") * 2)

    query = Prepared(build, title=str)
    with django_assert_num_queries(1):
        found = query.rows(title=threads[1].title)
        assert [(row, row.author.group, row.double) for row in found] == [
            (thread, thread.group, thread.post_count * 2) for thread in (threads[2], threads[0])
        ]
    assert (query.rows(slice(1, 2), title="none"), query.count(title="none")) == ([threads[1]], 3)
    assert query.count(title=threads[0].title) == 2


def test_each_language_has_its_own_query(diak):
    GroupFactory(owner=diak, title_fi="Metsä", title_sv="Skog")
    query = Prepared(lambda title: Group.objects.filter(title=title), title=str)
    found = {}
    for code, title in (("fi", "Metsä"), ("sv", "Skog")):
        with translation.override(code):
            found[code] = query.count(title=title)
    assert found == {"fi": 1, "sv": 1}
