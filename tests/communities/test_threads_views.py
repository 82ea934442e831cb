"""Pages of conversations, for everybody who may come by."""

import pytest
from django.urls import reverse

from communities import actions
from communities.enums import GroupState
from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"communities:{name}", args=args)


def test_a_thread_is_404_for_those_who_have_not_joined(client, student, peer, diak):
    post = PostFactory(thread=ThreadFactory(author=MemberFactory(user=peer, group=GroupFactory(owner=diak))))
    client.force_login(student)
    assert client.get(url("thread_page", post.thread.public_id)).status_code == 404


def test_a_resting_group_takes_no_posts(client, student, diak):
    group = GroupFactory(owner=diak, slug="uni")
    member = actions.join_group(student, group=group, pseudonym="Vaalea kivi")
    thread = actions.start_thread(member, title="Hei", body="Moi")
    group.state = GroupState.RESTING
    group.save()
    client.force_login(student)
    assert client.post(url("thread_page", thread.public_id), {"body": "Vielä"}).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_a_thread_costs_the_same_for_one_and_three_posts(client, student, diak, rows, django_assert_num_queries):
    thread = ThreadFactory(author=MemberFactory(user=student, group=GroupFactory(owner=diak)))
    PostFactory.create_batch(rows, thread=thread)
    client.force_login(student)
    with django_assert_num_queries(6):
        assert client.get(url("thread_page", thread.public_id)).status_code == 200
