"""What the learner does here that is more than learning."""

from typing import Any

from django.db import transaction

from staff_training.models import TrainingAssignment
from wellbeing_portal.learning import actions as learning
from wellbeing_portal.learning.enums import Source
from wellbeing_portal.learning.models import Course, Enrolment


@transaction.atomic
def begin_course(learner: Any, *, course: Course, language: str) -> Enrolment:
    """Come into the course. Whoever has completed it begins anew only when a renewal is asked of them."""
    asked = TrainingAssignment.objects.filter(user=learner, requirement__course=course, closed_at=None)
    source = Source.ASSIGNED if asked.exists() else Source.SELF
    if asked.filter(completion=None).exists():
        return learning.renew(learner, course=course, language=language, source=source)
    return learning.enrol(learner, course=course, language=language, source=source)
