"""A course as somebody reads it: its lessons, how far the reader is, and the page of one lesson."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.shortcuts import get_object_or_404

from skills import rules
from wellbeing_portal.learning.enums import DoneRule
from wellbeing_portal.learning.models import (
    Course,
    CourseVersion,
    Enrolment,
    Lesson,
    LessonCompletion,
    LessonText,
    ReflectionEntry,
)
from wellbeing_portal.learning.queries import Shown, media_in_parts
from wellbeing_portal.learning.rules import is_done, said, shown_language


@dataclass(frozen=True)
class Step:
    """A lesson in its course."""

    lesson: Lesson
    module: str
    title: str
    summary: str
    is_done: bool

    @property
    def key(self) -> str:
        return self.lesson.key

    @property
    def can_mark(self) -> bool:
        """Whether the reader says that it is done; else it is done by what it asks for."""
        return self.lesson.done == DoneRule.MARKED


@dataclass(frozen=True)
class Outline:
    """A course in the version the reader is in, in ``language``."""

    course: Course
    version: CourseVersion
    enrolment: Enrolment | None
    language: str
    steps: list[Step]

    @property
    def title(self) -> str:
        return said(self.version.title, self.language)

    @property
    def summary(self) -> str:
        return said(self.version.summary, self.language)

    @property
    def outcomes(self) -> list[str]:
        return [said(outcome, self.language) for outcome in self.version.outcomes]

    @property
    def modules(self) -> list[tuple[str, list[Step]]]:
        return [(module, list(steps)) for module, steps in groupby(self.steps, key=lambda step: step.module)]

    @cached_property
    def done(self) -> set[str]:
        return {step.key for step in self.steps if step.is_done}

    @property
    def done_count(self) -> int:
        return sum(step.is_done for step in self.steps if step.lesson.required)

    @property
    def minutes_left(self) -> int:
        return sum(step.lesson.minutes for step in self.steps if step.lesson.required and not step.is_done)

    @property
    def is_done(self) -> bool:
        return is_done(self.done, [step.key for step in self.steps if step.lesson.required])

    @property
    def has_newer(self) -> bool:
        """Whether the reader is in a version that is no longer the newest."""
        return self.enrolment is not None and self.version.pk != self.course.current_id

    @cached_property
    def here(self) -> Step:
        """The lesson to go on with; the first one where all are done."""
        last = "" if self.enrolment is None else self.enrolment.last_lesson
        key = rules.resume_at([step.key for step in self.steps], self.done, last)
        return next((step for step in self.steps if step.key == key), self.steps[0])


def outline_of(user: Any, course: Course, wanted: str) -> Outline:
    """The course for this reader: in the version they are in, or in the newest."""
    enrolment = None
    if user.is_authenticated:
        rows = Enrolment.objects.visible_to(user).filter(user=user, course=course)
        enrolment = rows.select_related("version").order_by("-cycle").first()
    version: Any = course.current if enrolment is None else enrolment.version
    language = shown_language(wanted, version.languages)
    done: set[str] = set()
    if enrolment is not None:
        marks = LessonCompletion.objects.visible_to(user).filter(enrolment=enrolment, completed_at__isnull=False)
        done = set(marks.values_list("lesson_key", flat=True))
    lessons = Lesson.objects.visible_to(user).filter(version=version).select_related("module")
    steps = [
        Step(
            lesson=lesson,
            module=said(lesson.module.title, language),
            title=said(lesson.title, language),
            summary=said(lesson.summary, language),
            is_done=lesson.key in done,
        )
        for lesson in lessons
    ]
    return Outline(course, version, enrolment, language, steps)


def step_for(outline: Outline, key: str) -> Step | None:
    """The lesson of this key, if there is one in the version the reader is in."""
    return next((step for step in outline.steps if step.key == key), None)


@dataclass(frozen=True)
class Page:
    """A lesson laid open: its parts, with the reader's own texts in them, and what is before and after."""

    parts: list[dict[str, Any]]
    before: Step | None
    after: Step | None
    media: dict[str, Shown]


def page_of_lesson(user: Any, outline: Outline, step: Step) -> Page:
    texts = LessonText.objects.visible_to(user).filter(lesson=step.lesson)
    text = get_object_or_404(texts, language=outline.language)
    parts = [dict(part) for part in text.parts]
    asks = [part for part in parts if part["kind"] == "reflection"]
    if asks and user.is_authenticated:
        entries = ReflectionEntry.objects.visible_to(user).filter(course=outline.course)
        own = {entry.key: entry for entry in entries.filter(key__in=[part["key"] for part in asks])}
        for part in asks:
            part["entry"] = own.get(part["key"])
    place = outline.steps.index(step)
    return Page(
        parts=parts,
        before=outline.steps[place - 1] if place else None,
        after=outline.steps[place + 1] if place + 1 < len(outline.steps) else None,
        media=media_in_parts(parts, course=outline.course, version=outline.version, language=outline.language),
    )
