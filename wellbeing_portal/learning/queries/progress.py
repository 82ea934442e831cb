"""How far somebody is, for any number of courses in a constant number of queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from wellbeing_portal.kernel.clock import today
from wellbeing_portal.learning import rules
from wellbeing_portal.learning.models import (
    CompletionRecord,
    Course,
    CourseVersion,
    Enrolment,
    Lesson,
    LessonCompletion,
)


@dataclass(frozen=True)
class Progress:
    """One way through a course: percent, minutes of required lessons that are left, and the completion, if any."""

    percent: int
    minutes_left: int
    completion: CompletionRecord | None


def latest_enrolments(user: Any, courses: Collection[int] | None = None) -> dict[int, Enrolment]:
    """The person's own latest way through each course they are in, by the key of the course; one query."""
    if not user.is_authenticated:
        return {}
    rows = Enrolment.objects.visible_to(user).filter(user=user)
    if courses is not None:
        rows = rows.filter(course__in=courses)
    rows = rows.select_related("course__owner", "course__current", "version", "user")
    return {row.course_id: row for row in rows.order_by("cycle")}


def version_met(course: Course, enrolment: Enrolment | None) -> CourseVersion:
    """The version that somebody meets: the one they are in, else the newest."""
    version = course.current if enrolment is None else enrolment.version
    if version is None:
        raise ValueError("Nothing of this course has been published.")
    return version


def progress_of(user: Any, enrolments: Collection[Enrolment]) -> dict[int, Progress]:
    """Of each of these ways of the person, by its key; three queries."""
    if not enrolments:
        return {}
    required: dict[int, dict[str, int]] = defaultdict(dict)
    lessons = Lesson.objects.unscoped("versions of the person's own enrolments").filter(required=True)
    for version, key, minutes in lessons.filter(version__in={row.version_id for row in enrolments}).values_list(
        "version", "key", "minutes"
    ):
        required[version][key] = minutes
    done: dict[int, set[str]] = defaultdict(set)
    marks = LessonCompletion.objects.visible_to(user).filter(enrolment__in=enrolments, completed_at__isnull=False)
    for enrolment, key in marks.values_list("enrolment", "lesson_key"):
        done[enrolment].add(key)
    records = CompletionRecord.objects.visible_to(user).filter(
        user=user, course__in={row.course_id for row in enrolments}, voided_at=None
    )
    completed = {(record.course_id, record.cycle): record for record in records}
    return {
        row.pk: Progress(
            percent=rules.progress(done[row.pk], required[row.version_id]),
            minutes_left=sum(minutes for key, minutes in required[row.version_id].items() if key not in done[row.pk]),
            completion=completed.get((row.course_id, row.cycle)),
        )
        for row in enrolments
    }


def _own_records(user: Any) -> QuerySet[CompletionRecord]:
    rows = CompletionRecord.objects.visible_to(user).filter(voided_at=None)
    return rows.filter(user=user) if user.is_authenticated else rows


def completions_of(user: Any) -> list[CompletionRecord]:
    """What the person has completed, the newest first, with what the course is called."""
    rows = _own_records(user)
    return list(rows.select_related("course", "version").order_by("-completed_at", "pk"))


def valid_completion(user: Any, slug: str) -> CompletionRecord | None:
    """The person's completion of the course that counts today, the one that lasts longest."""
    rows = _own_records(user).filter(course__slug=slug)
    on = today()
    valid = [row for row in rows if row.valid_until is None or row.valid_until >= on]
    return max(valid, key=lambda row: (row.valid_until is None, row.valid_until or on), default=None)
