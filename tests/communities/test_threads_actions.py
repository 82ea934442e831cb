"""Writing in groups, reading marks, single posts, and looking after them."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from communities import actions
from communities.enums import GroupState, MemberState
from communities.models import Post, PostRevision, Reaction, Thread, ThreadRead
from tests.factories.communities import GroupFactory, MemberFactory, PostFactory, ThreadFactory, ThreadReadFactory
from wellbeing_portal.audit.enums import By
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.audit.queries import trail_of
from wellbeing_portal.kernel.refusal import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(student):
    return MemberFactory(user=student)


@pytest.fixture
def thread(member):
    thread = actions.start_thread(member, title="Hei", body="eka")
    thread.refresh_from_db()
    return thread


@pytest.fixture
def post(thread):
    return thread.posts.get()


@pytest.fixture
def reader(member, peer):
    return MemberFactory(user=peer, group=member.group)


def trail():
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def test_the_same_form_sent_twice_makes_one_thread_and_one_post(member):
    once = uuid.uuid4()
    for _time in range(2):
        actions.start_thread(member, title="Hei", body="Moi **kaikki**", once=once)
    assert (Thread.objects.count(), Post.objects.get().position) == (1, 1)
    assert Post.objects.get().body_html == "<p>Moi <strong>kaikki</strong></p>\n"


def test_posts_take_the_next_position_and_a_repeat_finds_the_first(member):
    thread = ThreadFactory(author=member)
    once = uuid.uuid4()
    first = actions.publish_post(member, thread=thread, body="yksi", once=once)
    assert actions.publish_post(member, thread=thread, body="yksi", once=once) == first
    assert actions.publish_post(member, thread=thread, body="kaksi", quote_of=first).position == 2
    member.refresh_from_db()
    thread.refresh_from_db()
    thread.group.refresh_from_db()
    assert (member.post_count, thread.post_count) == (2, 2)
    assert thread.group.last_post_at == thread.last_post_at


@pytest.mark.parametrize(
    ("model", "change"),
    [
        ("thread", {"is_closed": True}),
        ("thread", {"hidden_at": timezone.now()}),
        ("group", {"state": GroupState.RESTING}),
        ("member", {"state": MemberState.REMOVED}),
    ],
)
def test_what_closed_while_somebody_wrote_takes_no_post(member, thread, model, change):
    row = {"thread": thread, "group": member.group, "member": member}[model]
    type(row).objects.filter(pk=row.pk).update(**change)
    with pytest.raises(Refusal):
        actions.publish_post(member, thread=thread, body="vielä")
    assert (thread.posts.count(), trail()) == (1, ["publish_post"])


def test_reading_marks_only_move_forward_and_never_past_the_end(thread, reader):
    for _number in range(4):
        PostFactory(thread=thread)
    for position in (3, 2, 99):
        actions.mark_thread_read(reader, thread=thread, position=position)
        if position == 2:
            assert ThreadRead.objects.get(member=reader).position == 3
    reader.refresh_from_db()
    assert ThreadRead.objects.get(member=reader).position == thread.post_count
    assert reader.last_visit_at is not None
    assert trail() == ["publish_post"]


def test_marking_the_group_read_lifts_ones_own_marks_only(thread, member, reader):
    PostFactory(thread=thread)
    ThreadReadFactory(thread=thread, member=reader, position=1)
    before = reader.all_read_at
    actions.mark_group_read(reader)
    reader.refresh_from_db()
    assert reader.all_read_at > before
    assert dict(ThreadRead.objects.values_list("member", "position")) == {member.pk: 1, reader.pk: 2}


def test_an_edit_keeps_the_text_before_it(member, thread, post):
    actions.edit_post(member, post=post, body="toka", version=1, title="Uusi")
    post.refresh_from_db()
    thread.refresh_from_db()
    assert (post.body, post.body_html, post.version, thread.title) == ("toka", "<p>toka</p>\n", 2, "Uusi")
    assert post.edited_at is not None
    assert PostRevision.objects.values_list("body", "title").get() == ("eka", "Hei")


def test_the_same_edit_twice_is_one(member, post):
    for _time in range(2):
        actions.edit_post(member, post=post, body="toka", version=1)
    assert (PostRevision.objects.count(), trail()) == (1, ["publish_post", "edit_post"])


def test_an_edit_of_an_older_version_changes_nothing(member, post):
    actions.edit_post(member, post=post, body="toka", version=1)
    with pytest.raises(actions.ChangedSinceError):
        actions.edit_post(member, post=post, body="kolmas", version=1)
    post.refresh_from_db()
    assert post.body == "toka"


def test_a_title_given_with_a_later_post_is_not_the_threads(member, thread):
    later = actions.publish_post(member, thread=thread, body="toka")
    actions.edit_post(member, post=later, body="kolmas", version=1, title="Väärä")
    thread.refresh_from_db()
    assert thread.title == "Hei"


@pytest.mark.parametrize("gone", ["deleted", "hidden"])
def test_a_post_that_is_gone_takes_no_edit(member, moderator, post, gone):
    if gone == "deleted":
        actions.delete_post(member, post=post)
    else:
        actions.hide_post(moderator, post=post, reason="Riitaa")
    with pytest.raises(Refusal):
        actions.edit_post(member, post=post, body="toka", version=1)


def test_a_removed_post_is_empty_and_comes_back_whole(member, thread, post):
    for _time in range(2):
        actions.delete_post(member, post=post)
    post.refresh_from_db()
    thread.refresh_from_db()
    assert (post.body, post.body_html, thread.title) == ("", "", "")
    for _time in range(2):
        actions.undelete_post(member, post=post)
    post.refresh_from_db()
    thread.refresh_from_db()
    assert (post.body, post.body_html, post.deleted_at, thread.title) == ("eka", "<p>eka</p>\n", None, "Hei")
    assert PostRevision.objects.count() == 0
    assert trail() == ["publish_post", "delete_post", "undelete_post"]


def test_a_later_post_is_removed_and_brought_back_without_its_thread(member, thread):
    later = actions.publish_post(member, thread=thread, body="toka")
    actions.delete_post(member, post=later)
    actions.undelete_post(member, post=later)
    thread.refresh_from_db()
    assert thread.title == "Hei"


def test_the_database_refuses_a_removed_post_with_a_text(post):
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now())


def test_after_the_time_to_undo_every_text_is_gone(member, post):
    now = timezone.now()
    actions.edit_post(member, post=post, body="toka", version=1)
    actions.delete_post(member, post=post)
    assert (actions.wipe_deleted_posts(), PostRevision.objects.count()) == (0, 2)
    with time_machine.travel(now + timedelta(minutes=11)):
        with pytest.raises(Refusal):
            actions.undelete_post(member, post=post)
        assert (actions.wipe_deleted_posts(), PostRevision.objects.count()) == (2, 0)
    with pytest.raises(Refusal):
        actions.undelete_post(member, post=post)


def test_reactions_are_counted_as_they_are_and_twice_is_once(post, reader):
    for _time in range(2):
        actions.react_to_post(reader, post=post, kind="heard", on=True)
    actions.react_to_post(reader, post=post, kind="thanks", on=True)
    post.refresh_from_db()
    assert post.reactions == {"heard": 1, "thanks": 1}
    for _time in range(2):
        actions.react_to_post(reader, post=post, kind="heard", on=False)
    post.refresh_from_db()
    assert post.reactions == {"thanks": 1}
    assert trail() == ["publish_post", "react_to_post", "react_to_post", "take_back_reaction"]


def test_nobody_reacts_to_their_own_or_to_what_is_gone(member, post, reader):
    with pytest.raises(Refusal):
        actions.react_to_post(member, post=post, kind="heard", on=True)
    actions.delete_post(member, post=post)
    with pytest.raises(Refusal):
        actions.react_to_post(reader, post=post, kind="heard", on=True)
    assert Reaction.objects.count() == 0


def test_a_hidden_post_takes_no_reaction(moderator, post, reader):
    actions.hide_post(moderator, post=post, reason="Riitaa")
    with pytest.raises(Refusal):
        actions.react_to_post(reader, post=post, kind="heard", on=True)


@pytest.mark.parametrize(
    ("do", "undo", "columns", "done"),
    [
        ("pin_thread", "unpin_thread", ("is_pinned",), (True,)),
        ("close_thread", "reopen_thread", ("is_closed", "closed_reason"), (True, "Syy")),
        ("hide_thread", "restore_thread", ("hidden_reason",), ("Syy",)),
    ],
)
def test_what_hosts_do_to_a_thread_can_be_undone_and_twice_is_once(moderator, thread, do, undo, columns, done):
    why = {} if do == "pin_thread" else {"reason": "Syy"}
    before = Thread.objects.values_list(*columns).get()
    for _time in range(2):
        getattr(actions, do)(moderator, thread=thread, **why)
    assert Thread.objects.values_list(*columns).get() == done
    for _time in range(2):
        getattr(actions, undo)(moderator, thread=thread)
    assert Thread.objects.values_list(*columns).get() == before
    assert trail() == ["publish_post", do, undo]


def test_a_post_is_hidden_and_shown_again(moderator, post):
    for _time in range(2):
        actions.hide_post(moderator, post=post, reason="Syy")
    assert Post.objects.values_list("hidden_reason", "hidden_by").get() == ("Syy", moderator.pk)
    for _time in range(2):
        actions.restore_post(moderator, post=post)
    assert Post.objects.values_list("hidden_reason", "hidden_by", "hidden_at").get() == ("", None, None)
    assert trail() == ["publish_post", "hide_post", "restore_post"]


def test_reading_by_ones_role_is_put_in_the_trail(moderator, diak):
    thread = ThreadFactory(author=MemberFactory(group=GroupFactory(owner=diak)))
    actions.read_as_keeper(moderator, thread=thread, authors=[thread.author_id, thread.author_id])
    assert trail() == ["read_thread", "read_posts"]
    told = [(row["action"], row["by"]) for row in trail_of(thread.author.user)]
    assert told == [("read_posts", By.PERSON)]
    # What the writer's entry names is the group: it tells nobody who wrote in which conversation.
    entry = Entry.objects.visible_to(thread.author.user).get()
    assert entry.target == f"communities.Group:{thread.group.public_id}"
