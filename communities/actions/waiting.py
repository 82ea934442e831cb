"""Verbs of posts that wait for a host, and of what members may write.

Let through, decline, change, take back; trust, mute.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from communities.actions.groups import ChangedSinceError
from communities.actions.suspended import refuse_suspended
from communities.actions.threads import give_place, locked_post
from communities.models import Group, Member, Post, Thread
from communities.notices import PostAnswered
from wellbeing_portal.audit.actions import record, record_read, recorded_last
from wellbeing_portal.kernel.markdown import to_html
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import tell
from wellbeing_portal.moderation.actions import (
    heed_words,
    put_down_host_act,
    raise_item,
    settle_items,
    take_back_host_act,
)
from wellbeing_portal.moderation.enums import Colour, How, Verdict, Why

# How long a declined post stays with its writer, who can read the reason and copy the text; an appeal keeps its own.
DECLINED_KEPT = datetime.timedelta(days=30)


def _put_in_trail(actor: Any, action: str, post: Post, **facts: Any) -> None:
    """Names the group and the writer, never the post: together these would tell the pseudonym."""
    group = post.thread.group
    record(actor=actor, action=action, target=group, chain=group.owner.slug, subject=post.author.user, **facts)


@transaction.atomic
@recorded_last()
def let_through(actor: Any, *, post: Post, version: int | None = None) -> Post:
    """Show the group a post that waited, as the newest one. Twice changes nothing; a post taken back says so.

    ``version`` is that of the text which was read; raises ChangedSinceError when its writer has changed it since.
    """
    current = locked_post(post)
    if current is None:
        raise Refusal(_("The writer has taken this post back."))
    if current.held_at is None:
        return current
    if version is not None and version != current.version:
        raise ChangedSinceError
    # The member before the group, as whoever leaves it or is taken out.
    Member.objects.select_for_update(no_key=True).get(pk=current.author_id)
    now = timezone.now()
    current.held_at, current.held_why, current.declined_at, current.declined_reason = None, "", None, ""
    give_place(current, now)
    Member.objects.filter(pk=current.author_id).update(passed=F("passed") + 1)
    _trust_by_itself(current, now)
    settle_items(about=current, actor=actor, how=How.LET_THROUGH)
    take_back_host_act(about=current, verdict=Verdict.HIDE)
    _put_in_trail(actor, "let_post_through", current)
    tell(PostAnswered, to=[current.author.user], about=current, key="let through")
    return current


def _trust_by_itself(post: Post, now: datetime.datetime) -> None:
    """Somebody of whom enough was let through needs no reading before any more, where the group has it so."""
    enough = post.thread.group.trust_after
    if enough:
        Member.objects.filter(pk=post.author_id, trusted_at=None, passed__gte=enough).update(trusted_at=now)


@transaction.atomic
@recorded_last()
def decline_post(actor: Any, *, post: Post, reason: str, version: int | None = None, decided: bool = False) -> None:
    """Do not show the group a post that waits; its writer sees it with the reason. Twice changes nothing.

    ``version`` is as for letting through. ``decided``: by moderation, which tells the writer.
    """
    current = locked_post(post)
    if current is None:
        raise Refusal(_("The writer has taken this post back."))
    if current.held_at is None:
        raise Refusal(_("Somebody has let this post through just now. You can hide it in the conversation."))
    if current.declined_at is not None:
        return
    if version is not None and version != current.version:
        raise ChangedSinceError
    current.declined_at, current.declined_reason = timezone.now(), reason
    current.save(update_fields=["declined_at", "declined_reason"])
    settle_items(about=current, actor=actor, how=How.DECLINED)
    _put_in_trail(actor, "decline_post", current)
    if not decided:
        put_down_host_act(actor, about=current, verdict=Verdict.HIDE, reason=reason)


@transaction.atomic
@recorded_last()
def edit_waiting_post(author: Member, *, post: Post, body: str, version: int, title: str | None = None) -> Post:
    """Change a post while it waits. Only hosts have seen it, so that nothing of the earlier text is kept.

    ``title`` is that of the thread it begins. Raises ChangedSinceError when ``version`` is not the newest. The same
    text again changes nothing; what was answered meanwhile is not changed.
    """
    current = locked_post(post)
    if current is None:
        raise Refusal(_("You have taken this post back meanwhile. Copy your text if you still need it."))
    if current.held_at is None:
        raise Refusal(_("A host has let this post through just now. Save again if you want to change it all the same."))
    if current.declined_at is not None:
        raise Refusal(_("A host has decided just now not to let this post through. Copy your text if you need it."))
    thread = current.thread
    refuse_suspended(author.user, at=thread.group.owner_id)
    if title is None or not current.begins_thread:
        title = thread.title
    if (body, title) == (current.body, thread.title):
        return current
    if current.version != version:
        raise ChangedSinceError
    current.body, current.body_html, current.version = body, to_html(body), version + 1
    current.save(update_fields=["body", "body_html", "version"])
    if title != thread.title:
        thread.title = title
        thread.save(update_fields=["title"])
    record(actor=author.user, action="edit_post", target=current, chain=thread.group.owner.slug)
    raise_item(about=current, colour=Colour.GREEN, why=Why.HELD)
    heed_words(about=current, text=f"{title}\n{body}" if current.begins_thread else body)
    return current


@transaction.atomic
def withdraw_post(author: Member, *, post: Post) -> None:
    """Take back a post that waits; nothing of it is kept, nor of a thread that it was to begin."""
    current = locked_post(post)
    if current is None:
        return
    if current.held_at is None:
        raise Refusal(_("A host has let this post through just now. You can remove it from the conversation."))
    group, thread = current.thread.group, current.thread
    settle_items(about=current, actor=author.user, how=How.GONE)
    current.delete()
    if thread.held_at is not None:
        thread.delete()
    record(actor=author.user, action="withdraw_post", target=group, chain=group.owner.slug)


def wipe_declined_posts(*, now: datetime.datetime | None = None) -> int:
    """Forget what was not let through, and the conversations it was to begin. Returns how many posts went."""
    over = (now or timezone.now()) - DECLINED_KEPT
    posts = Post.objects.unscoped("what is past its time is forgotten").filter(declined_at__lte=over)
    begins = Thread.objects.unscoped("what is past its time is forgotten").filter(
        held_at__isnull=False, pk__in=posts.values("thread")
    )
    gone = posts.count()
    with transaction.atomic():
        begins.delete()
        posts.delete()
    return gone


def read_waiting_as_keeper(actor: Any, *, group: Group, posts: Iterable[Post]) -> None:
    """Put in the trail that somebody was shown what waits by their role, without being a member."""
    writers = list({post.author_id: post.author.user for post in posts}.values())
    record_read(actor=actor, action="read_waiting_posts", target=group, chain=group.owner.slug, subjects=writers)


@transaction.atomic
def trust_member(actor: Any, *, member: Member, on: bool) -> Member:
    """Let the member's posts appear at once, or have them read first again as at the beginning."""
    rows = Member.objects.filter(pk=member.pk, trusted_at__isnull=on)
    if rows.update(trusted_at=timezone.now() if on else None, passed=F("passed") if on else 0):
        action = "trust_member" if on else "no_longer_trust_member"
        record(actor=actor, action=action, target=member.group, chain=member.group.owner.slug, subject=member.user)
    member.refresh_from_db()
    return member


@transaction.atomic
def mute_member(actor: Any, *, member: Member, until: datetime.datetime, reason: str) -> Member:
    """Have the member only read until then; they see the reason where they would write."""
    Member.objects.filter(pk=member.pk).update(muted_until=until, muted_reason=reason)
    record(actor=actor, action="mute_member", target=member.group, chain=member.group.owner.slug, subject=member.user)
    member.refresh_from_db()
    return member


@transaction.atomic
def unmute_member(actor: Any, *, member: Member) -> Member:
    """Let the member write again. Twice changes nothing."""
    if Member.objects.filter(pk=member.pk, muted_until__isnull=False).update(muted_until=None, muted_reason=""):
        group = member.group
        record(actor=actor, action="unmute_member", target=group, chain=group.owner.slug, subject=member.user)
    member.refresh_from_db()
    return member
