"""Looking after conversations: hosts as members, keepers by their role."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from communities import actions, tasks
from communities.models import Post, PostRevision
from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.fields import encrypt

pytestmark = pytest.mark.django_db


def url(name, thing):
    return reverse(f"communities:{name}", args=[thing.public_id])


@pytest.fixture
def post(diak, peer):
    group = GroupFactory(owner=diak, slug="uni")
    return PostFactory(thread=ThreadFactory(author=MemberFactory(user=peer, group=group)))


@pytest.fixture
def host(client, student, post):
    client.force_login(student)
    return MemberFactory(user=student, group=post.thread.group, is_host=True)


@pytest.fixture
def keeper(client, moderator):
    secret = {"secret": encrypt("JBSWY3DP")}
    Authenticator.objects.create(user=moderator, type=Authenticator.Type.TOTP, data=secret)
    client.force_login(moderator)
    return moderator


def test_a_student_who_hosts_needs_no_second_factor(client, host, post):
    thread = post.thread
    for verb, typed in (("pin", {}), ("close", {"reason": "Jatketaan muualla"}), ("hide", {"reason": "Riitaa"})):
        assert client.post(url(f"thread_{verb}", thread), typed).headers["Location"] == thread.get_absolute_url()
    thread.refresh_from_db()
    assert (thread.is_pinned, thread.closed_reason, thread.hidden_reason) == (True, "Jatketaan muualla", "Riitaa")
    page = client.get(thread.get_absolute_url()).content.decode()
    assert all(url(f"thread_{verb}", thread) in page for verb in ("unpin", "reopen", "restore"))
    for verb in ("unpin", "reopen", "restore"):
        client.post(url(f"thread_{verb}", thread))
    thread.refresh_from_db()
    assert (thread.is_pinned, thread.is_closed, thread.hidden_at) == (False, False, None)


def test_a_host_hides_a_post_with_a_reason_and_shows_it_again(client, host, post):
    assert client.get(url("post_hide", post)).status_code == 200
    assert client.post(url("post_hide", post), {"reason": ""}).status_code == 422
    assert client.post(url("post_hide", post), {"reason": "Nimi"}).status_code == 303
    page = client.get(post.get_absolute_url()).content.decode()
    assert ("Nimi" in page, post.body in page) == (True, True)
    assert client.post(url("post_restore", post)).status_code == 303
    post.refresh_from_db()
    assert post.hidden_at is None


def test_a_keeper_reads_through_their_own_door_and_leaves_a_trace(client, keeper, post):
    answer = client.get(post.thread.get_absolute_url(), {"page": "1"})
    door = f"{url('thread_keeping', post.thread)}?page=1"
    assert (answer.status_code, answer.headers["Location"]) == (303, door)
    page = client.get(door).content.decode()
    assert (post.body in page, 'id="write"' in page) == (True, False)
    assert list(Entry.objects.values_list("action", flat=True)) == ["read_thread", "read_posts"]
    assert client.post(url("thread_hide", post.thread), {"reason": "Riitaa"}).status_code == 303
    assert client.get(door).status_code == 200


def test_a_keeper_without_a_second_factor_is_sent_to_set_one_up(client, moderator, post):
    client.force_login(moderator)
    for name, thing in (("thread_keeping", post.thread), ("thread_hide", post.thread), ("post_hide", post)):
        answer = client.get(url(name, thing))
        assert (answer.status_code, answer.headers["Location"]) == (303, "/accounts/2fa/")


def test_a_keeper_who_is_a_member_reads_as_one(client, keeper, post):
    MemberFactory(user=keeper, group=post.thread.group)
    assert client.get(post.thread.get_absolute_url()).status_code == 200
    assert client.get(url("thread_keeping", post.thread)).headers["Location"] == post.thread.get_absolute_url()
    assert not Entry.objects.exists()


def test_the_command_forgets_removed_texts(post, capsys):
    actions.delete_post(post.author, post=post)
    call_command("wipe_deleted_posts")
    assert (capsys.readouterr().out, PostRevision.objects.count()) == ("0 texts were forgotten.\n", 1)


def test_the_clock_forgets_removed_texts(post):
    actions.delete_post(post.author, post=post)
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now() - timedelta(minutes=11))
    tasks.wipe_deleted_posts()
    assert not PostRevision.objects.exists()
