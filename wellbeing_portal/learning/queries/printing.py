"""A whole course on paper: every lesson and its practice questions, without answers."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from wellbeing_portal.learning.enums import Use
from wellbeing_portal.learning.models import Course, LessonText, Question
from wellbeing_portal.learning.queries.media import Shown, media_in_parts
from wellbeing_portal.learning.queries.outline import LessonLine, Outline, outline_of
from wellbeing_portal.learning.queries.questions import Asked, asked
from wellbeing_portal.learning.rules import in_a_whole


@dataclass(frozen=True)
class Sheet:
    """A lesson on paper."""

    line: LessonLine
    parts: list[dict[str, str]]
    practice: list[Asked]


@dataclass(frozen=True)
class Whole:
    """A course on paper, in the version and the language that the reader meets."""

    outline: Outline
    modules: list[tuple[str, list[Sheet]]]
    media: dict[str, Shown]


def whole_course(user: Any, course: Course, *, language: str) -> Whole:
    """Two queries more than the outline, and two for pictures, if there are any."""
    outline = outline_of(user, course, language=language)
    why = "a course that was seen through the wall"
    texts = LessonText.objects.unscoped(why).filter(lesson__version=outline.version, language=outline.language)
    bodies = {key: in_a_whole(parts, key) for key, parts in texts.values_list("lesson__key", "parts")}
    rows = Question.objects.unscoped(why).filter(lesson__version=outline.version, use=Use.PRACTICE)
    questions = rows.order_by("lesson__position", "position")
    practice = {pk: list(group) for pk, group in groupby(questions, key=lambda question: question.lesson_id)}
    modules = [
        (
            module.title,
            [
                Sheet(
                    line=line,
                    parts=bodies[line.key],
                    practice=[asked(one, outline.language) for one in practice.get(line.lesson.pk, ())],
                )
                for line in module.lessons
            ],
        )
        for module in outline.modules
    ]
    parts = [part for body in bodies.values() for part in body]
    media = media_in_parts(parts, course=course, version=outline.version, language=outline.language)
    return Whole(outline, modules, media)
