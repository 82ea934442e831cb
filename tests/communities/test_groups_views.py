"""Pages of peer groups, for everybody who may come by."""

import pytest
from django.urls import reverse

from tests.factories.communities import GroupFactory
from wellbeing_portal.institutions.enums import Audience

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"communities:{name}", args=args)


def test_a_public_card_is_read_signed_out(client, diak):
    GroupFactory(owner=diak, title_fi="Uni ja illat", card_public=True)
    GroupFactory(owner=diak, title_fi="Vain omille")
    page = client.get(url("group_list")).content.decode()
    assert "Uni ja illat" in page
    assert "Vain omille" not in page


def test_the_journey_from_list_to_post(client, student, diak):
    group = GroupFactory(owner=diak, slug="uni")
    client.force_login(student)
    assert client.get(url("group_join", "uni")).status_code == 200
    joined = client.post(url("group_join", "uni"), {"pseudonym": "Vaalea kivi", "accept": "on"})
    assert (joined.status_code, joined.headers["Location"]) == (303, url("group_page", "uni"))
    started = client.post(url("thread_new", "uni"), {"title": "Hei", "body": "Moi <script>alert(1)</script>"})
    page = client.get(started.headers["Location"]).content.decode()
    assert "Vaalea kivi" in page
    assert "<script>alert" not in page
    assert student.email not in page
    left = client.post(url("group_leave", "uni"))
    group.refresh_from_db()
    assert (left.status_code, group.member_count) == (303, 0)


def test_joining_without_the_rules_keeps_what_was_typed(client, student, diak):
    GroupFactory(owner=diak, slug="uni")
    client.force_login(student)
    answer = client.post(url("group_join", "uni"), {"pseudonym": "Vaalea kivi"})
    assert answer.status_code == 422
    assert "Vaalea kivi" in answer.content.decode()


def test_a_stranger_finds_no_group_of_another_institution(client, stranger, diak):
    GroupFactory(owner=diak, slug="uni", audience=Audience.OWN)
    client.force_login(stranger)
    for name in ("group_page", "group_join", "thread_new"):
        assert client.get(url(name, "uni")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three_groups(client, student, diak, rows, django_assert_num_queries):
    GroupFactory.create_batch(rows, owner=diak)
    client.force_login(student)
    with django_assert_num_queries(6):
        assert client.get(url("group_list")).status_code == 200
