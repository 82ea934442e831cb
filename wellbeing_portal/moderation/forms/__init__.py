"""What people fill in when they report and when they decide."""

from wellbeing_portal.moderation.forms.decisions import AnswerForm, AppealForm, DecisionForm, OpinionForm, QuestionForm
from wellbeing_portal.moderation.forms.reports import ReportForm

__all__ = ["AnswerForm", "AppealForm", "DecisionForm", "OpinionForm", "QuestionForm", "ReportForm"]
