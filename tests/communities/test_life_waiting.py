"""Posts that wait for a host: who sees them, what is said of them, and that they are counted nowhere before."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from communities import actions, queries
from communities.enums import HeldWhy, Review
from communities.models import Member, Post, Thread, ThreadFollow
from communities.notices import Mention, PostAnswered, PostsWait, ThreadReplies
from communities.tasks import wipe_declined_posts
from tests.factories.communities import GroupFactory, HeldPostFactory, MemberFactory, PostFactory, ThreadFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation.enums import Colour, How
from wellbeing_portal.moderation.models import Decision, Item
from wellbeing_portal.moderation.notices import Statement
from wellbeing_portal.moderation.registry import reportable_of
from wellbeing_portal.notifications.models import Notice

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"communities:{name}", args=args)


@pytest.fixture
def group(diak):
    return GroupFactory(owner=diak, slug="uni", review=Review.ALL, trust_after=2)


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


def held_in(thread, writer, body="Moi @Tyyni lampi"):
    return actions.publish_post(writer, thread=thread, body=body)


def said(kind):
    return sorted(Notice.objects.filter(kind=kind.name).values_list("recipient__email", flat=True))


def told_in_the_trail(user):
    return list(Entry.objects.visible_to(user).order_by("pk").values_list("action", flat=True))


# --- holding


def test_a_post_that_waits_has_no_place_and_nobody_but_the_host_hears_of_it(thread, writer, reader, host):
    before = (thread.post_count, thread.last_post_at)
    post = held_in(thread, writer)
    thread.refresh_from_db()
    writer.refresh_from_db()
    assert (post.position, post.held_why) == (None, HeldWhy.SENSITIVE)
    assert (thread.post_count, thread.last_post_at, writer.post_count) == (*before, 0)
    assert (said(Mention), said(ThreadReplies), said(PostsWait)) == ([], [], [host.user.email])
    assert not ThreadFollow.objects.filter(member=writer).exists()


def test_the_same_form_sent_twice_waits_once(thread, writer):
    once = uuid4()
    first = actions.publish_post(writer, thread=thread, body="Moi", once=once)
    assert actions.publish_post(writer, thread=thread, body="Moi", once=once) == first
    assert Post.objects.filter(held_at__isnull=False).count() == 1


def test_a_thread_that_begins_with_it_is_seen_by_its_writer_and_the_hosts(writer, reader, host, moderator, stranger):
    thread = actions.start_thread(writer, title="Uusi", body="Moi")
    people = (writer.user, host.user, moderator, reader.user, stranger)
    seen = [Thread.objects.visible_to(person).filter(pk=thread.pk).exists() for person in people]
    assert seen == [True, True, True, False, False]
    assert [row["public_id"] for row in queries.threads_of(reader.user, thread.group)[:5]] == []


def test_a_post_that_waits_is_seen_by_its_writer_and_the_hosts(thread, writer, reader, host, moderator):
    post = held_in(thread, writer)
    people = (writer.user, host.user, moderator, reader.user)
    assert [Post.objects.visible_to(person).filter(pk=post.pk).exists() for person in people] == [
        True, True, True, False,
    ]  # fmt: skip


def test_home_and_digest_tell_nothing_of_it(writer, reader, host):
    since = timezone.now() - timedelta(days=1)
    Member.objects.update(all_read_at=since)
    actions.start_thread(writer, title="Uusi", body="Moi")
    assert [member.new_posts for member in queries.my_groups(reader.user, 5)] == [0]
    assert queries.news_for({reader.user_id: since}) == {}


# --- answering


def test_let_through_it_takes_the_next_place_and_is_new_to_the_group(thread, writer, reader, host):
    post = held_in(thread, writer)
    actions.publish_post(host, thread=thread, body="Välissä")
    for _time in range(2):
        actions.let_through(host.user, post=post)
    post.refresh_from_db()
    thread.refresh_from_db()
    writer.refresh_from_db()
    assert (post.position, post.held_at, thread.post_count) == (3, None, 3)
    assert (writer.post_count, writer.passed, writer.trusted_at) == (1, 1, None)
    assert thread.last_post_at == post.created_at
    assert (said(Mention), said(PostAnswered)) == ([reader.user.email], [writer.user.email])
    assert told_in_the_trail(writer.user) == ["let_post_through"]


def test_a_thread_begins_when_its_first_post_is_let_through(writer, reader, host):
    thread = actions.start_thread(writer, title="Uusi", body="Moi")
    actions.let_through(host.user, post=thread.posts.get())
    thread = queries.thread_for(reader.user, thread.public_id)
    assert (thread.held_at, thread.post_count, thread.waits) == (None, 1, False)


def test_who_was_let_through_often_enough_is_trusted_by_itself(thread, writer, host):
    for body in ("yksi", "kaksi"):
        actions.let_through(host.user, post=held_in(thread, writer, body))
    writer.refresh_from_db()
    assert writer.trusted_at is not None
    assert held_in(thread, writer, "kolme").position == 4


def test_without_a_number_nobody_is_trusted_by_itself(group, thread, writer, host):
    group.trust_after = 0
    group.save()
    actions.let_through(host.user, post=held_in(thread, writer))
    writer.refresh_from_db()
    assert writer.trusted_at is None


def test_a_host_trusts_and_takes_it_back_from_the_beginning(writer, host):
    Member.objects.filter(pk=writer.pk).update(passed=1)
    for _time in range(2):
        assert actions.trust_member(host.user, member=writer, on=True).trusted_at is not None
    assert writer.passed == 1
    assert actions.trust_member(host.user, member=writer, on=False).trusted_at is None
    assert writer.passed == 0
    assert told_in_the_trail(writer.user) == ["trust_member", "no_longer_trust_member"]


def test_declined_its_writer_sees_it_with_the_reason_and_it_can_be_let_through_after_all(thread, writer, host):
    post = held_in(thread, writer)
    for reason in ("Ei nimiä", "Toinen syy"):
        actions.decline_post(host.user, post=post, reason=reason)
    post.refresh_from_db()
    assert (post.declined_reason, post.position) == ("Ei nimiä", None)
    assert queries.duties_of(thread.group, timezone.now()).posts == 0
    decision = Decision.objects.get()
    assert (decision.facts, decision.by_host, said(Statement)) == ("Ei nimiä", True, [writer.user.email])
    actions.let_through(host.user, post=post)
    post.refresh_from_db()
    assert (post.position, post.declined_at, post.declined_reason) == (2, None, "")
    decision.refresh_from_db()
    assert decision.ended_at is not None
    assert said(PostAnswered) == [writer.user.email]


def test_taken_back_nothing_of_it_is_kept(thread, writer, host):
    post = held_in(thread, writer)
    for _time in range(2):
        actions.withdraw_post(writer, post=post)
    with pytest.raises(Refusal):
        actions.let_through(host.user, post=post)
    assert not Post.objects.filter(pk=post.pk).exists()
    assert Thread.objects.filter(pk=thread.pk).exists()


def test_taken_back_the_thread_it_was_to_begin_goes_too(writer):
    thread = actions.start_thread(writer, title="Uusi", body="Moi")
    actions.withdraw_post(writer, post=thread.posts.get())
    assert not Thread.objects.filter(pk=thread.pk).exists()


def test_what_was_let_through_meanwhile_is_not_taken_back(thread, writer, host):
    post = held_in(thread, writer)
    actions.let_through(host.user, post=post)
    with pytest.raises(Refusal):
        actions.withdraw_post(writer, post=post)


def test_what_waits_cannot_be_hidden(thread, writer, host):
    post = held_in(thread, writer)
    actions.hide_post(host.user, post=post, reason="Ei")
    post.refresh_from_db()
    assert post.hidden_at is None


def test_a_conversation_that_waits_is_hidden_and_shown_again_without_telling_of_a_post_nobody_has_seen(writer, host):
    begun = actions.start_thread(writer, title="Uusi", body="Moi")
    actions.hide_thread(host.user, thread=begun, reason="Ei nyt")
    actions.restore_thread(host.user, thread=begun)
    begun.refresh_from_db()
    assert begun.hidden_at is None
    assert not Decision.objects.exists()
    assert said(Statement) == []


def test_a_conversation_that_was_taken_back_is_neither_let_through_nor_declined(writer, host):
    begun = actions.start_thread(writer, title="Uusi", body="Moi").posts.select_related("thread").get()
    actions.withdraw_post(writer, post=Post.objects.get(pk=begun.pk))
    for act in (actions.let_through, partial(actions.decline_post, reason="Ei")):
        with pytest.raises(Refusal):
            act(host.user, post=begun)


def test_what_waits_is_in_the_queue_until_it_is_answered_or_taken_back(thread, writer, host):
    first, second, third = (held_in(thread, writer, body) for body in ("yksi", "kaksi", "kolme"))
    assert list(Item.objects.open().values_list("kind", "colour")) == [("communities.post", Colour.GREEN)] * 3
    actions.let_through(host.user, post=first)
    actions.decline_post(host.user, post=second, reason="Ei nimiä")
    actions.withdraw_post(writer, post=third)
    how = Item.objects.exclude(how=How.HANDLED).values_list("how", flat=True)
    assert sorted(how) == [How.DECLINED, How.GONE, How.LET_THROUGH]


def test_a_moderator_who_hides_what_waits_does_not_let_it_through(thread, writer, moderator):
    post = Post.objects.select_related("thread__group", "author__user").get(pk=held_in(thread, writer).pk)
    reportable_of(post).hide(moderator, thing=post, reason="Ei nimiä")
    post.refresh_from_db()
    assert (post.declined_reason, post.hidden_at) == ("Ei nimiä", None)


def test_what_was_declined_is_forgotten_after_a_month(thread, writer, host):
    kept, gone = held_in(thread, writer, "yksi"), held_in(thread, writer, "kaksi")
    begun = actions.start_thread(writer, title="Uusi", body="Moi")
    for post in (gone, begun.posts.get()):
        actions.decline_post(host.user, post=post, reason="Ei nimiä")
    wipe_declined_posts()
    assert actions.wipe_declined_posts(now=timezone.now() + timedelta(days=31)) == 2
    assert list(Post.objects.filter(held_at__isnull=False)) == [kept]
    assert list(Thread.objects.all()) == [thread]


# --- reading only for a time


def test_who_only_reads_for_a_time_is_refused_under_the_lock_too(thread, writer, host):
    until = timezone.now() + timedelta(days=1)
    actions.mute_member(host.user, member=writer, until=until, reason="Rauhoitutaan")
    with pytest.raises(Refusal):
        held_in(thread, writer)
    for _time in range(2):
        actions.unmute_member(host.user, member=writer)
    assert held_in(thread, writer).held_at is not None
    assert told_in_the_trail(writer.user) == ["mute_member", "unmute_member"]


def test_the_page_says_why_somebody_only_reads(client, thread, writer):
    Member.objects.filter(pk=writer.pk).update(
        muted_until=timezone.now() + timedelta(days=1), muted_reason="Rauhoitutaan"
    )
    client.force_login(writer.user)
    page = client.get(thread.get_absolute_url())
    assert "Rauhoitutaan" in page.content.decode()
    assert client.post(thread.get_absolute_url(), {"body": "Moi"}).status_code == 403


# --- pages


def test_the_writer_is_told_and_sees_the_post_and_nobody_else_does(client, thread, writer, reader, host):
    client.force_login(writer.user)
    answer = client.post(f"{thread.get_absolute_url()}?lang=en", {"body": "Salaisuus tässä"})
    assert answer["Location"] == thread.waiting_url
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "Your post waits for a host. The group sees it once it has been read." in page
    post = Post.objects.get(held_at__isnull=False)
    assert ("Salaisuus tässä" in page, url("post_withdraw", post.public_id) in page) == (True, True)
    assert url("post_let_through", post.public_id) not in page
    client.force_login(reader.user)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert "Salaisuus tässä" not in page
    client.force_login(host.user)
    page = client.get(thread.get_absolute_url()).content.decode()
    assert ("Salaisuus tässä" in page, url("post_let_through", post.public_id) in page) == (True, True)


def test_a_new_conversation_that_waits_says_so(client, writer, reader):
    client.force_login(writer.user)
    answer = client.post(url("thread_new", "uni"), {"title": "Uusi", "body": "Moi"})
    thread = Thread.objects.get()
    assert answer["Location"] == thread.get_absolute_url()
    assert client.get(thread.get_absolute_url()).status_code == 200
    assert client.post(thread.get_absolute_url(), {"body": "Lisää"}).status_code == 403
    client.force_login(reader.user)
    assert client.get(thread.get_absolute_url()).status_code == 404


def test_a_host_lets_through_with_one_press_and_the_next_press_changes_nothing(client, thread, writer, host):
    post = held_in(thread, writer)
    client.force_login(host.user)
    for _time in range(2):
        assert client.post(url("post_let_through", post.public_id))["Location"] == url("posts_waiting", "uni")
    post.refresh_from_db()
    assert post.position == 2


def test_a_post_that_was_taken_back_is_gone_for_the_host(client, thread, writer, host):
    post = held_in(thread, writer)
    actions.withdraw_post(writer, post=post)
    client.force_login(host.user)
    assert client.post(url("post_let_through", post.public_id)).status_code == 404


def test_a_reason_is_needed_to_decline(client, thread, writer, host):
    post = held_in(thread, writer)
    client.force_login(host.user)
    assert client.post(url("post_decline", post.public_id), {"reason": ""}).status_code == 422
    assert client.post(url("post_decline", post.public_id), {"reason": "Ei nimiä"}).status_code == 303
    client.force_login(writer.user)
    assert "Ei nimiä" in client.get(thread.get_absolute_url()).content.decode()


def test_the_writer_takes_it_back_and_comes_to_what_is_left(client, thread, writer, host):
    client.force_login(writer.user)
    post = held_in(thread, writer)
    assert client.post(url("post_withdraw", post.public_id))["Location"] == thread.get_absolute_url()
    begun = actions.start_thread(writer, title="Uusi", body="Moi")
    assert client.post(url("post_withdraw", begun.posts.get().public_id))["Location"] == url("group_page", "uni")
    shown = held_in(thread, writer)
    actions.let_through(host.user, post=shown)
    assert client.post(url("post_withdraw", shown.public_id))["Location"] == thread.get_absolute_url()
    assert Post.objects.filter(pk=shown.pk).exists()


def test_nobody_lets_their_own_post_through(client, thread, writer, host):
    own = HeldPostFactory(thread=thread, author=host)
    client.force_login(host.user)
    assert client.post(url("post_let_through", own.public_id)).status_code == 403
    page = client.get(url("posts_waiting", "uni"))
    assert (page.status_code, url("post_let_through", own.public_id) in page.content.decode()) == (200, False)


def test_reading_what_waits_by_ones_role_is_put_in_the_trail(client, people, group):
    member = MemberFactory(group=group, user=people.student)
    HeldPostFactory(thread=ThreadFactory(author=member))
    client.force_login(people.moderator)
    assert client.get(url("posts_waiting", "uni")).status_code == 200
    assert told_in_the_trail(people.student) == ["read_waiting_posts"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_post_and_for_three(client, thread, host, count, django_assert_num_queries):
    for _number in range(count):
        HeldPostFactory(thread=thread, author=MemberFactory(group=thread.group))
    client.force_login(host.user)
    client.get(url("posts_waiting", "uni"))
    with django_assert_num_queries(6):
        client.get(url("posts_waiting", "uni"))


@pytest.mark.parametrize("count", [1, 3])
def test_a_conversation_costs_one_query_more_while_something_waits(
    client, thread, writer, count, django_assert_num_queries
):
    for _number in range(count):
        HeldPostFactory(thread=thread, author=writer)
        PostFactory(thread=thread, author=writer)
    client.force_login(writer.user)
    client.get(thread.get_absolute_url())
    with django_assert_num_queries(6):
        client.get(thread.get_absolute_url())
