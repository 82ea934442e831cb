"""Who is kept out of whose sight. What follows from it, and why, is in ARCHITECTURE.md, "Blocks"."""

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from communities.enums import MemberState
from communities.models import Block, Group, Member, MemberMute, Post, Reaction, Thread, kept_by
from wellbeing_portal.kernel.prepared import Prepared


@dataclass(frozen=True)
class Fence:
    """One block as it stands to one reader: ``other`` is the user kept away, ``mine`` whether the reader made it."""

    other: int
    mine: bool
    group: int
    since: datetime.datetime
    until: datetime.datetime | None


def _about(user: int | OuterRef) -> Q:
    """Blocks that change what a person sees: their own, and all that were ever made against them."""
    return Q(by=user, ended_at=None) | Q(whom=user)


def fenced(user: int | OuterRef) -> Exists:
    """Whether there is any block around the person: asked within a query that a page makes anyway."""
    return Exists(Block.objects.unscoped("both sides of a block are kept apart").filter(_about(user)))


def know_fenced(user: Any, is_fenced: bool) -> None:
    """Keep what another query has told, so that nobody without blocks pays for a question of its own."""
    if not is_fenced:
        user.fences_today = ()


def _around(user: int) -> QuerySet[Block]:
    rows = Block.objects.unscoped("both sides of a block are kept apart").filter(_about(user)).order_by("pk")
    return rows.values_list("by_id", "whom_id", "group_id", "made_at", "ended_at")


_fences = Prepared(_around, user=int)


def fences_of(user: Any) -> tuple[Fence, ...]:
    """The blocks that stand around a person; one query, kept on the user object until forgotten."""
    if not user.is_authenticated:
        return ()
    if not hasattr(user, "fences_today"):
        user.fences_today = tuple(
            Fence(whom if by == user.pk else by, by == user.pk, group, since, until)
            for by, whom, group, since, until in _fences.rows(user=user.pk)
        )
    return user.fences_today


def forget_fences(user: Any) -> None:
    """Call it in the action that changes somebody's blocks."""
    user.__dict__.pop("fences_today", None)


def fenced_among(people: Collection[int]) -> set[int]:
    """Which of these users have a block around them; one query for all."""
    rows = Block.objects.unscoped("both sides of a block are kept apart")
    rows = rows.filter(Q(by__in=people, ended_at=None) | Q(whom__in=people))
    return {user for pair in rows.values_list("by_id", "whom_id") for user in pair if user in people}


def hidden_people(user: Any, group: Group | None = None) -> frozenset[int]:
    """Keys of the users whose words the person does not get to see, in this group or in any.

    Who blocked the person is hidden everywhere. Whom the person blocked is hidden in the group where they met
    only: if they vanished elsewhere too, the block would tell under which other name they go there.
    """
    return frozenset(
        fence.other
        for fence in fences_of(user)
        if fence.until is None and (not fence.mine or group is None or fence.group == group.pk)
    )


def _out_of_sight(user: Any, *, edits: bool) -> Q | None:
    """The condition on threads or posts (with ``edits``) that a person does not see; None for nearly everybody."""
    fences = fences_of(user)
    if not fences:
        return None
    out = Q(pk__in=[])
    for fence in fences:
        here, by_other = Q(author__group=fence.group), Q(author__user=fence.other)
        if fence.mine:
            out |= by_other & here
            continue
        since = Q(created_at__gte=fence.since) & (Q(created_at__lt=fence.until) if fence.until else Q())
        if edits:
            edited = Q(edited_at__gte=fence.since) & (Q(edited_at__lt=fence.until) if fence.until else Q())
            since |= edited
        out |= by_other & ((since & ~here) if fence.until else (since | here))
    hosted = Member.objects.filter(user=user, state=MemberState.ACTIVE, is_host=True).values("group")
    looks_after = Q(author__group__in=hosted) | Q(author__group__owner__in=kept_by(user))
    return out & Q(author__is_host=False) & ~looks_after


def unseen_posts(user: Any) -> Q | None:
    """The condition on posts that are kept out of a person's sight; None where there is nothing to ask."""
    return _out_of_sight(user, edits=True)


def unseen_threads(user: Any) -> Q | None:
    """The condition on threads that are kept out of a person's sight; None where there is nothing to ask."""
    return _out_of_sight(user, edits=False)


def without(rows: QuerySet, out: Q | None) -> QuerySet:
    """The rows that are left in sight."""
    return rows if out is None else rows.exclude(pk__in=rows.model.objects.filter(out).values("pk"))


def veil(thread: Any, user: Any) -> Any:
    """Count the thread's posts as the reader meets them: places, ``post_count`` and ``read_to`` leave out the unseen.

    No gap in any number tells that there is something; and a thread that was begun by somebody unseen, and in
    which the reader has written, has lost its title for them as if it were removed.
    """
    out = unseen_posts(user)
    if out is None:
        return thread
    unseen = Post.objects.unscoped("the thread itself came through the wall").filter(out, thread=thread)
    thread.unseen = tuple(unseen.filter(held_at=None).order_by("position").values_list("position", flat=True))
    thread.post_count -= len(thread.unseen)
    if thread.read_to is not None:
        thread.read_to = thread.rank_of(thread.read_to)
    if thread.unseen[:1] == (1,):
        thread.title = ""
    return thread


def reactions_of_hidden(user: Any, thread: Thread, posts: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """The reactions on these posts by people whom the reader does not get to see, as (post, kind)."""
    hidden = hidden_people(user, thread.group)
    if not hidden:
        return []
    rows = Reaction.objects.unscoped("the posts themselves came through the wall")
    rows = rows.filter(post__in=[post["pk"] for post in posts], member__user__in=hidden)
    return list(rows.values_list("post_id", "kind"))


def deaf_to(author: Member) -> frozenset[int]:
    """Keys of the users who hear nothing of what this member writes: blocked either way, or they fold it away.

    A host is heard by everybody, and hears everybody.
    """
    muted = set(MemberMute.objects.filter(whom=author).values_list("by__user", flat=True))
    if author.is_host:
        return frozenset(muted)
    apart = {
        fence.other
        for fence in fences_of(author.user)
        if fence.until is None and (fence.mine or fence.group == author.group_id)
    }
    hosts = Member.objects.filter(group=author.group_id, state=MemberState.ACTIVE, is_host=True, user__in=apart)
    return frozenset(muted | (apart - set(hosts.values_list("user", flat=True))))


def blocks_of(user: Any) -> QuerySet[Block]:
    """Whom the person keeps away, the newest first: names and groups, never who they are."""
    return Block.objects.visible_to(user).filter(ended_at=None).select_related("group").order_by("-made_at", "-pk")


def block_for(user: Any, public_id: uuid.UUID) -> Block:
    """One of the person's own blocks, or 404."""
    return get_object_or_404(Block.objects.visible_to(user).select_related("group__owner"), public_id=public_id)


def mute_for(user: Any, member_id: uuid.UUID) -> MemberMute:
    """One of the person's own mutes, by the member it is about, or 404."""
    rows = MemberMute.objects.visible_to(user).select_related("by", "whom")
    return get_object_or_404(rows, whom__public_id=member_id)


def mutes_of(user: Any) -> QuerySet[MemberMute]:
    """Whose posts the person folds away, by pseudonym."""
    rows = MemberMute.objects.visible_to(user).select_related("whom__group")
    return rows.order_by("whom__group", "whom__pseudonym_key")


def muted_members(member: Member | None) -> frozenset[int]:
    """Keys of the members whose posts this member folds away."""
    if member is None:
        return frozenset()
    return frozenset(MemberMute.objects.filter(by=member).values_list("whom_id", flat=True))
