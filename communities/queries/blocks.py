"""Who is kept out of whose sight. What follows from it, and why, is in ARCHITECTURE.md, "Blocks"."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from communities.models import Block, Group, Member, MemberMute
from wellbeing_portal.kernel.prepared import Prepared


@dataclass(frozen=True)
class Fence:
    """One block as it stands to one reader: ``other`` is the user kept away, ``mine`` whether the reader made it."""

    other: int
    mine: bool
    group: int
    since: datetime.datetime
    until: datetime.datetime | None


def _around(user: int) -> QuerySet[Block]:
    rows = Block.objects.unscoped("both sides of a block are kept apart")
    rows = rows.filter(Q(by=user, ended_at=None) | Q(whom=user)).order_by("pk")
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


def muted_members(member: Member | None) -> frozenset[int]:
    """Keys of the members whose posts this member folds away."""
    if member is None:
        return frozenset()
    return frozenset(MemberMute.objects.filter(by=member).values_list("whom_id", flat=True))
