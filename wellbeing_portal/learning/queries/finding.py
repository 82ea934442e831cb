"""Courses and lessons as the search finds them; the room knows their addresses."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.utils.html import strip_tags

from wellbeing_portal.kernel.finding import Said
from wellbeing_portal.learning.enums import CourseState
from wellbeing_portal.learning.models import Course, Lesson
from wellbeing_portal.learning.rules import said

ASKED = "who may see it is asked of every reader"
CODES = [code for code, _name in settings.LANGUAGES]


def courses_to_find(user: Any, kind: str) -> QuerySet[Course]:
    """Open courses that the reader sees."""
    return Course.objects.visible_to(user).filter(kind=kind, state=CourseState.OPEN, current__isnull=False)


def lessons_to_find(user: Any, kind: str) -> QuerySet[Lesson]:
    """Lessons of what is newest in those courses."""
    return Lesson.objects.filter(version__in=courses_to_find(user, kind).values("current"))


def course_texts(kind: str, url: Callable[[str], str]) -> Iterable[Said]:
    rows = Course.objects.unscoped(ASKED).filter(kind=kind, state=CourseState.OPEN, current__isnull=False)
    for course in rows.select_related("current"):
        version = course.current
        for code in CODES:
            outcomes = " ".join(said(outcome, code) for outcome in version.outcomes)
            yield Said(
                course.pk, code, said(version.title, code), said(version.summary, code), outcomes, url(course.slug)
            )


def lesson_texts(kind: str, url: Callable[[str, str], str]) -> Iterable[Said]:
    """The body is what anybody who sees the course reads; questions and answers are no part of it."""
    rows = Lesson.objects.unscoped(ASKED).filter(version__course__kind=kind, version__course__state=CourseState.OPEN)
    rows = rows.filter(version__course__current=F("version"))
    for lesson in rows.select_related("version__course").prefetch_related("texts"):
        bodies = {text.language: text.parts for text in lesson.texts.all()}
        for code in CODES:
            parts: list[dict[str, Any]] = bodies.get(code) or next(iter(bodies.values()), [])
            body = strip_tags(" ".join(part.get("html", "") for part in parts))
            slug = lesson.version.course.slug
            yield Said(
                lesson.pk, code, said(lesson.title, code), said(lesson.summary, code), body, url(slug, lesson.key)
            )
