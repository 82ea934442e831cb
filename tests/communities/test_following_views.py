"""Following a conversation from its page."""

import pytest

from communities.models import ThreadFollow
from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def thread(client, diak, student, peer):
    group = GroupFactory(owner=diak)
    client.force_login(student)
    MemberFactory(user=student, group=group)
    return PostFactory(thread=ThreadFactory(author=MemberFactory(user=peer, group=group))).thread


def test_the_menu_offers_to_follow_and_then_to_stop(client, thread):
    page = thread.get_absolute_url()
    for verb, other, on in (("follow", "unfollow", True), ("unfollow", "follow", False)):
        assert f'formaction="{page}{verb}/"' in client.get(page).content.decode()
        response = client.post(f"{page}{verb}/")
        assert (response.status_code, response.headers["Location"]) == (303, page)
        assert list(ThreadFollow.objects.values_list("on", flat=True)) == [on]
        assert f'formaction="{page}{other}/"' in client.get(page).content.decode()


def test_who_reads_by_role_follows_nothing(client, thread, people):
    client.force_login(people.moderator)
    page = thread.get_absolute_url()
    assert client.post(f"{page}follow/").status_code == 403
    assert "follow/" not in client.get(f"{page}keeping/").content.decode()
