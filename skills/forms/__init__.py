"""What people send in the room of courses."""

from skills.forms.plan import PlanForm
from skills.forms.practice import given_in

__all__ = ["PlanForm", "given_in"]
