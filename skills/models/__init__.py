"""What learners keep here for themselves."""

from skills.models.nudges import Nudge, NudgeWish
from skills.models.plan import PlanItem

__all__ = ["Nudge", "NudgeWish", "PlanItem"]
