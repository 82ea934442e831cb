"""A word to somebody who left a course alone, and asked to be told."""

import uuid
from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skills import queries, rules
from wellbeing_portal.kernel.voice import Category, Kind, Urgency, kind
from wellbeing_portal.learning.enums import CourseState
from wellbeing_portal.learning.models import Course
from wellbeing_portal.learning.rules import said


@kind
class GoOn(Kind):
    """Where somebody was, and how much is left; twice at the most. The e-mail says it in numbers only."""

    name = "skills.go_on"
    category = Category.LEARNING
    label = _("A word about a course that you have not opened for a while")
    urgency = Urgency.SOON
    model = Course

    def concerns(self, person: Any) -> bool:
        return bool(queries.nudge_answer(person))

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        return queries.courses_to_nudge(recipient, ids)

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        is_open = target.state == CourseState.OPEN and target.way.left > 0
        is_due = is_open and rules.is_left_alone(target.way.seen_at, timezone.now())
        return is_due and bool(queries.nudge_answer(recipient)) and queries.is_for(recipient, target)

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {
            "link": reverse("skills:my_courses"),
            "place": target.way.place or 1,
            "minutes": target.way.minutes_left,
            "course": "",
            "lesson": "",
        }

    def only_inside(self, target: Any) -> dict[str, Any]:
        language = get_language()
        return {
            "course": said(target.way.version.title, language),
            "lesson": said(target.way.here, language) if target.way.here else "",
            "link": reverse("skills:course_page", args=[target.slug]),
        }
