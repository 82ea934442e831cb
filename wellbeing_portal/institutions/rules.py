"""Who may do what with the people of an institution."""

from typing import Any

from wellbeing_portal.institutions.enums import GRANTABLE_ROLES, Role
from wellbeing_portal.institutions.models import Institution, Membership, standing_of


def can_see_people(user: Any, institution: Institution) -> bool:
    """Coordinators know the people of the institution they coordinate, and of no other."""
    return standing_of(user).has_role(Role.COORDINATOR, at=institution.pk)


def can_invite(user: Any, institution: Institution) -> bool:
    """Nothing new is made in the name of an ended partner."""
    return can_see_people(user, institution) and institution.is_partner


def can_grant(user: Any, institution: Institution, role: str) -> bool:
    """A coordinator gives the roles of the own institution; the system (None) gives any, to a partner's people."""
    if user is None:
        return institution.is_partner and role in Role.values
    return can_invite(user, institution) and role in GRANTABLE_ROLES


def can_end_membership(user: Any, membership: Membership) -> bool:
    """A coordinator ends the roles they can give, but not the own coordinator role: so one always remains."""
    own_seat = membership.user_id == user.pk and membership.role == Role.COORDINATOR
    return (
        can_see_people(user, membership.institution)
        and membership.role in GRANTABLE_ROLES
        and membership.is_current
        and not own_seat
    )
