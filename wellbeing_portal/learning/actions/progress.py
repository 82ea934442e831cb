"""What every verb of a learner begins and ends with: the lock on their way, and the mark on a lesson."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning import rules
from wellbeing_portal.learning.models import Enrolment, Lesson, LessonCompletion


def locked_enrolment(learner: Any, enrolment: Enrolment, lesson: Lesson | None = None) -> Enrolment:
    """The learner's own way, locked until the transaction ends; ``lesson`` must be of the version they are in."""
    rows = Enrolment.objects.select_for_update(of=("self",))
    locked = rows.select_related("user", "course__owner", "course__current", "version", "institution").get(
        pk=enrolment.pk
    )
    if not rules.can_learn(learner, locked):
        raise Refusal(_("Only the learner can do this."))
    if lesson is not None and lesson.version_id != locked.version_id:
        raise Refusal(_("The course has changed meanwhile. Open the lesson again."))
    return locked


def mark_lesson(locked: Enrolment, lesson_key: str, how: str) -> None:
    """The lesson is done; the first time counts."""
    now = timezone.now()
    LessonCompletion.objects.bulk_create(
        [LessonCompletion(enrolment=locked, lesson_key=lesson_key)], ignore_conflicts=True
    )
    rows = LessonCompletion.objects.filter(Q(completed_at=None), enrolment=locked, lesson_key=lesson_key)
    rows.update(completed_at=now, how=how)
