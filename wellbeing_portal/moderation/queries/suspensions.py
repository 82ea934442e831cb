"""Who may not write in groups for a while. Asked by every page of a group, so it costs most readers nothing."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from wellbeing_portal.moderation.models import Suspension

SUSPENDED = "moderation:suspended"
# Seconds. A suspension that begins or ends forgets what was kept; in a cache that is not shared it counts by then.
KEPT = 60


def _suspended() -> frozenset[int]:
    """Keys of everybody who is suspended from anything: few, so one small set serves all."""
    known = cache.get(SUSPENDED)
    if known is None:
        rows = Suspension.objects.holding(timezone.now())
        known = frozenset(rows.values_list("user", flat=True))
        cache.set(SUSPENDED, known, KEPT)
    return known


def suspension_of(user: Any, *, at: int | None = None) -> Suspension | None:
    """The suspension that keeps the person from writing now, the one that lasts longest; None: they may write.

    ``at`` is the key of the institution whose group it is; without it any suspension counts.
    """
    if user.pk not in _suspended():
        return None
    held = [row for row in _held(user) if row.place_id is None or at is None or row.place_id == at]
    return max(held, key=lambda row: row.until, default=None)


def _held(user: Any) -> list[Suspension]:
    """Read once a request: the user's row lives that long."""
    if not hasattr(user, "suspensions_now"):
        user.suspensions_now = list(Suspension.objects.filter(user=user.pk).holding(timezone.now()))
    return user.suspensions_now


def is_suspended(user: Any, *, at: int) -> bool:
    """The same for an action, behind its locks: asked of the table, whatever was kept for the pages."""
    return bool(suspended_among([user], at=at))


def suspended_among(users: Iterable[Any], *, at: int) -> frozenset[int]:
    """The keys of those who are; one query."""
    held = Suspension.objects.filter(user__in=[user.pk for user in users]).holding(timezone.now())
    return frozenset(held.filter(Q(place=None) | Q(place=at)).values_list("user", flat=True))


def holds_back(user: int, *, at: str, now: datetime.datetime) -> Exists:
    """The same as a condition in another query; ``at`` is the path there to the key of the owner."""
    held = Suspension.objects.filter(user=user).holding(now)
    return Exists(held.filter(Q(place=None) | Q(place=OuterRef(at))))


def forget_suspensions() -> None:
    """Called after the commit that begins or ends one."""
    cache.delete(SUSPENDED)
