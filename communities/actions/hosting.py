"""Verbs of those who look after a group's conversations. Each can be undone, and twice changes nothing."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from communities import queries
from communities.models import Group, Post, Thread
from wellbeing_portal.audit.actions import record
from wellbeing_portal.moderation.actions import put_down_host_act, take_back_host_act
from wellbeing_portal.moderation.enums import Verdict


def _change_thread(actor: Any, thread: Thread, action: str, *, unless: dict[str, Any], to: dict[str, Any]) -> bool:
    """Change the row unless it is so already; only a real change reaches the trail."""
    changed = Thread.objects.filter(pk=thread.pk).exclude(**unless).update(**to) > 0
    if changed:
        record(actor=actor, action=action, target=thread, chain=thread.group.owner.slug)
    return changed


@transaction.atomic
def pin_thread(actor: Any, *, thread: Thread) -> None:
    _change_thread(actor, thread, "pin_thread", unless={"is_pinned": True}, to={"is_pinned": True})


@transaction.atomic
def unpin_thread(actor: Any, *, thread: Thread) -> None:
    _change_thread(actor, thread, "unpin_thread", unless={"is_pinned": False}, to={"is_pinned": False})


@transaction.atomic
def close_thread(actor: Any, *, thread: Thread, reason: str) -> None:
    """Stop new posts; the reason is shown to the group."""
    to = {"is_closed": True, "closed_reason": reason}
    _change_thread(actor, thread, "close_thread", unless={"is_closed": True}, to=to)


@transaction.atomic
def reopen_thread(actor: Any, *, thread: Thread) -> None:
    to = {"is_closed": False, "closed_reason": ""}
    _change_thread(actor, thread, "reopen_thread", unless={"is_closed": False}, to=to)


@transaction.atomic
def hide_thread(actor: Any, *, thread: Thread, reason: str) -> None:
    """Take the whole conversation away from the group; those who look after it still see it.

    Who began it is told, by a statement about the first post.
    """
    to = {"hidden_at": timezone.now(), "hidden_by": actor, "hidden_reason": reason}
    if _change_thread(actor, thread, "hide_thread", unless={"hidden_at__isnull": False}, to=to):
        first = queries.first_post_of(thread)
        if first is not None:
            put_down_host_act(actor, about=first, verdict=Verdict.HIDE, reason=reason)


@transaction.atomic
def restore_thread(actor: Any, *, thread: Thread) -> None:
    to = {"hidden_at": None, "hidden_by": None, "hidden_reason": ""}
    if _change_thread(actor, thread, "restore_thread", unless={"hidden_at__isnull": True}, to=to):
        first = queries.first_post_of(thread)
        if first is not None:
            take_back_host_act(about=first, verdict=Verdict.HIDE)


@transaction.atomic
def hide_post(actor: Any, *, post: Post, reason: str, decided: bool = False) -> None:
    """Take the text away from the group; its place, the reason and the writer's own sight of it stay.

    A post that waits is not in sight yet: it is declined instead. ``decided``: by moderation, which tells the writer.
    """
    to = {"hidden_at": timezone.now(), "hidden_by": actor, "hidden_reason": reason}
    if Post.objects.filter(pk=post.pk, hidden_at=None, held_at=None).update(**to):
        chain, writer = post.thread.group.owner.slug, post.author.user
        record(actor=actor, action="hide_post", target=post, chain=chain, subject=writer)
        if not decided:
            put_down_host_act(actor, about=post, verdict=Verdict.HIDE, reason=reason)


@transaction.atomic
def restore_post(actor: Any, *, post: Post) -> None:
    to = {"hidden_at": None, "hidden_by": None, "hidden_reason": ""}
    if Post.objects.filter(pk=post.pk, hidden_at__isnull=False).update(**to):
        chain, writer = post.thread.group.owner.slug, post.author.user
        record(actor=actor, action="restore_post", target=post, chain=chain, subject=writer)
        take_back_host_act(about=post, verdict=Verdict.HIDE)


@transaction.atomic
def ask_to_edit(actor: Any, *, post: Post) -> None:
    """Put in the trail that the writer was asked to change the text; how, they read where they are asked."""
    chain, writer = post.thread.group.owner.slug, post.author.user
    record(actor=actor, action="ask_to_edit", target=post, chain=chain, subject=writer)


@transaction.atomic
def show_card(actor: Any, *, group: Group, to_all: bool) -> None:
    """Show the group's card signed out too, or to its audience only. Twice changes nothing."""
    if Group.objects.filter(pk=group.pk).exclude(card_public=to_all).update(card_public=to_all):
        action = "show_card" if to_all else "hide_card"
        record(actor=actor, action=action, target=group, chain=group.owner.slug)
