"""A person's standing: worked out once a request, from one query."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from wellbeing_portal.institutions.enums import SENSITIVE_ROLES, Role
from wellbeing_portal.institutions.models.people import Membership
from wellbeing_portal.institutions.models.places import Institution
from wellbeing_portal.kernel.prepared import Prepared


@dataclass(frozen=True)
class Standing:
    """Where somebody belongs today.

    ``own`` are the institutions of the memberships, ``circle`` those and the unions that serve them:
    what any of these keeps to its own people, this person may see. ``living`` is false when every
    partner they belong to has ended: then they keep reading what is their own, and nothing more.
    """

    roles: frozenset[tuple[int, str]] = frozenset()
    own: frozenset[int] = frozenset()
    circle: frozenset[int] = frozenset()
    living: bool = False
    institutions: tuple[Institution, ...] = ()

    def has_role(self, *roles: str, at: int | None = None) -> bool:
        """Whether the person has one of the roles, anywhere or at the institution with id ``at``."""
        return any(role in roles and (at is None or at == institution) for institution, role in self.roles)

    def institutions_as(self, *roles: str) -> frozenset[int]:
        """Ids of the institutions where the person has one of the roles."""
        return frozenset(institution for institution, role in self.roles if role in roles)

    def may_create_for(self, institution: Institution) -> bool:
        """Whether this person's new things may carry the institution's name: their own, and a partner today."""
        return institution.pk in self.own and institution.is_partner

    @property
    def is_sensitive(self) -> bool:
        """Whether a role handles other people's data, so that a second factor is due."""
        return self.has_role(*SENSITIVE_ROLES)

    @property
    def is_coordinator(self) -> bool:
        return self.has_role(Role.COORDINATOR)

    @property
    def is_moderator(self) -> bool:
        """Moderators, and coordinators, who moderate too."""
        return self.has_role(Role.MODERATOR, Role.COORDINATOR)

    @property
    def is_manager(self) -> bool:
        return self.has_role(Role.MANAGER)

    @property
    def is_operator(self) -> bool:
        return self.has_role(Role.OPERATOR)

    @property
    def is_staff(self) -> bool:
        """Whether the person has a role beyond student, anywhere."""
        return any(role != Role.STUDENT for _institution, role in self.roles)

    @property
    def is_student(self) -> bool:
        return self.has_role(Role.STUDENT)


NOBODY = Standing()


def standing_of(user: Any) -> Standing:
    """The standing of a user (AnonymousUser: NOBODY); kept on the user object until forgotten."""
    if not user.is_authenticated:
        return NOBODY
    if not hasattr(user, "standing_today"):
        user.standing_today = _read(user)
    return user.standing_today


def forget_standing(user: Any) -> None:
    """Call it in the action that changes somebody's memberships."""
    user.__dict__.pop("standing_today", None)


def _memberships_of(user: int) -> QuerySet[Membership]:
    # One row for each membership, past ones too, and union that serves it: three at the most for nearly everybody.
    rows = Membership.objects.filter(user=user).select_related("institution")
    return rows.annotate(union=F("institution__served_by")).order_by("institution__short_name", "pk")


_memberships = Prepared(_memberships_of, user=int)


def _read(user: Any) -> Standing:
    return _made_of([row for row in _memberships.rows(user=user.pk) if row.is_current])


def standings_of(people: Collection[int]) -> dict[int, Standing]:
    """The standing of each of these users, by their keys; one query. Left out are those who belong nowhere today."""
    rows = Membership.objects.current().filter(user__in=people).select_related("institution")
    theirs: dict[int, list[Any]] = defaultdict(list)
    for row in rows.annotate(union=F("institution__served_by")).order_by("institution__short_name", "pk"):
        theirs[row.user_id].append(row)
    return {pk: _made_of(held) for pk, held in theirs.items()}


def _made_of(rows: Sequence[Any]) -> Standing:
    places = {row.institution_id: row.institution for row in rows}
    unions = {row.union for row in rows if row.union is not None}
    return Standing(
        roles=frozenset((row.institution_id, row.role) for row in rows),
        own=frozenset(places),
        circle=frozenset(places) | unions,
        living=any(place.is_partner for place in places.values()),
        institutions=tuple(places.values()),
    )
