"""Writing in groups."""

import uuid

import pytest

from communities import actions
from communities.models import Post, Thread
from tests.factories.communities import MemberFactory, ThreadFactory

pytestmark = pytest.mark.django_db


def test_the_same_form_sent_twice_makes_one_thread_and_one_post(student):
    member = MemberFactory(user=student)
    once = uuid.uuid4()
    for _time in range(2):
        actions.start_thread(member, title="Hei", body="Moi **kaikki**", once=once)
    assert (Thread.objects.count(), Post.objects.get().position) == (1, 1)


def test_posts_take_the_next_position_and_a_repeat_finds_the_first(student):
    thread = ThreadFactory(author=MemberFactory(user=student))
    once = uuid.uuid4()
    first = actions.publish_post(thread.author, thread=thread, body="yksi", once=once)
    assert actions.publish_post(thread.author, thread=thread, body="yksi", once=once) == first
    assert actions.publish_post(thread.author, thread=thread, body="kaksi").position == 2
