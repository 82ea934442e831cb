"""Who may moderate what, and when somebody is there to do it."""

from wellbeing_portal.moderation.rules.figures import FEWEST, without_small
from wellbeing_portal.moderation.rules.hours import Hours, is_staffed, next_opening, staffed_after
from wellbeing_portal.moderation.rules.queue import (
    KEEPER_ROLES,
    MOST_REPORTS_A_DAY,
    can_appeal_decision,
    can_ask_opinion,
    can_decide_appeal,
    can_decide_item,
    can_give_opinion,
    can_keep_duty,
    can_moderate,
    can_release_item,
    can_report,
    can_suspend_from_all,
    can_take_item,
    is_ready,
    verdicts_for,
)

__all__ = [
    "FEWEST",
    "KEEPER_ROLES",
    "MOST_REPORTS_A_DAY",
    "Hours",
    "can_appeal_decision",
    "can_ask_opinion",
    "can_decide_appeal",
    "can_decide_item",
    "can_give_opinion",
    "can_keep_duty",
    "can_moderate",
    "can_release_item",
    "can_report",
    "can_suspend_from_all",
    "can_take_item",
    "is_ready",
    "is_staffed",
    "next_opening",
    "staffed_after",
    "verdicts_for",
    "without_small",
]
