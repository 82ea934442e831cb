"""Reads of members, shaped for their pages."""

import uuid
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from communities.enums import MemberState
from communities.models import Group, Member
from communities.queries.blocks import fenced, know_fenced
from communities.registry import suggest_pseudonym
from communities.validators import pseudonym_key, resembles_person
from wellbeing_portal.kernel.prepared import Prepared

SUGGESTIONS = 12
ORDER = {
    MemberState.REQUESTED: 0,
    MemberState.ACTIVE: 1,
    MemberState.DECLINED: 2,
    MemberState.REMOVED: 3,
}


def _mine(user: int, group: int) -> QuerySet[Member]:
    own = Member.objects.unscoped("one's own row is one's own").filter(group=group, user=user)
    return own.annotate(fenced=fenced(user))


_my_member = Prepared(_mine, user=int, group=int)


def my_member(user: Any, group: Group) -> Member | None:
    """The person's own row in the group, whatever its state."""
    if not user.is_authenticated:
        return None
    for member in _my_member.rows(user=user.pk, group=group.pk):
        member.user, member.group = user, group
        know_fenced(user, member.fenced)
        return member
    return None


def members_of(user: Any, group: Group) -> QuerySet[Member]:
    """Who waits, who is in, who was declined or removed: by pseudonym, for those who host the group."""
    rank = Case(
        *[When(state=state, then=Value(number)) for state, number in ORDER.items()],
        default=Value(9),
        output_field=IntegerField(),
    )
    rows = Member.objects.visible_to(user).filter(group=group, state__in=ORDER)
    return rows.order_by(rank, F("is_host").desc(), "pseudonym_key", "pk")


def member_for(user: Any, group: Group, public_id: uuid.UUID) -> Member:
    """One member of the group, or 404."""
    rows = Member.objects.visible_to(user).filter(group=group, state__in=ORDER).select_related("group__owner", "user")
    return get_object_or_404(rows, public_id=public_id)


def free_pseudonym(user: Any, group: Group, language: str) -> str:
    """A pseudonym that nobody in the group has, and that does not give the person away."""
    names = [suggest_pseudonym(language, tried=number // 4) for number in range(SUGGESTIONS)]
    names = [name for name in names if not resembles_person(name, name=user.name, email=user.email)]
    keys = [pseudonym_key(name) for name in names]
    taken = set(Member.objects.filter(group=group, pseudonym_key__in=keys).values_list("pseudonym_key", flat=True))
    free = (name for name, key in zip(names, keys, strict=True) if key not in taken)
    return next(free, "")
