"""What people send in the room of courses."""

from skills.forms.checks import KeepForm
from skills.forms.guided import FeedbackForm, ShareForm, SupporterForm
from skills.forms.plan import PlanForm
from skills.forms.practice import given_in

__all__ = [
    "FeedbackForm",
    "KeepForm",
    "PlanForm",
    "ShareForm",
    "SupporterForm",
    "given_in",
]
