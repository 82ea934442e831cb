"""What learners keep here for themselves."""

from skills.models.plan import PlanItem

__all__ = ["PlanItem"]
