"""What supporters and students write to each other, and can report."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skills import actions
from skills.models import Feedback, SharedText
from wellbeing_portal.moderation.registry import Reportable, reportable


class _Written(Reportable):
    """Hidden by moderation it is out of its reader's sight; whoever wrote it keeps it, and ``link`` is their page."""

    def hide(self, actor: Any, *, thing: Any, reason: str) -> None:
        actions.hide_shared(actor, thing=thing, hidden=True)

    def unhide(self, actor: Any, *, thing: Any) -> None:
        actions.hide_shared(actor, thing=thing, hidden=False)

    def is_hidden(self, thing: Any) -> bool:
        return thing.hidden_at is not None

    def rules_link(self, thing: Any) -> str:
        return reverse("skills:course_list")


@reportable
class ReportableSharedText(_Written):
    name = "skills.shared_text"
    label = gettext_lazy("a text that a student has shared")
    model = SharedText
    along = ("institution", "student")

    def place(self, thing: SharedText) -> Any:
        return thing.institution

    def author(self, thing: SharedText) -> Any:
        return thing.student

    def pen_name(self, thing: SharedText) -> str:
        return _("A student")

    def link(self, thing: SharedText) -> str:
        return reverse("skills:shared_page", args=[thing.public_id])

    def says(self, thing: SharedText) -> str:
        return "\n\n".join(text for text in (thing.body, thing.note) if text)


@reportable
class ReportableFeedback(_Written):
    name = "skills.feedback"
    label = gettext_lazy("feedback from a supporter")
    model = Feedback
    along = ("shared__institution", "by")

    def place(self, thing: Feedback) -> Any:
        return thing.shared.institution

    def author(self, thing: Feedback) -> Any:
        return thing.by

    def pen_name(self, thing: Feedback) -> str:
        return _("A supporter")

    def link(self, thing: Feedback) -> str:
        return reverse("skills:feedback_page", args=[thing.shared.public_id])

    def says(self, thing: Feedback) -> str:
        return thing.body
