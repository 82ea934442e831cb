"""What people send in the room of courses."""

from skills.forms.guided import FeedbackForm, ShareForm, SupporterForm
from skills.forms.plan import PlanForm
from skills.forms.practice import given_in

__all__ = [
    "FeedbackForm",
    "PlanForm",
    "ShareForm",
    "SupporterForm",
    "given_in",
]
