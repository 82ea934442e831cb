"""What learners keep here for themselves, and what they share with one supporter."""

from skills.models.guided import Feedback, SharedReading, SharedText, Supporter
from skills.models.nudges import Nudge, NudgeWish
from skills.models.plan import PlanItem

__all__ = ["Feedback", "Nudge", "NudgeWish", "PlanItem", "SharedReading", "SharedText", "Supporter"]
