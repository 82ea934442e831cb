"""Rules of courses for students: pure functions."""

from skills.rules.guided import PROMISED, REMIND_AFTER, can_end_supporter, can_name_supporters, promised_by
from skills.rules.nudges import DAYS, is_left_alone, window
from skills.rules.plan import WEEK, days_of, last_moment, mask_of, moment_of, next_moment, occurs_on
from skills.rules.reading import LIMITS, Given, places_to_order, remark_keys, resume_at

__all__ = [
    "DAYS",
    "LIMITS",
    "PROMISED",
    "REMIND_AFTER",
    "WEEK",
    "Given",
    "can_end_supporter",
    "can_name_supporters",
    "days_of",
    "is_left_alone",
    "last_moment",
    "mask_of",
    "moment_of",
    "next_moment",
    "occurs_on",
    "places_to_order",
    "promised_by",
    "remark_keys",
    "resume_at",
    "window",
]
