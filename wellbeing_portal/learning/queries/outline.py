"""The page of a course, and of a lesson in it, as the reader meets them."""

from dataclasses import dataclass, field
from typing import Any

from django.shortcuts import get_object_or_404

from wellbeing_portal.learning import rules
from wellbeing_portal.learning.enums import Use
from wellbeing_portal.learning.models import (
    CompletionRecord,
    Course,
    CourseVersion,
    Enrolment,
    Lesson,
    LessonCompletion,
    LessonText,
    Question,
    ReflectionEntry,
)
from wellbeing_portal.learning.queries.media import Shown, media_in_parts
from wellbeing_portal.learning.queries.progress import latest_enrolments, version_met
from wellbeing_portal.learning.queries.questions import Asked, asked
from wellbeing_portal.learning.rules import said, shown_language


@dataclass(frozen=True)
class LessonLine:
    """A lesson in the outline."""

    lesson: Lesson
    title: str
    summary: str
    is_opened: bool
    is_done: bool

    @property
    def key(self) -> str:
        return self.lesson.key


@dataclass(frozen=True)
class ModuleLines:
    title: str
    lessons: list[LessonLine] = field(default_factory=list)


@dataclass(frozen=True)
class Outline:
    """A course as somebody meets it, in the version they are in, or in the newest."""

    course: Course
    version: CourseVersion
    language: str
    title: str
    summary: str
    outcomes: list[str]
    modules: list[ModuleLines]
    enrolment: Enrolment | None
    completion: CompletionRecord | None

    @property
    def lines(self) -> list[LessonLine]:
        return [line for module in self.modules for line in module.lessons]

    @property
    def progress(self) -> int:
        required = {line.key for line in self.lines if line.lesson.required}
        return rules.progress({line.key for line in self.lines if line.is_done}, required)

    @property
    def minutes_left(self) -> int:
        """Of the required lessons that are not done."""
        return sum(line.lesson.minutes for line in self.lines if line.lesson.required and not line.is_done)

    @property
    def resume(self) -> LessonLine:
        """Where to go on: the lesson opened last if it is not done, else the next one that is not, else the first."""
        lines = self.lines
        last = self.enrolment.last_lesson if self.enrolment is not None else ""
        at = next((number for number, line in enumerate(lines) if line.key == last), 0)
        waiting = [line for line in (*lines[at:], *lines[:at]) if not line.is_done]
        required = [line for line in waiting if line.lesson.required]
        if waiting and waiting[0].key == last:
            return waiting[0]
        return next(iter(required or waiting or lines))

    @property
    def has_newer(self) -> bool:
        """Whether there is a newer version than the one the learner is in."""
        return self.enrolment is not None and self.course.current_id != self.version.pk


@dataclass(frozen=True)
class LessonPage:
    """One lesson, with what is around it. ``reflections`` are the reader's own texts, by their keys."""

    outline: Outline
    line: LessonLine
    language: str
    parts: list[dict[str, str]]
    before: LessonLine | None
    after: LessonLine | None
    reflections: dict[str, str]
    practice: list[Asked]
    media: dict[str, Shown]
    has_check: bool


def outline_of(user: Any, course: Course, *, language: str) -> Outline:
    """Four queries: the way, the lessons, what is done, the completion; one for who is not in the course."""
    enrolment = latest_enrolments(user, [course.pk]).get(course.pk)
    version = version_met(course, enrolment)
    marks: dict[str, bool] = {}
    completion = None
    if enrolment is not None:
        rows = LessonCompletion.objects.visible_to(user).filter(enrolment=enrolment)
        marks = {key: at is not None for key, at in rows.values_list("lesson_key", "completed_at")}
        records = CompletionRecord.objects.visible_to(user).filter(user=user, course=course, cycle=enrolment.cycle)
        completion = records.filter(voided_at=None).first()
    return Outline(
        course=course,
        version=version,
        language=shown_language(language, version.languages),
        title=said(version.title, language),
        summary=said(version.summary, language),
        outcomes=[said(outcome, language) for outcome in version.outcomes],
        modules=_modules(version, marks, language),
        enrolment=enrolment,
        completion=completion,
    )


def _modules(version: CourseVersion, marks: dict[str, bool], language: str) -> list[ModuleLines]:
    modules: dict[str, ModuleLines] = {}
    lessons = Lesson.objects.unscoped("the version of a course that was seen through the wall").filter(version=version)
    for lesson in lessons.select_related("module").order_by("position"):
        module = modules.setdefault(lesson.module.key, ModuleLines(said(lesson.module.title, language)))
        module.lessons.append(
            LessonLine(
                lesson=lesson,
                title=said(lesson.title, language),
                summary=said(lesson.summary, language),
                is_opened=lesson.key in marks,
                is_done=marks.get(lesson.key, False),
            )
        )
    return list(modules.values())


def lesson_page(user: Any, course: Course, key: str, *, language: str) -> LessonPage:
    """The lesson of the version the reader is in, or 404; three queries more than the outline (two signed out)."""
    outline = outline_of(user, course, language=language)
    shown = outline.language
    texts = LessonText.objects.unscoped("a lesson of a course that was seen through the wall")
    text = get_object_or_404(texts, lesson__version=outline.version, lesson__key=key, language=shown)
    lines = outline.lines
    at = [line.key for line in lines].index(key)
    line = lines[at]
    questions = list(
        Question.objects.unscoped("a lesson of a course that was seen through the wall")
        .filter(lesson=line.lesson)
        .order_by("position")
    )
    return LessonPage(
        outline=outline,
        line=line,
        language=shown,
        parts=text.parts,
        before=lines[at - 1] if at else None,
        after=lines[at + 1] if at + 1 < len(lines) else None,
        reflections=_reflections(user, course, key),
        practice=[asked(question, language) for question in questions if question.use == Use.PRACTICE],
        media=media_in_parts(text.parts, course=course, version=outline.version, language=shown),
        has_check=any(question.use == Use.CHECK for question in questions),
    )


def _reflections(user: Any, course: Course, lesson_key: str) -> dict[str, str]:
    if not user.is_authenticated:
        return {}
    rows = ReflectionEntry.objects.visible_to(user).filter(course=course, lesson_key=lesson_key)
    return {row.key: row.body for row in rows}


def carried_over(outline: Outline) -> set[str]:
    """Keys of the done lessons that would stay done in the newest version; one query."""
    if not outline.has_newer:
        return {line.key for line in outline.lines if line.is_done}
    lessons = Lesson.objects.unscoped("the newest version of a course that was seen")
    rows = lessons.filter(version=outline.course.current_id)
    newest = dict(rows.values_list("key", "content_hash"))
    done = {line.key: line.lesson.content_hash for line in outline.lines if line.is_done}
    return rules.carried_over(done, newest)
