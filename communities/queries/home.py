"""What of peer groups waits for a person, for their home page."""

import datetime
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language

from communities.enums import GroupState, JoinPolicy, MemberState
from communities.models import Group, Member, Thread, ThreadRead
from communities.queries.blocks import fenced, know_fenced, unseen_posts
from communities.queries.finding import Fit, fits_for, looked_by
from communities.queries.groups import LIVELY, LONG_TEXTS, SPEAKS
from communities.queries.threads import threads_of
from communities.queries.waiting import held_posts
from communities.rules import KEEPER_ROLES
from wellbeing_portal.institutions.models import Campus, ReaderQuery, standing_of

# How long a no stays on the home page: long enough to be seen, short enough not to follow anybody.
ANSWER_SHOWN = datetime.timedelta(days=14)


def _groups_of(user: Any) -> QuerySet[Member]:
    read = ThreadRead.objects.filter(thread=OuterRef("pk"), member=OuterRef(OuterRef("pk"))).values("position")[:1]
    moved = Thread.objects.filter(group=OuterRef("group"), hidden_at=None, held_at=None)
    moved = moved.filter(last_post_at__gt=OuterRef("all_read_at"))
    unopened = Case(When(created_at__gt=OuterRef("all_read_at"), then=F("post_count")), default=Value(1))
    unread = Coalesce(F("post_count") - Subquery(read), unopened, output_field=IntegerField())
    new = moved.order_by().values("group").annotate(new=Sum(unread))
    return (
        Member.objects.visible_to(user)
        .filter(user=user, state=MemberState.ACTIVE)
        .select_related("group")
        .annotate(new_posts=Coalesce(Subquery(new.values("new")), 0), fenced=fenced(user.pk))
        .order_by(F("group__last_post_at").desc(nulls_last=True), "pk")
    )


_my_groups = ReaderQuery(_groups_of)


def my_groups(user: Any, most: int) -> list[Member]:
    """The person's active memberships with their groups, the liveliest first, in one query.

    ``new_posts`` counts as the group's own page does: unread posts of threads once opened, all posts of new
    threads, and one for a thread never opened that is older than the person's time in the group. For somebody
    with blocks around them the threads are counted one by one.
    """
    rows = _my_groups.rows(user, slice(most))
    if rows:
        know_fenced(user, rows[0].fenced)
    for row in rows if unseen_posts(user) is not None else ():
        threads = threads_of(user, row.group)
        row.new_posts = sum(thread["new"] or thread["is_new"] for thread in threads[: threads.count()])
    return rows


@dataclass(frozen=True)
class Waiting:
    """``mine``: my requests that wait, or were answered lately. ``proposals``: my own, waiting or answered lately.

    ``requests_to_answer``, ``proposals_to_answer`` and ``posts_to_read`` count what waits for me as host or keeper.
    """

    mine: list[Member]
    proposals: list[Group]
    requests_to_answer: int
    proposals_to_answer: int
    posts_to_read: int


def _asked_by(user: Any) -> QuerySet[Member]:
    unseen = Q(state=MemberState.ACTIVE, asked_at__isnull=False, last_visit_at=None)
    mine = Member.objects.visible_to(user).filter(user=user)
    mine = mine.filter(Q(state__in=(MemberState.REQUESTED, MemberState.DECLINED)) | unseen)
    return mine.select_related("group").order_by("-since", "pk")


def _proposed_by(user: Any) -> QuerySet[Group]:
    joined = Member.objects.filter(group=OuterRef("pk"), user=user)
    told = Q(state__in=(GroupState.PROPOSED, GroupState.DECLINED)) | (Q(state=GroupState.OPEN) & ~Exists(joined))
    return Group.objects.visible_to(user).filter(told, proposed_by=user).select_related("owner").order_by("-pk")


def _hosted_or_kept_by(user: Any) -> QuerySet[Group]:
    kept = standing_of(user).institutions_as(*KEEPER_ROLES)
    hosted = Member.objects.filter(user=user, state=MemberState.ACTIVE, is_host=True).values("group")
    asked = Member.objects.filter(group=OuterRef("pk"), state=MemberState.REQUESTED).order_by().values("group")
    return (
        Group.objects.filter(Q(owner__in=kept) | Q(pk__in=hosted))
        .annotate(requests=Coalesce(Subquery(asked.annotate(all=Count("pk")).values("all")), 0))
        .annotate(held=held_posts(OuterRef("pk")))
        .filter(Q(requests__gt=0) | Q(held__gt=0) | Q(state=GroupState.PROPOSED))
        .only("state")
    )


_asked, _proposed, _hosted_or_kept = ReaderQuery(_asked_by), ReaderQuery(_proposed_by), ReaderQuery(_hosted_or_kept_by)


def waiting_for(user: Any) -> Waiting:
    """What waits for the person's answer, and what they wait for; three queries."""
    if not user.is_authenticated:
        return Waiting([], [], 0, 0, 0)
    lately = timezone.now() - ANSWER_SHOWN
    to_answer = _hosted_or_kept.rows(user)
    return Waiting(
        mine=[row for row in _asked.rows(user) if row.state == MemberState.REQUESTED or row.since > lately],
        proposals=[row for row in _proposed.rows(user) if row.state == GroupState.PROPOSED or row.changed_at > lately],
        requests_to_answer=sum(group.requests for group in to_answer),
        proposals_to_answer=sum(group.state == GroupState.PROPOSED for group in to_answer),
        posts_to_read=sum(group.held for group in to_answer),
    )


class Suggestion(NamedTuple):
    """A group that may fit, and why: ``chosen`` (``fit`` says what), ``own`` (institution), ``city`` or ``language``.

    ``asks``: the person has not told what they look for.
    """

    group: Group
    reason: str
    fit: Fit | None = None
    asks: bool = True


def _may_fit(user: Any, near: Q) -> QuerySet[Group]:
    language = get_language()
    speaks = {SPEAKS[language]: True} if language in SPEAKS else {}
    return (
        Group.objects.visible_to(user)
        .filter(near, state=GroupState.OPEN, join_policy__in=(JoinPolicy.OPEN, JoinPolicy.REQUEST), **speaks)
        .filter(Q(capacity__isnull=True) | Q(member_count__lt=F("capacity")))
        .exclude(Exists(Member.objects.filter(group=OuterRef("pk"), user=user)))
        .select_related("owner")
        .defer(*LONG_TEXTS)
        .order_by(LIVELY, "pk")
    )


def _in_own_place(user: Any) -> QuerySet[Group]:
    return _may_fit(user, Q(owner__in=standing_of(user).circle))


def _in_own_town(user: Any) -> QuerySet[Group]:
    cities = Campus.objects.filter(institution__in=standing_of(user).own).values("city")
    return _may_fit(user, Q(city__in=cities))


def _in_own_language(user: Any) -> QuerySet[Group]:
    return _may_fit(user, Q())


# One question for each kind of nearness, the nearest first: to rank all groups in one would look at all of them.
NEAR = {
    "own": ReaderQuery(_in_own_place),
    "city": ReaderQuery(_in_own_town),
    "language": ReaderQuery(_in_own_language),
}


def suggested_group(user: Any) -> Suggestion | None:
    """One open group with room, not joined before: what they chose first, then near and lively ones they understand."""
    if user.is_authenticated:
        looked = looked_by(user)
        for fit in fits_for(user, looked, most=1):
            return Suggestion(fit.group, "chosen", fit, asks=False)
        for reason, query in NEAR.items():
            for group in query.rows(user, slice(1)):
                return Suggestion(group, reason, asks=not looked.any)
    return None
