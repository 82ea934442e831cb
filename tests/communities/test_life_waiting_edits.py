"""A post is changed by its writer while it waits for a host, who shows the group nothing that they have not read."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from communities import actions
from communities.enums import Review
from communities.models import Member, Post, PostRevision
from tests.factories.communities import GroupFactory, MemberFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation.enums import Colour, Why
from wellbeing_portal.moderation.models import Cause, Evidence, Item
from wellbeing_portal.notifications.models import Notice

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"communities:{name}", args=args)


@pytest.fixture
def group(diak):
    return GroupFactory(owner=diak, slug="uni", review=Review.ALL, trust_after=0)


@pytest.fixture
def writer(group, student):
    return MemberFactory(group=group, user=student, pseudonym="Vaalea kivi")


@pytest.fixture
def reader(group, peer):
    return MemberFactory(group=group, user=peer, pseudonym="Tyyni lampi")


@pytest.fixture
def host(group, staff):
    return MemberFactory(group=group, user=staff, is_host=True, pseudonym="Sininen lyhty")


@pytest.fixture
def thread(host):
    thread = actions.start_thread(host, title="Illat", body="Miten menee?")
    thread.refresh_from_db()
    return thread


@pytest.fixture
def post(thread, writer):
    return actions.publish_post(writer, thread=thread, body="Moi")


def said():
    return list(Notice.objects.order_by("pk").values_list("kind", "recipient__email"))


def test_the_new_text_waits_and_the_earlier_one_is_not_kept(post, writer, reader, thread):
    before = said()
    for _time in range(2):
        actions.edit_waiting_post(writer, post=post, body="Hei @Tyyni lampi", version=1, title="Ei tästä")
    post.refresh_from_db()
    thread.refresh_from_db()
    assert (post.body, post.version, post.edited_at, post.position) == ("Hei @Tyyni lampi", 2, None, None)
    assert "Hei" in post.body_html
    assert (thread.title, PostRevision.objects.count(), said()) == ("Illat", 0, before)
    assert Entry.objects.filter(action="edit_post").count() == 1


def test_the_title_of_a_conversation_that_waits_is_changed_with_it(writer):
    begun = actions.start_thread(writer, title="Uusi", body="Moi")
    post = begun.posts.get()
    assert actions.edit_waiting_post(writer, post=post, body="Moi", version=1).version == 1
    actions.edit_waiting_post(writer, post=post, body="Moi", version=1, title="Toinen")
    begun.refresh_from_db()
    assert (begun.title, begun.held_at is not None) == ("Toinen", True)


def test_two_tabs_cannot_overwrite_each_other(post, writer):
    actions.edit_waiting_post(writer, post=post, body="Toinen", version=1)
    with pytest.raises(actions.ChangedSinceError):
        actions.edit_waiting_post(writer, post=post, body="Kolmas", version=1)


def test_what_was_answered_or_taken_back_meanwhile_is_not_changed(thread, writer, host):
    shown, declined, gone = (actions.publish_post(writer, thread=thread, body=body) for body in ("a", "b", "c"))
    actions.let_through(host.user, post=shown)
    actions.decline_post(host.user, post=declined, reason="Ei nimiä")
    actions.withdraw_post(writer, post=gone)
    for post in (shown, declined, gone):
        with pytest.raises(Refusal):
            actions.edit_waiting_post(writer, post=post, body="Toisin", version=1)
    assert set(Post.objects.filter(author=writer).values_list("body", flat=True)) == {"a", "b"}


def test_the_queue_holds_what_it_says_now_and_reads_it_for_words_of_risk(post, writer):
    actions.edit_waiting_post(writer, post=post, body="Haluan kuolla", version=1)
    item = Item.objects.get()
    assert item.colour > Colour.GREEN
    assert [evidence.said for evidence in Evidence.objects.order_by("pk")] == ["Moi", "Haluan kuolla"]
    assert list(Cause.objects.order_by("pk").values_list("why", flat=True)) == [Why.HELD, Why.HELD, Why.WORDS]


def test_words_of_risk_are_read_with_the_title_that_waits(writer):
    post = actions.start_thread(writer, title="Uusi", body="Moi").posts.get()
    actions.edit_waiting_post(writer, post=post, body="Moi", version=1, title="Haluan kuolla")
    assert Item.objects.get().colour > Colour.GREEN


def test_a_host_does_not_show_a_text_they_have_not_read(client, thread, post, writer, host):
    client.force_login(host.user)
    page = client.get(f"{url('posts_waiting', 'uni')}?lang=en").content.decode()
    assert 'name="version" value="1"' in page
    actions.edit_waiting_post(writer, post=post, body="Toisin", version=1)
    assert client.post(url("post_let_through", post.public_id), {"version": "1"}).status_code == 303
    post.refresh_from_db()
    assert post.held_at is not None
    page = client.get(url("posts_waiting", "uni")).content.decode()
    assert ("The writer has changed this post meanwhile." in page, "Toisin" in page) == (True, True)
    client.post(url("post_let_through", post.public_id), {"version": "2"})
    post.refresh_from_db()
    assert (post.position, post.body) == (2, "Toisin")


def test_a_host_does_not_decline_a_text_they_have_not_read(client, post, writer, host):
    """What they typed stays, and they see the text as it is now."""
    client.force_login(host.user)
    decline = f"{url('post_decline', post.public_id)}?lang=en"
    page = client.get(decline).content.decode()
    assert (">Moi<" in page, 'name="version" value="1"' in page, "changed this post" in page) == (True, True, False)
    actions.edit_waiting_post(writer, post=post, body="Toisin", version=1)
    answer = client.post(decline, {"reason": "Ei nimiä", "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    for shown in ("The writer has changed this post since", "Toisin", "Ei nimiä", 'name="version" value="2"'):
        assert shown in page
    post.refresh_from_db()
    assert post.declined_at is None
    assert client.post(decline, {"reason": "Ei nimiä", "version": "2"}).status_code == 303
    post.refresh_from_db()
    assert post.declined_reason == "Ei nimiä"


def test_an_empty_reason_keeps_the_version_that_was_read(client, post, writer, host):
    client.force_login(host.user)
    actions.edit_waiting_post(writer, post=post, body="Toisin", version=1)
    answer = client.post(url("post_decline", post.public_id), {"reason": "", "version": "1"})
    assert answer.status_code == 422
    assert 'name="version" value="1"' in answer.content.decode()


def test_what_was_let_through_or_taken_back_meanwhile_is_not_declined(client, thread, writer, host):
    shown, gone = (actions.publish_post(writer, thread=thread, body=body) for body in ("Näkyy jo", "c"))
    actions.let_through(host.user, post=shown)
    actions.withdraw_post(writer, post=gone)
    for post in (shown, gone):
        with pytest.raises(Refusal):
            actions.decline_post(host.user, post=post, reason="Ei nimiä")
    client.force_login(host.user)
    decline = f"{url('post_decline', shown.public_id)}?lang=en"
    assert "Näkyy jo" not in client.get(decline).content.decode()
    there = client.post(decline, {"reason": "Ei"})["Location"]
    assert "Somebody has let this post through" in client.get(f"{there}?lang=en").content.decode()


def test_who_reads_by_their_role_what_is_declined_stands_in_the_trail(client, people, post):
    client.force_login(people.moderator)
    assert client.get(url("post_decline", post.public_id)).status_code == 200
    read = Entry.objects.visible_to(people.student).filter(action="read_waiting_posts")
    assert read.count() == 1


def test_the_writer_changes_it_on_its_page(client, thread, post, writer):
    client.force_login(writer.user)
    edit = url("post_edit", post.public_id)
    assert edit in client.get(thread.get_absolute_url()).content.decode()
    page = client.get(f"{edit}?lang=en").content.decode()
    assert "It still waits for a host" in page
    assert "The hosts and you can still see the earlier text." not in page
    assert client.post(edit, {"body": "", "version": "1"}).status_code == 422
    assert client.post(edit, {"body": "Toisin", "version": "1"})["Location"] == thread.waiting_url
    assert client.post(edit, {"body": "Kolmas", "version": "1"}).status_code == 409
    assert "Toisin" in client.get(thread.get_absolute_url()).content.decode()


def test_the_page_of_a_conversation_that_waits_asks_for_its_title_too(client, writer):
    post = actions.start_thread(writer, title="Uusi", body="Moi").posts.get()
    client.force_login(writer.user)
    edit = url("post_edit", post.public_id)
    assert client.post(edit, {"body": "Moi", "version": "1"}).status_code == 422
    assert client.post(edit, {"title": "Toinen", "body": "Moi", "version": "1"}).status_code == 303
    post.thread.refresh_from_db()
    assert post.thread.title == "Toinen"


def test_who_only_reads_for_a_time_can_take_it_back_and_not_change_it(client, thread, post, writer):
    Member.objects.filter(pk=writer.pk).update(muted_until=timezone.now() + timedelta(days=1))
    client.force_login(writer.user)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert (url("post_edit", post.public_id) in page, url("post_withdraw", post.public_id) in page) == (False, True)
    assert client.post(url("post_edit", post.public_id), {"body": "Toisin", "version": "1"}).status_code == 403
