"""A learner's way through a course: enrol, open, mark, move on to a newer version, renew."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.audit.actions import record
from wellbeing_portal.institutions.models import standing_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning import rules
from wellbeing_portal.learning.actions.attempts import expire_open_attempts
from wellbeing_portal.learning.actions.completing import complete_if_done
from wellbeing_portal.learning.actions.progress import locked_enrolment, mark_lesson
from wellbeing_portal.learning.enums import DoneRule, How, Source
from wellbeing_portal.learning.models import (
    CompletionRecord,
    Course,
    CourseVersion,
    Enrolment,
    Lesson,
    LessonCompletion,
)


@transaction.atomic
def enrol(learner: Any, *, course: Course, language: str, source: str = Source.SELF) -> Enrolment:
    """Come into the course, in its newest version. Whoever is in it already finds their latest way."""
    known = Enrolment.objects.filter(user=learner, course=course).order_by("-cycle").first()
    return known or begin(learner, course=course, language=language, source=source, cycle=1)


@transaction.atomic
def renew(learner: Any, *, course: Course, language: str, source: str = Source.SELF) -> Enrolment:
    """Begin anew with the next cycle, when the latest one has been completed; else go on with that."""
    known = Enrolment.objects.filter(user=learner, course=course).order_by("-cycle").first()
    records = CompletionRecord.objects.filter(user=learner, course=course).order_by("-cycle")
    completed = records.values_list("cycle", flat=True).first() or 0
    if known is not None and known.cycle > completed:
        return known
    return begin(learner, course=course, language=language, source=source, cycle=completed + 1)


def begin(learner: Any, *, course: Course, language: str, source: str, cycle: int) -> Enrolment:
    """Begin this cycle in the newest version; whoever comes second finds what the first one made."""
    if not rules.can_enrol(learner, course):
        raise Refusal(_("You cannot join this course."))
    places = standing_of(learner).institutions
    made = Enrolment(
        user=learner,
        course=course,
        version=course.current,
        cycle=cycle,
        source=source,
        institution=places[0] if places else None,
        language=language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
    )
    Enrolment.objects.bulk_create([made], ignore_conflicts=True)
    found = Enrolment.objects.select_related("course__owner", "version").get(user=learner, course=course, cycle=cycle)
    if found.public_id == made.public_id:
        record(actor=learner, action="enrol", target=found, chain=course.chain, subject=learner)
    return found


@transaction.atomic
def open_lesson(learner: Any, *, enrolment: Enrolment, lesson: Lesson) -> None:
    """Note that the lesson was opened: where the course is gone on with. No trail of reading is kept."""
    locked = locked_enrolment(learner, enrolment, lesson)
    LessonCompletion.objects.bulk_create(
        [LessonCompletion(enrolment=locked, lesson_key=lesson.key)], ignore_conflicts=True
    )
    locked.last_lesson, locked.seen_at = lesson.key, timezone.now()
    locked.save(update_fields=["last_lesson", "seen_at"])


@transaction.atomic
def mark_done(learner: Any, *, enrolment: Enrolment, lesson: Lesson) -> CompletionRecord | None:
    """The reader says that a lesson is done; the completion of the course, when it was the last. Twice is once."""
    locked = locked_enrolment(learner, enrolment, lesson)
    if lesson.done != DoneRule.MARKED:
        raise Refusal(_("This lesson is done when you have done what it asks for."))
    mark_lesson(locked, lesson.key, How.MARKED)
    return complete_if_done(locked)


@transaction.atomic
def mark_undone(learner: Any, *, enrolment: Enrolment, lesson: Lesson) -> None:
    """Take the mark away again. A course that was completed stays so."""
    locked = locked_enrolment(learner, enrolment, lesson)
    rows = LessonCompletion.objects.filter(enrolment=locked, lesson_key=lesson.key, how=How.MARKED)
    rows.update(completed_at=None, how="")


@transaction.atomic
def move_to_current(learner: Any, *, enrolment: Enrolment) -> Enrolment:
    """Go on in the newest version. Lessons that say the same stay done; others are there to be read. Twice is once."""
    locked = locked_enrolment(learner, enrolment)
    newest = locked.course.current
    if newest is None or newest.pk == locked.version_id:
        return locked
    expire_open_attempts(locked)
    kept = rules.carried_over(_hashes(locked.version), _hashes(newest))
    LessonCompletion.objects.filter(enrolment=locked).exclude(lesson_key__in=kept).delete()
    before, locked.version = locked.version.number, newest
    locked.save(update_fields=["version"])
    complete_if_done(locked)
    facts = {"before": before, "after": newest.number}
    record(actor=learner, action="move_to_version", target=locked, chain=locked.course.chain, subject=learner, **facts)
    return locked


def _hashes(version: CourseVersion) -> dict[str, str]:
    return dict(Lesson.objects.filter(version=version).values_list("key", "content_hash"))
