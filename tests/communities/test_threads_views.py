"""Pages of conversations, for everybody who may come by."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from communities import actions, queries
from communities.enums import GroupState, MemberState
from communities.models import Post, Reaction, Thread, ThreadRead
from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory, ThreadReadFactory

pytestmark = pytest.mark.django_db
ENGLISH = {"lang": "en"}


def url(name, *args):
    return reverse(f"communities:{name}", args=args)


@pytest.fixture
def group(diak):
    return GroupFactory(owner=diak, slug="uni")


@pytest.fixture
def me(group, student, client):
    client.force_login(student)
    return MemberFactory(user=student, group=group, pseudonym="Vaalea kivi")


@pytest.fixture
def other(group, peer):
    return MemberFactory(user=peer, group=group, pseudonym="Tyyni lampi")


@pytest.fixture
def thread(other):
    return ThreadFactory(author=other)


@pytest.fixture
def post(thread):
    return PostFactory(thread=thread)


def text_of(response):
    return response.content.decode()


# --- reading


def test_a_thread_is_404_for_those_who_have_not_joined(client, student, post):
    client.force_login(student)
    assert client.get(url("thread_page", post.thread.public_id)).status_code == 404


@pytest.mark.parametrize("state", [MemberState.LEFT, MemberState.REMOVED, MemberState.REQUESTED])
def test_who_is_no_member_any_more_finds_nothing(client, me, post, state):
    type(me).objects.filter(pk=me.pk).update(state=state)
    for name, target in (("thread_page", post.thread), ("post_page", post), ("thread_read", post.thread)):
        method = client.post if name == "thread_read" else client.get
        assert method(url(name, target.public_id)).status_code == 404


def test_a_hidden_thread_is_there_for_hosts_only(client, me, post, moderator):
    actions.hide_thread(moderator, thread=post.thread, reason="Riitaa")
    address = url("thread_page", post.thread.public_id)
    assert client.get(address).status_code == 404
    assert post.thread.title not in text_of(client.get(url("group_page", "uni")))
    type(me).objects.filter(pk=me.pk).update(is_host=True)
    assert "Riitaa" in text_of(client.get(address))
    assert "Riitaa" in text_of(client.get(url("group_page", "uni")))


@pytest.mark.parametrize("rows", [1, 20])
def test_a_thread_costs_the_same_for_one_and_twenty_posts(client, me, thread, rows, django_assert_num_queries):
    first = PostFactory(thread=thread)
    PostFactory.create_batch(rows - 1, thread=thread, quote_of=first)
    with django_assert_num_queries(6):
        assert client.get(url("thread_page", thread.public_id)).status_code == 200


def test_looking_writes_nothing_and_telling_moves_the_mark(client, me, post):
    page = text_of(client.get(url("thread_page", post.thread.public_id)))
    assert f'data-read="{post.thread.public_id}" data-position="1"' in page
    assert not ThreadRead.objects.exists()
    for position, status in (("1", 204), ("nonsense", 204), ("9" * 40, 204)):
        answer = client.post(url("thread_read", post.thread.public_id), {"position": position})
        assert answer.status_code == status
    assert ThreadRead.objects.values_list("member", "position").get() == (me.pk, 1)
    assert "data-position" not in text_of(client.get(url("thread_page", post.thread.public_id)))


def test_what_is_new_is_told_from_what_was_read(client, me, thread):
    PostFactory.create_batch(25, thread=thread)
    ThreadReadFactory(thread=thread, member=me, position=22)
    first = text_of(client.get(url("thread_page", thread.public_id)))
    assert f'href="{thread.url_of(23)}"' in first
    assert 'id="new"' not in first
    second = text_of(client.get(url("thread_page", thread.public_id), {"page": "2"}))
    assert second.index('id="p22"') < second.index('id="new"') < second.index('id="p23"')
    listed = text_of(client.get(url("group_page", "uni"), ENGLISH))
    assert f'href="{thread.url_of(23)}"' in listed
    assert "3 new" in listed
    assert client.post(url("group_read", "uni")).status_code == 303
    assert "3 new" not in text_of(client.get(url("group_page", "uni"), ENGLISH))


def test_a_newcomer_does_not_start_with_a_mountain(me, thread, student):
    old = timezone.now() - timedelta(days=3)
    PostFactory.create_batch(9, thread=thread)
    Thread.objects.update(created_at=old, last_post_at=old)
    rows = queries.threads_of(student, me.group)
    assert [(row["new"], row["is_new"]) for row in rows[0:9]] == [(0, False)]
    Thread.objects.update(last_post_at=timezone.now())
    assert [(row["new"], row["is_new"]) for row in rows[0:9]] == [(0, True)]
    Thread.objects.update(created_at=timezone.now())
    assert [(row["new"], row["is_new"], row["replies"]) for row in rows[0:9]] == [(9, True, 8)]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_threads_costs_the_same_for_one_and_three(me, other, student, rows, django_assert_num_queries):
    ThreadFactory.create_batch(rows, author=other)
    # As on the page: the reader's own row comes first and says whether there are blocks around them.
    queries.my_member(student, me.group)
    with django_assert_num_queries(2):
        assert len(queries.threads_of(student, me.group)[0:20]) == rows


def test_pinned_threads_come_first(me, other, student, moderator):
    first, second = ThreadFactory.create_batch(2, author=other)
    assert [row["public_id"] for row in queries.threads_of(student, me.group)[0:9]] == [
        second.public_id,
        first.public_id,
    ]
    actions.pin_thread(moderator, thread=first)
    assert queries.threads_of(student, me.group)[0:1][0]["public_id"] == first.public_id


def test_the_quick_read_of_a_thread_sees_what_the_wall_lets_see(
    diak, group, me, other, student, peer, stranger, moderator, coordinator, staff
):
    """``thread_for`` has a statement of its own; it must never see more, nor less, than ``visible_to``."""
    shown, hidden = ThreadFactory.create_batch(2, author=other)
    actions.hide_thread(moderator, thread=hidden, reason="Riitaa")
    type(other).objects.filter(pk=other.pk).update(is_host=True)
    for person in (student, peer, stranger, moderator, coordinator, staff):
        for thread in (shown, hidden):
            seen = Thread.objects.visible_to(person).filter(pk=thread.pk).exists()
            try:
                found = queries.thread_for(person, thread.public_id) == thread
            except Http404:
                found = False
            assert found == seen, (person.email, thread is hidden)


def test_a_post_keeps_its_address(client, me, thread):
    posts = PostFactory.create_batch(21, thread=thread)
    answer = client.get(url("post_page", posts[20].public_id))
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        f"{url('thread_page', thread.public_id)}?page=2#p21",
    )


# --- writing


def test_a_reply_is_sent_once_and_leads_to_its_place(client, me, post):
    address = url("thread_page", post.thread.public_id)
    typed = {"body": "Moi <script>alert(1)</script>", "once": str(uuid.uuid4())}
    answers = [client.post(address, typed) for _time in range(2)]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(303, f"{address}?page=1#p2")}
    page = text_of(client.get(address))
    assert (Post.objects.count(), "<script>alert" in page) == (2, False)
    assert f'data-sent="{post.thread.public_id}"' in page
    assert 'data-sent=""' in text_of(client.get(address))


@pytest.mark.parametrize(
    "body", ["", "   ", "a" * 10_001, "nul\x00", "bidi\u202e", "a" * 1_000_000], ids=lambda body: f"{len(body)}"
)
def test_a_body_that_cannot_be_taken_comes_back_with_a_message(client, me, post, body):
    answer = client.post(url("thread_page", post.thread.public_id), {"body": body})
    page = text_of(answer)
    assert (answer.status_code, Post.objects.count()) == (422, 1)
    assert 'aria-invalid="true"' in page
    assert body.strip()[:10].replace("\x00", "") in page


@pytest.mark.parametrize("title", ["", "a" * 10_000, "a\nb", "\u2066a"], ids=lambda title: f"{len(title)}")
def test_a_title_that_cannot_be_taken_comes_back_with_the_text(client, me, title):
    answer = client.post(url("thread_new", "uni"), {"title": title, "body": "Moi kaikki"})
    assert (answer.status_code, Thread.objects.count()) == (422, 0)
    assert "Moi kaikki" in text_of(answer)


def test_a_thread_is_started_once(client, me):
    typed = {"title": "Hei", "body": "Moi", "once": str(uuid.uuid4())}
    places = {client.post(url("thread_new", "uni"), typed).headers["Location"] for _time in range(2)}
    assert places == {Thread.objects.get().get_absolute_url()}


def test_a_resting_group_takes_no_posts(client, me, post, group):
    group.state = GroupState.RESTING
    group.save()
    address = url("thread_page", post.thread.public_id)
    assert (client.get(address).status_code, client.post(address, {"body": "Vielä"}).status_code) == (200, 403)
    assert 'id="write"' not in text_of(client.get(address))


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"])
def test_a_preview_shows_and_saves_nothing(client, me, post, headers):
    typed = {"title": "Hei", "body": "**näin**", "preview": "1"}
    for address in (url("thread_page", post.thread.public_id), url("thread_new", "uni")):
        answer = client.post(address, typed, headers=headers)
        page = text_of(answer)
        assert (answer.status_code, "<strong>näin</strong>" in page) == (200, True)
        assert ("**näin**" in page) is not bool(headers)
    assert (Thread.objects.count(), Post.objects.count()) == (1, 1)


def test_a_preview_of_nothing_says_so_in_its_part(client, me, post):
    answer = client.post(
        url("thread_page", post.thread.public_id), {"body": "", "preview": "1"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 422
    assert text_of(answer).count("errorlist") == 1


def test_a_quote_shows_its_beginning_until_it_is_gone(client, me, other, post):
    address = url("thread_page", post.thread.public_id)
    post.body = "**Luin** eilen kirjan"
    post.save()
    assert "Luin eilen kirjan" in text_of(client.get(address, {"quote": "1"}))
    client.post(f"{address}?quote=1", {"body": "Minäkin"})
    assert Post.objects.get(position=2).quote_of == post
    assert "Luin eilen kirjan" in text_of(client.get(address))
    actions.delete_post(other, post=post)
    page = text_of(client.get(address))
    assert ("Luin eilen kirjan" in page, 'class="quoted"' in page) == (False, True)
    client.post(f"{address}?quote=1", {"body": "Vielä"})
    assert Post.objects.get(position=3).quote_of is None


# --- signed out while writing


@pytest.mark.parametrize("name", ["thread_page", "thread_new", "post_edit"])
def test_who_was_signed_out_finds_the_text_again(client, post, name):
    target = {"thread_page": post.thread.public_id, "thread_new": "uni", "post_edit": post.public_id}[name]
    typed = {"title": "Otsikko", "body": "Pitkä teksti </textarea><script>", "once": "x", "version": "1"}
    answer = client.post(url(name, target), typed)
    page = text_of(answer)
    assert (answer.status_code, "Pitkä teksti &lt;/textarea&gt;" in page) == (403, True)
    assert f'action="{url(name, target)}"' in page
    assert client.get(url(name, target)).status_code == 302


def test_an_old_token_gives_the_text_back_and_sends_nothing(student, me, post):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(student)
    answer = strict.post(url("thread_page", post.thread.public_id), {"body": "Pitkä teksti"})
    assert (answer.status_code, "Pitkä teksti" in text_of(answer), Post.objects.count()) == (403, True, 1)
    other = strict.post(url("group_leave", "uni"), {"body": "Pitkä teksti"})
    assert (other.status_code, "Pitkä teksti" in text_of(other)) == (403, False)


# --- one post


@pytest.fixture
def mine(me, post):
    return actions.publish_post(me, thread=post.thread, body="Oma teksti")


def test_an_edit_is_saved_and_shown(client, mine, me):
    page = text_of(client.get(url("post_edit", mine.public_id)))
    assert ("Oma teksti" in page, 'name="title"' in page) == (True, False)
    answer = client.post(url("post_edit", mine.public_id), {"body": "Uusi teksti", "version": "1"})
    assert (answer.status_code, answer.headers["Location"]) == (303, mine.get_absolute_url())
    assert "Oma teksti" in text_of(client.get(url("post_history", mine.public_id)))


def test_an_edit_that_cannot_be_taken_or_is_only_looked_at_saves_nothing(client, mine):
    address = url("post_edit", mine.public_id)
    assert client.post(address, {"body": "", "version": "1"}).status_code == 422
    shown = client.post(address, {"body": "*uusi*", "version": "1", "preview": "1"})
    assert (shown.status_code, "<em>uusi</em>" in text_of(shown)) == (200, True)
    mine.refresh_from_db()
    assert mine.body == "Oma teksti"


def test_two_tabs_lose_neither_text(client, mine):
    address = url("post_edit", mine.public_id)
    client.post(address, {"body": "Ensin", "version": "1"})
    second = client.post(address, {"body": "Toiseksi", "version": "1"})
    page = text_of(second)
    assert (second.status_code, "Ensin" in page, "Toiseksi" in page) == (409, True, True)
    assert client.post(address, {"body": "Toiseksi", "version": "2"}).status_code == 303
    mine.refresh_from_db()
    assert mine.body == "Toiseksi"


def test_a_hidden_post_is_not_edited(client, mine, moderator):
    actions.hide_post(moderator, post=mine, reason="Riitaa")
    assert client.get(url("post_edit", mine.public_id)).status_code == 403


def test_the_first_post_carries_the_title(client, me):
    thread = actions.start_thread(me, title="Hei", body="Moi")
    address = url("post_edit", thread.posts.get().public_id)
    assert 'name="title"' in text_of(client.get(address))
    client.post(address, {"title": "Uusi otsikko", "body": "Moi", "version": "1"})
    thread.refresh_from_db()
    assert thread.title == "Uusi otsikko"


def test_ones_own_post_is_removed_and_brought_back(client, mine):
    assert client.post(url("post_delete", mine.public_id)).status_code == 303
    page = text_of(client.get(mine.get_absolute_url()))
    assert ("Oma teksti" in page, f"{url('post_undelete', mine.public_id)}" in page) == (False, True)
    assert client.post(url("post_undelete", mine.public_id)).status_code == 303
    assert "Oma teksti" in text_of(client.get(mine.get_absolute_url()))
    client.post(url("post_delete", mine.public_id))
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert client.post(url("post_undelete", mine.public_id)).status_code == 403


def test_others_posts_are_neither_edited_removed_nor_looked_behind(client, me, post):
    refused = [client.post(url(f"post_{verb}", post.public_id)) for verb in ("edit", "delete", "undelete")]
    assert [answer.status_code for answer in refused] == [403, 403, 403]
    assert client.get(url("post_history", post.public_id)).status_code == 403


def test_a_reaction_is_added_and_taken_back(client, me, post):
    address = url("post_react", post.public_id)
    for typed, rows in (({"add": "heard"}, 1), ({"add": "heard"}, 1), ({"add": "like"}, 1), ({"take": "heard"}, 0)):
        assert client.post(address, typed).headers["Location"] == post.get_absolute_url()
        assert Reaction.objects.count() == rows


def test_with_htmx_the_post_is_drawn_anew_in_its_place(client, me, post):
    answer = client.post(url("post_react", post.public_id), {"add": "thanks"}, headers={"HX-Request": "true"})
    part = text_of(answer)
    assert (answer.status_code, answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == (200, "#p1", "outerHTML")
    assert part.count("<article") == 1
    assert 'id="p1-thanks"' in part
    assert "<html" not in part


def test_nobody_reacts_to_their_own_post(client, mine):
    assert client.post(url("post_react", mine.public_id), {"add": "heard"}).status_code == 403


def test_a_hidden_post_shows_its_reason_and_its_writer_the_text(client, mine, other, peer, moderator):
    actions.hide_post(moderator, post=mine, reason="Puhelinnumero")
    address = mine.thread.get_absolute_url()
    own = text_of(client.get(address))
    client.force_login(peer)
    others = text_of(client.get(address))
    assert [("Puhelinnumero" in page, "Oma teksti" in page) for page in (own, others)] == [(True, True), (True, False)]


def test_posts_of_who_left_stay_under_the_pseudonym(client, me, other, post):
    type(other).objects.filter(pk=other.pk).update(state=MemberState.LEFT)
    assert "Tyyni lampi" in text_of(client.get(url("thread_page", post.thread.public_id)))
