"""What is somebody's own: the courses they are in, and what they wrote there."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from skills.queries.reading import Outline, outline_of
from wellbeing_portal.learning.enums import CourseKind
from wellbeing_portal.learning.models import Enrolment, Lesson, LessonCompletion, ReflectionEntry
from wellbeing_portal.learning.rules import said, shown_language


@dataclass(frozen=True)
class Way:
    """A course somebody is in, as their own page shows it."""

    enrolment: Enrolment
    title: str
    language: str
    left: int
    minutes_left: int
    done_count: int


def _left(figure: Any) -> Any:
    """A figure over the required lessons of a way that are not done yet."""
    done = LessonCompletion.objects.filter(
        enrolment=OuterRef(OuterRef("pk")), lesson_key=OuterRef("key"), completed_at__isnull=False
    )
    lessons = Lesson.objects.filter(~Exists(done), version=OuterRef("version"), required=True)
    counted = lessons.order_by().values("version").annotate(figure=figure).values("figure")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def my_ways(user: Any) -> QuerySet[Enrolment]:
    """The reader's own courses for students, the one opened last first, with what is left of each."""
    rows = Enrolment.objects.visible_to(user).filter(user=user, course__kind=CourseKind.STUDENT)
    rows = rows.select_related("course__current", "course__owner", "version").order_by("-seen_at", "-pk")
    return rows.annotate(
        left=_left(Count("pk")), minutes_left=_left(Sum("minutes")), done_count=F("version__lesson_count") - F("left")
    )


def way_of(enrolment: Any, wanted: str) -> Way:
    """One of ``my_ways`` in words."""
    version = enrolment.version
    return Way(
        enrolment=enrolment,
        title=said(version.title, wanted),
        language=shown_language(wanted, version.languages),
        left=enrolment.left,
        minutes_left=enrolment.minutes_left,
        done_count=enrolment.done_count,
    )


def go_on_with(user: Any, wanted: str) -> Outline | None:
    """The course that was opened last and is not done; for the home page."""
    ways: Any = my_ways(user)
    way = ways.filter(left__gt=0).first()
    return None if way is None else outline_of(user, way.course, wanted)


def my_texts(user: Any) -> QuerySet[ReflectionEntry]:
    """What the reader wrote for themself, the newest first."""
    rows = ReflectionEntry.objects.visible_to(user).filter(course__kind=CourseKind.STUDENT)
    lesson = Lesson.objects.filter(version=OuterRef("course__current"), key=OuterRef("lesson_key")).order_by()
    rows = rows.annotate(lesson_title=Subquery(lesson.values("title")[:1]))
    return rows.select_related("course__current").order_by("-updated_at", "-pk")


@dataclass(frozen=True)
class Note:
    """A text of one's own as its page shows it; ``lesson`` is empty when the lesson is no longer there."""

    entry: ReflectionEntry
    course: str
    lesson: str


def note_of(entry: Any, wanted: str) -> Note:
    """One of ``my_texts`` in words."""
    lesson = said(entry.lesson_title or {}, wanted)
    return Note(entry=entry, course=said(entry.course.current.title, wanted), lesson=lesson)


def text_for(user: Any, public_id: uuid.UUID) -> ReflectionEntry:
    """One of the reader's own texts, or 404."""
    return get_object_or_404(my_texts(user), public_id=public_id)
