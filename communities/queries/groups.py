"""Reads of groups, shaped for their pages."""

import datetime
import uuid
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Now
from django.shortcuts import get_object_or_404

from communities.enums import Form, GroupState, JoinPolicy, MemberState, Sort, Theme
from communities.models import Group, GroupInvite, Member
from communities.queries.waiting import held_posts
from communities.rules import KEEPER_ROLES
from wellbeing_portal.institutions.models import Institution, ReaderQuery, ReaderRows, standing_of

SPEAKS = {"fi": "speaks_fi", "sv": "speaks_sv", "en": "speaks_en"}
LONGEST_SEARCH = 60
# The longest texts of a group, which no list shows.
LONG_TEXTS = [f"{name}{code}" for name in ("description", "rules", "welcome") for code in ("", "_fi", "_sv", "_en")]
BROWSED = (GroupState.OPEN, GroupState.RESTING)
RESTING_LAST = Case(When(state=GroupState.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
LIVELY = F("last_post_at").desc(nulls_last=True)
ORDERS: dict[Sort, tuple[Any, ...]] = {
    # Of the two states the list shows, open comes first by name too: as a column it can be read off an index.
    Sort.LIVELY: ("state", LIVELY, "pk"),
    Sort.NEWEST: (RESTING_LAST, "-created_at", "-pk"),
    Sort.ROOM: (RESTING_LAST, (F("capacity") - F("member_count")).desc(nulls_first=True), "pk"),
}


@dataclass(frozen=True)
class Chosen:
    """What a reader asks of the list; whatever is not one of the known values is nothing."""

    theme: str = ""
    form: str = ""
    language: str = ""
    host: str = ""
    sort: str = Sort.LIVELY
    room: bool = False
    q: str = ""

    @property
    def any(self) -> bool:
        """Whether something narrows the list."""
        return bool(self.theme or self.form or self.language or self.host or self.room or self.q)

    @property
    def but_theme(self) -> str:
        """The choice as an address without its theme, for the links that change the theme."""
        said = {"form": self.form, "language": self.language, "host": self.host, "q": self.q}
        said["room"] = "1" if self.room else ""
        said["sort"] = self.sort if self.sort != Sort.LIVELY else ""
        return urlencode({name: value for name, value in said.items() if value})


EVERYTHING = Chosen()


def chosen_from(asked: dict[str, str], hosts: list[Institution]) -> Chosen:
    """The choice that an address makes, nonsense left out."""

    def one_of(name: str, known: Any) -> str:
        return asked.get(name, "") if asked.get(name, "") in known else ""

    said = "".join(char for char in asked.get("q", "") if char.isprintable())
    return Chosen(
        theme=one_of("theme", Theme.values),
        form=one_of("form", Form.values),
        language=one_of("language", SPEAKS),
        host=one_of("host", {place.slug for place in hosts}),
        sort=one_of("sort", Sort.values) or Sort.LIVELY,
        room=asked.get("room") == "1",
        q=said.strip()[:LONGEST_SEARCH],
    )


def _narrowed(groups: QuerySet[Group], user: Any, chosen: Chosen) -> QuerySet[Group]:
    if chosen.theme:
        groups = groups.filter(themes__theme=chosen.theme)
    if chosen.form:
        groups = groups.filter(form=chosen.form)
    if chosen.language:
        groups = groups.filter(**{SPEAKS[chosen.language]: True})
    if chosen.host:
        groups = groups.filter(owner__slug=chosen.host)
    if chosen.q:
        said = Q()
        for code in SPEAKS:
            said |= Q(**{f"title_{code}__icontains": chosen.q}) | Q(**{f"summary_{code}__icontains": chosen.q})
        groups = groups.filter(said)
    if chosen.room:
        groups = groups.filter(
            Q(capacity__isnull=True) | Q(member_count__lt=F("capacity")),
            state=GroupState.OPEN,
            join_policy__in=(JoinPolicy.OPEN, JoinPolicy.REQUEST),
        )
        if user.is_authenticated:
            groups = groups.exclude(pk__in=Member.objects.filter(user=user).values("group"))
    return groups


def _list_for(user: Any, chosen: Chosen) -> QuerySet[Group]:
    groups = _narrowed(Group.objects.visible_to(user).filter(state__in=BROWSED), user, chosen)
    if user.is_authenticated:
        mine = Member.objects.filter(group=OuterRef("pk"), user=user).values("state")
        groups = groups.annotate(my_state=Subquery(mine[:1]))
    return groups.select_related("owner").defer(*LONG_TEXTS).order_by(*ORDERS[Sort(chosen.sort)])


@lru_cache(maxsize=64)
def _prepared_list(chosen: Chosen) -> ReaderQuery:
    return ReaderQuery(lambda user: _list_for(user, chosen))


def groups_for(user: Any, chosen: Chosen = EVERYTHING) -> QuerySet[Group] | ReaderRows:
    """Open and resting groups the person may see, as they were chosen; ``my_state`` is their own standing in each."""
    # Words that somebody typed are hardly ever typed again.
    return _list_for(user, chosen) if chosen.q else ReaderRows(_prepared_list(chosen), user)


def _named(user: Any, slug: str) -> QuerySet[Group]:
    return Group.objects.visible_to(user).select_related("owner").filter(slug=slug)


_group_named = ReaderQuery(_named, slug=str)


def group_for(user: Any, slug: str) -> Group:
    """The group, or 404 when there is none the person may know of."""
    for group in _group_named.rows(user, slug=slug):
        return group
    return get_object_or_404(Group.objects.none())


def shared_with(group: Group) -> list[Institution]:
    """The institutions a group was chosen for; who the partners are is public."""
    return list(group.shared_with.order_by("short_name"))


def kept_groups(user: Any) -> QuerySet[Group]:
    """Groups the person keeps or hosts, those where ``requests`` or posts (``held``) wait, which are counted, first."""
    kept = standing_of(user).institutions_as(*KEEPER_ROLES)
    hosted = Member.objects.filter(user=user, state=MemberState.ACTIVE, is_host=True).values("group")
    waits = Case(
        When(state=GroupState.PROPOSED, then=Value(0)),
        When(Q(requests__gt=0) | Q(held__gt=0), then=Value(1)),
        When(state=GroupState.DRAFT, then=Value(2)),
        When(state__in=BROWSED, then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    return (
        Group.objects.visible_to(user)
        .filter(Q(owner__in=kept) | Q(pk__in=hosted))
        .select_related("owner")
        .defer(*LONG_TEXTS)
        .annotate(
            requests=Count("members", filter=Q(members__state=MemberState.REQUESTED)), held=held_posts(OuterRef("pk"))
        )
        .order_by(waits, LIVELY, "-pk")
    )


def invited_group(user: Any, secret: str) -> tuple[Group, GroupInvite] | None:
    """The group that a link's secret opens to this person; None for a wrong, old or used link, all alike.

    An invitation opens the door, not the wall: the person must belong to the group's audience.
    """
    invites = GroupInvite.objects.unscoped("whoever holds the secret of a link has it from a host")
    invite = invites.filter(secret_hash=GroupInvite.hash_of(secret), uses_left__gt=0, valid_until__gt=Now()).first()
    group = invite and Group.objects.visible_to(user).select_related("owner").filter(pk=invite.group_id).first()
    return (group, invite) if invite and group else None


def open_invites(user: Any, group: Group, now: datetime.datetime) -> QuerySet[GroupInvite]:
    """Invitations that still work, the newest first."""
    working = GroupInvite.objects.visible_to(user).filter(group=group, uses_left__gt=0, valid_until__gt=now)
    return working.order_by("-made_at", "-pk")


def invite_for(user: Any, group: Group, public_id: uuid.UUID) -> GroupInvite:
    """One invitation of the group, or 404."""
    invites = GroupInvite.objects.visible_to(user).select_related("group__owner")
    return get_object_or_404(invites, group=group, public_id=public_id)
