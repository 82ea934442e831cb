"""Who signs, what there is to earn, and what was awarded."""

from wellbeing_portal.credentials.models.awards import Award, hash_of
from wellbeing_portal.credentials.models.badges import BadgeClass, BadgeClassVersion
from wellbeing_portal.credentials.models.issuers import LIST_LENGTH, PORTAL, IssuerKey, IssuerProfile, StatusList

__all__ = [
    "LIST_LENGTH",
    "PORTAL",
    "Award",
    "BadgeClass",
    "BadgeClassVersion",
    "IssuerKey",
    "IssuerProfile",
    "StatusList",
    "hash_of",
]
