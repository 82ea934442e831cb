"""What people fill in when they report and when they decide."""

from wellbeing_portal.moderation.forms.decisions import AnswerForm, AppealForm, DecisionForm, OpinionForm, QuestionForm
from wellbeing_portal.moderation.forms.keeping import ContactForm, HoursForm, ShiftEndForm
from wellbeing_portal.moderation.forms.public import NoticeForm
from wellbeing_portal.moderation.forms.reports import ReportForm

__all__ = [
    "AnswerForm",
    "AppealForm",
    "ContactForm",
    "DecisionForm",
    "HoursForm",
    "NoticeForm",
    "OpinionForm",
    "QuestionForm",
    "ReportForm",
    "ShiftEndForm",
]
