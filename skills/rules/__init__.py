"""Rules of courses for students: pure functions."""

from skills.rules.nudges import DAYS, is_left_alone, window
from skills.rules.plan import WEEK, days_of, last_moment, mask_of, moment_of, next_moment, occurs_on
from skills.rules.reading import LIMITS, Given, places_to_order, remark_keys, resume_at

__all__ = [
    "DAYS",
    "LIMITS",
    "WEEK",
    "Given",
    "days_of",
    "is_left_alone",
    "last_moment",
    "mask_of",
    "moment_of",
    "next_moment",
    "occurs_on",
    "places_to_order",
    "remark_keys",
    "resume_at",
    "window",
]
