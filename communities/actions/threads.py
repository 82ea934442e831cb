"""Verbs of writing in threads, and of how far somebody has read."""

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from communities import queries, rules
from communities.actions.suspended import refuse_suspended
from communities.enums import GroupState, HeldWhy, MemberState
from communities.models import Group, Member, Post, Thread, ThreadFollow, ThreadRead
from communities.notices import Mention, PostsWait, ThreadReplies
from wellbeing_portal.audit.actions import record, record_read, recorded_last
from wellbeing_portal.kernel.markdown import to_html
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import tell
from wellbeing_portal.moderation.actions import heed_words, raise_item
from wellbeing_portal.moderation.enums import Colour, Why
from wellbeing_portal.notifications.actions import mark_read_about


@transaction.atomic
def start_thread(author: Member, *, title: str, body: str, once: uuid.UUID | None = None) -> Thread:
    """Start a thread with its first post. The same form sent twice gives the first thread."""
    thread, made = Thread.objects.get_or_create(
        author=author,
        once=once or uuid.uuid4(),
        defaults={"group": author.group, "title": title, "language": get_language() or "fi"},
    )
    if made:
        thread.held_at = publish_post(author, thread=thread, body=body, once=once).held_at
    return thread


def locked_post(post: Post) -> Post | None:
    """The post with its thread, both locked in the order in which publishing locks them; None once it is gone."""
    threads = Thread.objects.select_for_update(of=("self",)).select_related("group__owner")
    thread = threads.filter(pk=post.thread_id).first()
    if thread is None:
        return None
    current = Post.objects.select_for_update(of=("self",)).select_related("author__user").filter(pk=post.pk).first()
    if current is not None:
        current.thread = thread
        current.author.group = thread.group
    return current


@transaction.atomic
@recorded_last()
def publish_post(
    author: Member, *, thread: Thread, body: str, quote_of: Post | None = None, once: uuid.UUID | None = None
) -> Post:
    """Add a post at the end of the thread. The same form sent twice gives the first post.

    What was allowed when the form was opened is asked again under the lock: the thread may have been
    closed and the writer removed since then. A post that a host reads first waits without a position (held_at).
    """
    locked = Thread.objects.select_for_update(of=("self",)).select_related("group").get(pk=thread.pk)
    if once is not None:
        first = Post.objects.filter(author=author, once=once).first()
        if first is not None:
            return first
    if locked.is_closed or locked.hidden_at is not None or locked.group.state != GroupState.OPEN:
        raise Refusal(_("This conversation was closed while you were writing."))
    now = timezone.now()
    writer = _writer_now(author, locked.group, now)
    why = rules.must_wait(writer, locked.group, now)
    post = Post(
        thread=locked,
        author=author,
        body=body,
        body_html=to_html(body),
        language=get_language() or "fi",
        quote_of=quote_of,
        once=once,
        created_at=now,
    )
    if why is None:
        give_place(post, now)
        record(actor=author.user, action="publish_post", target=post, chain=locked.group.owner.slug)
    else:
        hold(post, why, now)
    heed_words(about=post, text=f"{thread.title}\n{body}" if thread.post_count == 0 else body)
    return post


def _writer_now(author: Member, group: Group, now: datetime.datetime) -> Member:
    """The writer's row as it is now, locked; no for somebody who left, or who only reads for now."""
    writer = Member.objects.select_for_update(no_key=True).filter(pk=author.pk, state=MemberState.ACTIVE).first()
    if writer is None:
        raise Refusal(_("You are no longer a member of this group."))
    refuse_suspended(author.user, at=group.owner_id)
    if rules.is_muted(writer, now):
        raise Refusal(_("You can read here, but not write for now. The page of the group tells why and until when."))
    return writer


def give_place(post: Post, now: datetime.datetime) -> None:
    """Put the post at the end of its thread, which the caller has locked; the group sees it and hears of it."""
    thread, author = post.thread, post.author
    post.position, post.created_at = thread.post_count + 1, now
    post.save()
    Thread.objects.filter(pk=thread.pk).update(post_count=post.position, last_post_at=now, held_at=None)
    Group.objects.filter(pk=thread.group_id).update(last_post_at=now)
    Member.objects.filter(pk=author.pk).update(post_count=F("post_count") + 1)
    # The next post that is given a place in the same transaction comes after this one.
    thread.post_count, thread.held_at = post.position, None
    _read_to(author, thread, post.position)
    # Who has chosen not to follow goes on not following.
    ThreadFollow.objects.bulk_create([ThreadFollow(member=author, thread=thread)], ignore_conflicts=True)
    _tell_group(author, post)


def hold(post: Post, why: HeldWhy, now: datetime.datetime) -> None:
    """Keep the post for a host to read. A thread that begins with it waits too."""
    post.held_at, post.held_why = now, why
    post.save()
    if post.thread.post_count == 0:
        Thread.objects.filter(pk=post.thread_id).update(held_at=now)
    group = post.thread.group
    record(actor=post.author.user, action="hold_post", target=post, chain=group.owner.slug, why=str(why))
    raise_item(about=post, colour=Colour.GREEN, why=Why.HELD)
    tell(PostsWait, to=queries.answerers_of(group), about=group)


def _tell_group(author: Member, post: Post) -> None:
    """Nobody hears twice of one post: who is called by name hears that, the other followers that it came."""
    deaf = queries.deaf_to(author)
    hear = [member for member in queries.mentioned_in(post.thread.group, post.body) if member != author]
    called = [member for member in hear if member.user_id not in deaf]
    others = [member for member in queries.followers_of(post.thread) if member != author and member not in hear]
    tell(Mention, to=[member.user for member in called], about=post)
    tell(ThreadReplies, to=[member.user for member in others if member.user_id not in deaf], about=post.thread)


@transaction.atomic
def follow_thread(member: Member, *, thread: Thread, on: bool) -> None:
    """Hear of new replies, or no longer. Not put in the trail: what somebody follows is nobody's business."""
    ThreadFollow.objects.update_or_create(member=member, thread=thread, defaults={"on": on})


def _read_to(member: Member, thread: Thread, position: int) -> None:
    """Marks move forward only, whatever order they arrive in."""
    mark, made = ThreadRead.objects.get_or_create(member=member, thread=thread, defaults={"position": position})
    if not made:
        ThreadRead.objects.filter(pk=mark.pk, position__lt=position).update(position=position)


@transaction.atomic
def mark_thread_read(member: Member, *, thread: Thread, position: int) -> None:
    """Remember how far the member has read. Not put in the trail: what somebody reads is nobody's business."""
    Member.objects.filter(pk=member.pk).update(last_visit_at=timezone.now())
    # ``position`` and ``post_count`` are as the reader meets them; at the end, what they do not see is over too.
    at_end = position >= thread.post_count
    newest = thread.post_count + len(thread.unseen)
    _read_to(member, thread, newest if at_end else thread.position_of(position))
    mark_read_about(member.user, targets=Post.objects.filter(thread=thread, position__lte=position).values("public_id"))
    if position >= thread.post_count:
        mark_read_about(member.user, targets=[thread.public_id])


@transaction.atomic
def mark_group_read(member: Member) -> None:
    """Nothing written so far in the group is new to the member; two statements, however many threads there are."""
    now = timezone.now()
    Member.objects.filter(pk=member.pk).update(all_read_at=now, last_visit_at=now)
    newest = Thread.objects.filter(pk=OuterRef("thread")).values("post_count")
    ThreadRead.objects.filter(member=member).update(position=Subquery(newest))


def read_as_keeper(actor: Any, *, thread: Thread, authors: Iterable[int]) -> None:
    """Put in the trail that somebody was shown these members' posts by their role, without being a member.

    One entry names the thread. Each writer gets one of their own, which names only the group: a row that named the
    thread as well would tell a reader of the trail who wrote in it.
    """
    group = thread.group
    record(actor=actor, action="read_thread", target=thread, chain=group.owner.slug)
    writers = [member.user for member in Member.objects.filter(pk__in=set(authors)).select_related("user")]
    record_read(actor=actor, action="read_posts", target=group, chain=group.owner.slug, subjects=writers)
