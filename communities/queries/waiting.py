"""Posts that wait for a host."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from communities.enums import MemberState
from communities.models import Group, Member, Post
from communities.rules import FIRST_WEEK
from wellbeing_portal.institutions.models import ReaderQuery


def _held_in(user: Any, thread: int) -> QuerySet[Post]:
    held = Post.objects.visible_to(user).filter(thread=thread, held_at__isnull=False)
    return held.select_related("author").order_by("pk")


_held = ReaderQuery(_held_in, thread=int)


def waiting_in(user: Any, thread: Any) -> list[Post]:
    """Posts of the thread that wait, or that a host declined: one's own, or all of them to those who look after it.

    One query, and none when nothing in the thread waits.
    """
    if not thread.waits:
        return []
    posts = _held.rows(user, thread=thread.pk)
    for post in posts:
        post.thread = thread
    return posts


def posts_waiting(user: Any, group: Group) -> QuerySet[Post]:
    """All posts of the group that wait for a host, the oldest first."""
    held = Post.objects.visible_to(user).filter(thread__group=group, held_at__isnull=False, declined_at=None)
    return held.select_related("author__user", "thread").order_by("held_at", "pk")


def held_posts(group: Any) -> Coalesce:
    """How many posts of a group wait, as a part of a query for those who look after it."""
    held = Post.objects.unscoped("only counted, for those who look after the group")
    waiting = (
        held.filter(thread__group=group, held_at__isnull=False, declined_at=None).order_by().values("thread__group")
    )
    return Coalesce(Subquery(waiting.annotate(many=Count("pk")).values("many")), 0)


@dataclass(frozen=True)
class Duties:
    """What of a group waits for those who look after it, and how many came in this week."""

    requests: int
    posts: int
    new: int


def duties_of(group: Group, now: datetime.datetime) -> Duties:
    """For those who look after the group; two queries."""
    members = Member.objects.unscoped("only counted, for those who look after the group").filter(group=group)
    new = Q(state=MemberState.ACTIVE, since__gt=now - FIRST_WEEK, is_host=False)
    counted = members.aggregate(
        requests=Count("pk", filter=Q(state=MemberState.REQUESTED)), new=Count("pk", filter=new)
    )
    held = Group.objects.unscoped("only counted").filter(pk=group.pk).values_list(held_posts(group.pk), flat=True)
    return Duties(posts=held.get(), **counted)
