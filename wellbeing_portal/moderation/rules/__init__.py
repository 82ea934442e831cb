"""Who may moderate what, and when somebody is there to do it."""

from wellbeing_portal.moderation.rules.hours import Hours, is_staffed, next_opening, staffed_after
from wellbeing_portal.moderation.rules.queue import KEEPER_ROLES, MOST_REPORTS_A_DAY, can_moderate, can_report

__all__ = [
    "KEEPER_ROLES",
    "MOST_REPORTS_A_DAY",
    "Hours",
    "can_moderate",
    "can_report",
    "is_staffed",
    "next_opening",
    "staffed_after",
]
