"""What people fill in when they report and when they decide."""

from wellbeing_portal.moderation.forms.decisions import (
    AgainForm,
    AnswerForm,
    AppealForm,
    DecisionForm,
    OpinionForm,
    QuestionForm,
)
from wellbeing_portal.moderation.forms.keeping import ContactForm, HoursForm, ShiftEndForm
from wellbeing_portal.moderation.forms.public import NoticeForm
from wellbeing_portal.moderation.forms.reports import ReportForm
from wellbeing_portal.moderation.forms.unmasking import AskForm, HoldForm, UnmaskingAnswerForm

__all__ = [
    "AgainForm",
    "AnswerForm",
    "AppealForm",
    "AskForm",
    "ContactForm",
    "DecisionForm",
    "HoldForm",
    "HoursForm",
    "NoticeForm",
    "OpinionForm",
    "QuestionForm",
    "ReportForm",
    "ShiftEndForm",
    "UnmaskingAnswerForm",
]
