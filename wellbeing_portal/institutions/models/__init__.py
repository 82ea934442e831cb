"""Places, memberships, and the audience that every shared thing has."""

from wellbeing_portal.institutions.models.audience import Shared, SharedQuerySet, audience_of, is_for
from wellbeing_portal.institutions.models.invitations import VALID_FOR, Invitation, hash_of
from wellbeing_portal.institutions.models.people import Membership
from wellbeing_portal.institutions.models.places import Campus, EmailDomain, HomeOrganization, Institution
from wellbeing_portal.institutions.models.readers import ReaderQuery, ReaderRows
from wellbeing_portal.institutions.models.standing import NOBODY, Standing, forget_standing, standing_of, standings_of

__all__ = [
    "NOBODY",
    "VALID_FOR",
    "Campus",
    "EmailDomain",
    "HomeOrganization",
    "Institution",
    "Invitation",
    "Membership",
    "ReaderQuery",
    "ReaderRows",
    "Shared",
    "SharedQuerySet",
    "Standing",
    "audience_of",
    "forget_standing",
    "hash_of",
    "is_for",
    "standing_of",
    "standings_of",
]
