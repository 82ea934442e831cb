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
from communities.queries.groups import LIVELY, SPEAKS
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Campus, standing_of

# How long a no stays on the home page: long enough to be seen, short enough not to follow anybody.
ANSWER_SHOWN = datetime.timedelta(days=14)


def my_groups(user: Any) -> QuerySet[Member]:
    """The person's active memberships with their groups, the liveliest first, in one query.

    ``new_posts`` counts as the group's own page does: unread posts of threads once opened, all posts of new
    threads, and one for a thread never opened that is older than the person's time in the group.
    """
    read = ThreadRead.objects.filter(thread=OuterRef("pk"), member=OuterRef(OuterRef("pk"))).values("position")[:1]
    moved = Thread.objects.filter(group=OuterRef("group"), hidden_at=None, last_post_at__gt=OuterRef("all_read_at"))
    unopened = Case(When(created_at__gt=OuterRef("all_read_at"), then=F("post_count")), default=Value(1))
    unread = Coalesce(F("post_count") - Subquery(read), unopened, output_field=IntegerField())
    new = moved.order_by().values("group").annotate(new=Sum(unread))
    return (
        Member.objects.visible_to(user)
        .filter(user=user, state=MemberState.ACTIVE)
        .select_related("group")
        .annotate(new_posts=Coalesce(Subquery(new.values("new")), 0))
        .order_by(F("group__last_post_at").desc(nulls_last=True), "pk")
    )


@dataclass(frozen=True)
class Waiting:
    """``mine``: my requests that wait, or were answered lately. ``proposals``: my own, waiting or answered lately.

    ``requests_to_answer`` and ``proposals_to_answer`` count what waits for me as host or keeper.
    """

    mine: list[Member]
    proposals: list[Group]
    requests_to_answer: int
    proposals_to_answer: int


def waiting_for(user: Any) -> Waiting:
    """What waits for the person's answer, and what they wait for; three queries."""
    if not user.is_authenticated:
        return Waiting([], [], 0, 0)
    lately = timezone.now() - ANSWER_SHOWN
    mine = (
        Member.objects.visible_to(user)
        .filter(user=user)
        .filter(
            Q(state=MemberState.REQUESTED)
            | Q(state=MemberState.DECLINED, since__gt=lately)
            | Q(state=MemberState.ACTIVE, asked_at__isnull=False, last_visit_at=None, since__gt=lately)
        )
        .select_related("group")
        .order_by("-since", "pk")
    )
    joined = Member.objects.filter(group=OuterRef("pk"), user=user)
    answered = Q(state=GroupState.DECLINED) | (Q(state=GroupState.OPEN) & ~Exists(joined))
    proposals = Group.objects.visible_to(user).filter(
        Q(state=GroupState.PROPOSED) | (answered & Q(changed_at__gt=lately)), proposed_by=user
    )
    kept = standing_of(user).institutions_as(Role.MODERATOR, Role.COORDINATOR)
    hosted = Member.objects.filter(user=user, state=MemberState.ACTIVE, is_host=True).values("group")
    waits = Group.objects.filter(Q(owner__in=kept) | Q(pk__in=hosted)).aggregate(
        requests=Count("members", filter=Q(members__state=MemberState.REQUESTED)),
        proposals=Count("pk", filter=Q(state=GroupState.PROPOSED), distinct=True),
    )
    return Waiting(
        mine=list(mine),
        proposals=list(proposals.select_related("owner").order_by("-pk")),
        requests_to_answer=waits["requests"],
        proposals_to_answer=waits["proposals"],
    )


class Suggestion(NamedTuple):
    """A group that may fit, and why: ``own`` (institution), ``city`` or ``language``."""

    group: Group
    reason: str


def suggested_group(user: Any) -> Suggestion | None:
    """One open group in the reader's language with room, not joined before: near ones and lively ones first."""
    if not user.is_authenticated:
        return None
    standing = standing_of(user)
    language = get_language()
    speaks = {SPEAKS[language]: True} if language in SPEAKS else {}
    cities = Campus.objects.filter(institution__in=standing.own).values("city")
    groups = (
        Group.objects.visible_to(user)
        .filter(state=GroupState.OPEN, join_policy__in=(JoinPolicy.OPEN, JoinPolicy.REQUEST), **speaks)
        .filter(Q(capacity__isnull=True) | Q(member_count__lt=F("capacity")))
        .exclude(Exists(Member.objects.filter(group=OuterRef("pk"), user=user)))
        .select_related("owner")
        .order_by(LIVELY, "pk")
    )
    # One question for each kind of nearness, the nearest first: to rank all groups in one would look at all of them.
    for reason, near in (("own", Q(owner__in=standing.circle)), ("city", Q(city__in=cities)), ("language", Q())):
        group = groups.filter(near).first()
        if group is not None:
            return Suggestion(group, reason)
    return None
