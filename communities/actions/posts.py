"""Verbs of one post: edit, remove, bring back, react."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from communities import queries
from communities.actions.groups import ChangedSinceError
from communities.actions.suspended import refuse_suspended
from communities.actions.threads import locked_post
from communities.models import Member, Post, PostRevision, Reaction, Thread
from communities.notices import Mention
from communities.rules import UNDO_TIME
from wellbeing_portal.audit.actions import record, recorded_last
from wellbeing_portal.kernel.markdown import to_html
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import tell
from wellbeing_portal.moderation.actions import heed_words


def _locked(post: Post) -> Post:
    return (
        Post.objects.select_for_update(of=("self",))
        .select_related("thread__group__owner", "author__user")
        .get(pk=post.pk)
    )


@transaction.atomic
@recorded_last()
def edit_post(author: Member, *, post: Post, body: str, version: int, title: str | None = None) -> Post:
    """Change the text and keep the one before it. ``title`` is the thread's, and counts on its first post only.

    Raises ChangedSinceError when ``version`` is not the newest. The same text again changes nothing.
    """
    current = locked_post(post)
    if current is None or current.deleted_at is not None or current.hidden_at is not None:
        raise Refusal(_("This post was removed or hidden while you were writing."))
    refuse_suspended(author.user, at=current.thread.group.owner_id)
    is_first = current.position == 1
    old_title = current.thread.title if is_first else ""
    new_title = title if is_first and title is not None else old_title
    if (body, new_title) == (current.body, old_title):
        return current
    if current.version != version:
        raise ChangedSinceError
    PostRevision.objects.create(post=current, body=current.body, title=old_title)
    before = {author, *queries.mentioned_in(current.thread.group, current.body)}
    deaf = queries.deaf_to(author)
    called = [
        member
        for member in queries.mentioned_in(current.thread.group, body)
        if member not in before and member.user_id not in deaf
    ]
    current.body, current.body_html = body, to_html(body)
    current.version, current.edited_at = version + 1, timezone.now()
    current.save(update_fields=["body", "body_html", "version", "edited_at"])
    if new_title != old_title:
        Thread.objects.filter(pk=current.thread_id).update(title=new_title)
    record(actor=author.user, action="edit_post", target=current, chain=current.thread.group.owner.slug)
    tell(Mention, to=[member.user for member in called], about=current)
    heed_words(about=current, text=f"{new_title}\n{body}")
    return current


@transaction.atomic
def delete_post(author: Member, *, post: Post) -> Post:
    """Take the text out of the thread; it can be brought back for UNDO_TIME. Twice changes nothing."""
    current = locked_post(post)
    if current is None or current.deleted_at is not None:
        return current or post
    was = current.thread.title if current.position == 1 else ""
    now = timezone.now()
    PostRevision.objects.create(post=current, body=current.body, title=was, replaced_at=now)
    current.body = current.body_html = ""
    current.deleted_at = now
    current.version += 1
    current.save(update_fields=["body", "body_html", "deleted_at", "version"])
    if current.position == 1:
        Thread.objects.filter(pk=current.thread_id).update(title="")
    record(actor=author.user, action="delete_post", target=current, chain=current.thread.group.owner.slug)
    return current


@transaction.atomic
def undelete_post(author: Member, *, post: Post) -> Post:
    """Bring back what was removed a moment ago. Twice changes nothing."""
    current = locked_post(post)
    if current is None or current.deleted_at is None:
        return current or post
    kept = PostRevision.objects.filter(post=current).order_by("-replaced_at", "-pk").first()
    if kept is None or timezone.now() - current.deleted_at >= UNDO_TIME:
        raise Refusal(_("The time to undo is over, and the text is gone."))
    current.body, current.body_html, current.deleted_at = kept.body, to_html(kept.body), None
    current.version += 1
    current.save(update_fields=["body", "body_html", "deleted_at", "version"])
    if current.position == 1:
        Thread.objects.filter(pk=current.thread_id).update(title=kept.title)
    kept.delete()
    record(actor=author.user, action="undelete_post", target=current, chain=current.thread.group.owner.slug)
    return current


def wipe_deleted_posts(*, now: datetime.datetime | None = None) -> int:
    """Forget every kept text of posts whose time to undo is over. Returns how many texts went."""
    over = (now or timezone.now()) - UNDO_TIME
    wiped, _by_model = PostRevision.objects.filter(post__deleted_at__lte=over).delete()
    return wiped


@transaction.atomic
def react_to_post(actor: Member, *, post: Post, kind: str, on: bool) -> Post:
    """Add or take back one reaction of the member. The counts on the post follow the rows, under the post's lock."""
    current = _locked(post)
    if current.author_id == actor.pk or current.deleted_at is not None or current.hidden_at is not None:
        raise Refusal(_("This post takes no reactions."))
    refuse_suspended(actor.user, at=current.thread.group.owner_id)
    mine: dict[str, Any] = {"post": current, "member": actor, "kind": kind}
    if on:
        _reaction, changed = Reaction.objects.get_or_create(**mine)
    else:
        changed = Reaction.objects.filter(**mine).delete()[0] > 0
    if changed:
        counts = Reaction.objects.filter(post=current).values_list("kind").annotate(many=Count("pk"))
        current.reactions = dict(counts.order_by("kind"))
        current.save(update_fields=["reactions"])
        action = "react_to_post" if on else "take_back_reaction"
        record(actor=actor.user, action=action, target=current, chain=current.thread.group.owner.slug, kind=kind)
    return current
