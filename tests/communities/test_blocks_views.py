"""Blocking and folding away, as people meet them."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from communities import queries
from communities.actions import block_member, fold_member, publish_post, react_to_post, take_back_block
from communities.models import Block, Member, MemberMute, Post, Reaction, Thread, ThreadRead
from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory
from wellbeing_portal.notifications.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(student):
    return MemberFactory(user=student, pseudonym="Vaalea kuusi")


@pytest.fixture
def other(me, peer):
    return MemberFactory(user=peer, group=me.group, pseudonym="Myöhäinen juna")


@pytest.fixture
def thread(me):
    """Somebody else's conversation in the group of both."""
    thread = ThreadFactory(author=MemberFactory(group=me.group))
    PostFactory(thread=thread, body="Alku")
    return thread


@pytest.fixture
def reader(client, student):
    client.force_login(student)
    return client


def test_a_post_of_somebody_blocked_leaves_no_gap(reader, me, other, thread):
    PostFactory(thread=thread, author=other, body="Estetyn viesti")
    PostFactory(thread=thread, body="Kolmas")
    block_member(me, member=other)
    page = reader.get(thread.get_absolute_url()).content.decode()
    assert "Estetyn viesti" not in page
    assert "Myöhäinen juna" not in page
    assert ('id="p2"' in page, 'id="p3"' in page) == (True, False)


def test_a_long_conversation_pages_as_if_the_posts_were_not_there(me, other, thread, student):
    for number in range(60):
        PostFactory(thread=thread, author=other if number % 3 == 0 else thread.author, body=f"viesti {number}")
    block_member(me, member=other)
    posts = queries.PostsByPosition(queries.thread_for(student, thread.public_id))
    assert len(posts) == 41
    shown = [*posts[0:20], *posts[20:40], *posts[40:41]]
    assert [post["position"] for post in shown] == list(range(1, 42))
    assert other.pk not in {post["author_id"] for post in shown}


def test_a_reply_lands_where_its_writer_sees_it(reader, me, other, thread):
    PostFactory(thread=thread, author=other)
    block_member(me, member=other)
    answer = reader.post(thread.get_absolute_url(), {"body": "Minulta"})
    assert Post.objects.get(body="Minulta").position == 3
    assert answer.headers["Location"].endswith("#p2")


def test_a_quotation_of_somebody_blocked_is_no_quotation(reader, me, other, thread):
    PostFactory(thread=thread, quote_of=PostFactory(thread=thread, author=other, body="Lainattu"))
    block_member(me, member=other)
    page = reader.get(thread.get_absolute_url()).content.decode()
    assert "Lainattu" not in page
    assert "quoted" not in page


def test_one_quotes_the_post_that_one_sees_at_that_place(reader, me, other, thread):
    PostFactory(thread=thread, author=other)
    third = PostFactory(thread=thread)
    block_member(me, member=other)
    reader.post(f"{thread.get_absolute_url()}?quote=2", {"body": "Lainaan"})
    assert Post.objects.get(body="Lainaan").quote_of == third


def test_reading_to_the_end_is_to_the_end(reader, me, other, thread):
    PostFactory(thread=thread, author=other)
    block_member(me, member=other)
    reader.post(reverse("communities:thread_read", args=[thread.public_id]), {"position": "1"})
    assert ThreadRead.objects.get(member=me).position == 2


def test_the_list_of_conversations_counts_what_is_seen(me, other, thread, student):
    ThreadFactory(author=other, title="Estetyn aihe")
    PostFactory.create_batch(2, thread=thread, author=other)
    block_member(me, member=other)
    rows = queries.threads_of(student, me.group)
    assert rows.count() == 1
    assert [(row["public_id"], row["post_count"], row["replies"]) for row in rows[0:9]] == [(thread.public_id, 1, 0)]


def test_home_counts_what_is_seen(me, other, thread, student):
    ThreadRead.objects.create(member=me, thread=thread, position=1)
    PostFactory(thread=thread, author=other)
    block_member(me, member=other)
    assert [row.new_posts for row in queries.my_groups(student, 5)] == [0]


def test_a_reaction_of_somebody_blocked_is_not_counted(reader, me, other, thread):
    post = PostFactory(thread=thread, author=me, body="Minun")
    react_to_post(other, post=post, kind="thanks", on=True)
    assert "Kiitos · 1" in reader.get(thread.get_absolute_url() + "?lang=fi").content.decode()
    block_member(me, member=other)
    assert "Kiitos · 1" not in reader.get(thread.get_absolute_url()).content.decode()
    assert Reaction.objects.count() == 1


def test_a_conversation_of_somebody_blocked_is_not_there(reader, me, other):
    theirs = ThreadFactory(author=other)
    first = PostFactory(thread=theirs)
    block_member(me, member=other)
    assert reader.get(theirs.get_absolute_url()).status_code == 404
    assert reader.get(reverse("communities:post_page", args=[first.public_id])).status_code == 404


def test_where_one_has_written_oneself_one_still_comes_but_the_title_is_gone(reader, me, other):
    theirs = ThreadFactory(author=other, title="Estetyn aihe")
    PostFactory(thread=theirs, body="Estetyn alku")
    own = PostFactory(thread=theirs, author=me, body="Minun vastaus")
    block_member(me, member=other)
    page = reader.get(theirs.get_absolute_url()).content.decode()
    assert "Minun vastaus" in page
    assert "Estetyn" not in page
    assert reader.post(reverse("communities:post_delete", args=[own.public_id])).status_code == 303


def test_neither_is_told_of_the_other(me, other, thread, student, peer):
    thread.refresh_from_db()
    publish_post(me, thread=thread, body="Seuraan tätä")
    publish_post(other, thread=thread, body="Minäkin")
    Notice.objects.all().delete()
    block_member(me, member=other)
    publish_post(other, thread=thread, body="@Vaalea kuusi, hei")
    publish_post(me, thread=thread, body="@Myöhäinen juna, hei")
    assert Notice.objects.filter(recipient__in=[student, peer]).count() == 0


def test_an_older_notice_is_not_told_either(reader, me, other, thread):
    publish_post(other, thread=thread, body="@Vaalea kuusi, hei")
    assert len(reader.get(reverse("notifications:inbox")).context["lines"]) == 1
    block_member(me, member=other)
    assert reader.get(reverse("notifications:inbox")).context["lines"] == []


def test_elsewhere_the_blocked_one_hears_no_more_and_the_blocker_as_before(me, other, student, peer):
    group = GroupFactory()
    mine, theirs = MemberFactory(user=student, group=group), MemberFactory(user=peer, group=group)
    thread = ThreadFactory(author=MemberFactory(group=group))
    PostFactory(thread=thread, author=mine, body="Ennen")
    block_member(me, member=other)
    PostFactory(thread=thread, author=mine, body="Jälkeen")
    PostFactory(thread=thread, author=theirs, body="Toiselta")

    def read_by(user):
        queries.forget_fences(user)
        posts = queries.PostsByPosition(queries.thread_for(user, thread.public_id))
        return [post["body_html"] for post in posts[0:20]]

    assert read_by(peer) == ["<p>Ennen</p>", "<p>Toiselta</p>"]
    assert read_by(student) == ["<p>Ennen</p>", "<p>Jälkeen</p>", "<p>Toiselta</p>"]
    take_back_block(student, block=Block.objects.get())
    PostFactory(thread=thread, author=mine, body="Taas")
    assert read_by(peer) == ["<p>Ennen</p>", "<p>Toiselta</p>", "<p>Taas</p>"]


def test_blocking_asks_first_and_tells_nobody(reader, me, other, thread, peer):
    post = PostFactory(thread=thread, author=other)
    address = reverse("communities:post_block", args=[post.public_id])
    assert reader.get(address).status_code == 200
    assert Block.objects.count() == 0
    assert reader.post(address).status_code == 303
    block = Block.objects.get()
    assert (block.by, block.whom, block.name) == (me.user, peer, "Myöhäinen juna")
    assert Notice.objects.count() == 0


def test_the_list_of_blocks_shows_only_the_name_and_takes_it_back(reader, me, other, peer):
    block = block_member(me, member=other)
    page = reader.get(reverse("blocks:block_list")).content.decode()
    assert "Myöhäinen juna" in page
    assert not any(said in page for said in (peer.name, peer.email, str(peer.public_id)))
    for _time in range(2):
        reader.post(reverse("blocks:block_end", args=[block.public_id]))
    assert queries.hidden_people(me.user, me.group) == frozenset()


def test_hosts_are_not_blocked_and_do_not_block(reader, me, other, thread):
    post = PostFactory(thread=thread, author=other)
    other.is_host = True
    other.save()
    assert reader.post(reverse("communities:post_block", args=[post.public_id])).status_code == 403


def test_a_muted_members_posts_are_folded_and_can_be_shown(reader, me, other, thread):
    post = PostFactory(thread=thread, author=other, body="Taitettu")
    reader.post(reverse("communities:post_mute", args=[post.public_id]))
    page = reader.get(thread.get_absolute_url()).content.decode()
    assert '<details class="folded">' in page
    assert "Taitettu" in page
    reader.post(reverse("communities:post_unmute", args=[post.public_id]))
    assert "folded" not in reader.get(thread.get_absolute_url()).content.decode()


def test_a_mute_is_ended_from_the_list(reader, me, other):
    fold_member(me, member=other, on=True)
    assert "Myöhäinen juna" in reader.get(reverse("blocks:block_list")).content.decode()
    reader.post(reverse("blocks:mute_end", args=[other.public_id]))
    assert MemberMute.objects.count() == 0


def test_who_is_folded_away_calls_nobody(me, other, thread, student):
    fold_member(me, member=other, on=True)
    publish_post(other, thread=thread, body="@Vaalea kuusi, hei")
    assert Notice.objects.filter(recipient=student).count() == 0


def test_nobody_folds_away_themselves(reader, me, thread):
    post = PostFactory(thread=thread, author=me)
    assert reader.post(reverse("communities:post_mute", args=[post.public_id])).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_blocks_costs_the_same_for_one_and_three(reader, me, rows, django_assert_num_queries):
    for _number in range(rows):
        block_member(me, member=MemberFactory(group=me.group))
    reader.get(reverse("blocks:block_list"))
    with django_assert_num_queries(4):
        reader.get(reverse("blocks:block_list"))


def test_the_digest_counts_what_is_seen(me, other, thread, student, peer):
    PostFactory(thread=thread, author=other)
    ThreadFactory(author=other)
    PostFactory(thread=ThreadFactory(author=other), author=thread.author)
    block_member(me, member=other)
    ago = timezone.now() - datetime.timedelta(days=1)
    Member.objects.update(all_read_at=ago)
    Thread.objects.update(last_post_at=timezone.now())
    (news,) = queries.news_for({student.pk: ago})[student.pk]
    assert (news.threads, news.replies) == (1, 0)


def test_a_block_of_yesterday_keeps_what_was_written_while_it_stood_from_the_blocked_one_elsewhere(me, other, peer):
    group = GroupFactory()
    mine = MemberFactory(user=me.user, group=group)
    MemberFactory(user=peer, group=group)
    thread = ThreadFactory(author=MemberFactory(group=group))
    PostFactory(thread=thread, author=mine)
    block = block_member(me, member=other)
    Post.objects.update(edited_at=timezone.now(), body="Muokattu sen aikana")
    take_back_block(me.user, block=block)
    queries.forget_fences(peer)
    assert queries.thread_for(peer, thread.public_id).post_count == 0
