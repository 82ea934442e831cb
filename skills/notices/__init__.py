"""What courses for students say to people. No e-mail names a course: its title may tell how somebody is."""

from skills.notices.guided import FeedbackCame, FeedbackWaits, SupportAsked, TextReturned
from skills.notices.nudges import GoOn
from skills.notices.plan import PlannedNow

__all__ = [
    "FeedbackCame",
    "FeedbackWaits",
    "GoOn",
    "PlannedNow",
    "SupportAsked",
    "TextReturned",
]
