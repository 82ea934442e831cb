"""What belongs to its owner: reflections. Nothing of it goes into any trail."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning import rules
from wellbeing_portal.learning.actions.completing import complete_if_done
from wellbeing_portal.learning.actions.progress import locked_enrolment, mark_lesson
from wellbeing_portal.learning.enums import DoneRule, How
from wellbeing_portal.learning.models import Enrolment, Lesson, LessonText, ReflectionEntry

LONGEST = 10_000


@transaction.atomic
def save_reflection(
    learner: Any, *, enrolment: Enrolment, lesson: Lesson, key: str, body: str
) -> ReflectionEntry | None:
    """Keep what the learner wrote under a question of the lesson, instead of what was there; nothing deletes it.

    Where the lesson waits for a reflection, it is done by it, and stays so when the text is deleted.
    """
    locked = locked_enrolment(learner, enrolment, lesson)
    asked = LessonText.objects.filter(lesson=lesson).first()
    if asked is None or key not in rules.reflection_keys(asked.parts):
        raise Refusal(_("This question is not part of the lesson."))
    if len(body) > LONGEST:
        raise Refusal(_("This is too long. Keep it under %(most)d characters.") % {"most": LONGEST}, "body")
    mine = ReflectionEntry.objects.filter(user=learner, course=locked.course, key=key)
    if not body.strip():
        mine.delete()
        return None
    values = {"body": body, "lesson_key": lesson.key, "updated_at": timezone.now()}
    entry, _made = ReflectionEntry.objects.update_or_create(
        user=learner, course=locked.course, key=key, defaults=values
    )
    if lesson.done == DoneRule.SUBMITTED:
        mark_lesson(locked, lesson.key, How.SUBMITTED)
        complete_if_done(locked)
    return entry


@transaction.atomic
def delete_reflection(learner: Any, *, entry: ReflectionEntry) -> None:
    """For good, and for its owner only; twice changes nothing."""
    ReflectionEntry.objects.visible_to(learner).filter(pk=entry.pk).delete()
