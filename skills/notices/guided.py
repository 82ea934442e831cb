"""What supporters and students are told of shared texts: that something waits, never a word of it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skills import queries
from skills.enums import SharedState
from skills.models import SharedText, Supporter
from wellbeing_portal.kernel.voice import Category, Kind, Urgency, kind


def _supports(person: Any) -> bool:
    return bool(queries.my_support(person))


@kind
class SupportAsked(Kind):
    """A coordinator asks somebody to be a supporter."""

    name = "skills.support_asked"
    category = Category.DUTIES
    label = _("You are asked to give feedback on texts of courses")
    model = Supporter

    def concerns(self, person: Any) -> bool:
        return _supports(person)

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.ended_at is None and target.agreed_at is None

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {"link": reverse("skills:feedback_list")}


class AboutShared(Kind):
    model = SharedText


@kind
class FeedbackWaits(AboutShared):
    """A text waits for the supporter; said again before the promised day, and once it has passed."""

    name = "skills.feedback_waits"
    category = Category.DUTIES
    label = _("A text waits for your feedback")

    def concerns(self, person: Any) -> bool:
        return _supports(person)

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.state == SharedState.WAITING and target.student_id != recipient.pk

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {"link": reverse("skills:feedback_list")}


@kind
class FeedbackCame(AboutShared):
    """The supporter has answered."""

    name = "skills.feedback_came"
    category = Category.LEARNING
    label = _("Feedback on a text that you have shared")
    urgency = Urgency.SOON

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.student_id == recipient.pk

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {"link": reverse("skills:shared_page", args=[target.public_id])}


@kind
class TextReturned(AboutShared):
    """Nobody can answer it any more, or the supporter cannot: the student chooses what to do next."""

    name = "skills.text_returned"
    category = Category.LEARNING
    label = _("A text that you have shared comes back to you")

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.student_id == recipient.pk and target.state == SharedState.RETURNED

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {"link": reverse("skills:shared_page", args=[target.public_id])}
