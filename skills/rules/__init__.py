"""Rules of courses for students: pure functions."""

from skills.rules.plan import WEEK, days_of, last_moment, mask_of, moment_of, next_moment, occurs_on
from skills.rules.reading import LIMITS, Given, places_to_order, remark_keys, resume_at

__all__ = [
    "LIMITS",
    "WEEK",
    "Given",
    "days_of",
    "last_moment",
    "mask_of",
    "moment_of",
    "next_moment",
    "occurs_on",
    "places_to_order",
    "remark_keys",
    "resume_at",
]
