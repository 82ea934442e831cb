"""Verbs of readers. Each joins the course by itself, so that nobody has to sign up for anything."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from skills import rules
from wellbeing_portal.learning import actions as learning
from wellbeing_portal.learning.models import Course, Enrolment, Lesson, LessonCompletion


def _lessons_of(enrolment: Enrolment) -> list[Lesson]:
    return list(Lesson.objects.filter(version=enrolment.version_id))


@transaction.atomic
def start_course(learner: Any, *, course: Course, language: str) -> Lesson:
    """Join, and open the lesson to go on with, which is given back; the first where all are done."""
    enrolment = learning.enrol(learner, course=course, language=language)
    lessons = {lesson.key: lesson for lesson in _lessons_of(enrolment)}
    done = LessonCompletion.objects.filter(enrolment=enrolment, completed_at__isnull=False)
    keys = list(lessons)
    key = rules.resume_at(keys, set(done.values_list("lesson_key", flat=True)), enrolment.last_lesson)
    lesson = lessons[key or keys[0]]
    learning.open_lesson(learner, enrolment=enrolment, lesson=lesson)
    return lesson


@transaction.atomic
def finish_lesson(learner: Any, *, course: Course, lesson: Lesson, language: str) -> Lesson | None:
    """Put down that the lesson is done, and open the next one, which is given back; None after the last."""
    enrolment = learning.enrol(learner, course=course, language=language)
    learning.mark_done(learner, enrolment=enrolment, lesson=lesson)
    after = next((one for one in _lessons_of(enrolment) if one.position > lesson.position), None)
    learning.open_lesson(learner, enrolment=enrolment, lesson=after or lesson)
    return after


@transaction.atomic
def keep_reflection(learner: Any, *, course: Course, lesson: Lesson, key: str, body: str, language: str) -> bool:
    """Keep what somebody wrote for themself; whether there is a text now."""
    enrolment = learning.enrol(learner, course=course, language=language)
    entry = learning.save_reflection(learner, enrolment=enrolment, lesson=lesson, key=key, body=body)
    Enrolment.objects.filter(pk=enrolment.pk).update(last_lesson=lesson.key, seen_at=timezone.now())
    return entry is not None
