"""What of the portal fits low answers, and because of which of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.urls import reverse

from skills.registry import FITTING, GROUPS, HELP
from wellbeing_portal.learning.enums import CourseKind, CourseState
from wellbeing_portal.learning.models import Lesson
from wellbeing_portal.learning.rules import said, shown_language

MOST = 6


@dataclass(frozen=True)
class Fitting:
    """A lesson, or ``place``: groups or help, which the page has words for. ``because``: lines of the check."""

    place: str
    url: str
    title: str
    summary: str
    language: str
    minutes: int
    because: list[Any]


def fitting(user: Any, check: str, reasons: Mapping[str, Any], language: str) -> list[Fitting]:
    """What fits those statements (key to line); first what several ask for, and some for each before more for one."""
    wanted: dict[str, list[Any]] = {}
    turns: dict[str, int] = {}
    for key, line in reasons.items():
        for turn, what in enumerate(FITTING.get(check, {}).get(key, ())):
            wanted.setdefault(what, []).append(line)
            turns[what] = min(turn, turns.get(what, turn))
    lessons = _lessons(user, [what for what in wanted if what not in (GROUPS, HELP)])
    there = [what for what in wanted if what in (GROUPS, HELP) or what in lessons]
    there.sort(key=lambda what: (-len(wanted[what]), turns[what]))
    return [_fitting(what, lessons.get(what), wanted[what], language) for what in there[:MOST]]


def _lessons(user: Any, names: Iterable[str]) -> dict[str, Lesson]:
    """Lessons by course/lesson, of open courses for students that the reader sees; one query, or none."""
    pairs = {tuple(name.split("/")): name for name in names}
    if not pairs:
        return {}
    rows = Lesson.objects.visible_to(user).filter(
        version=F("version__course__current"),
        version__course__kind=CourseKind.STUDENT,
        version__course__state=CourseState.OPEN,
        version__course__slug__in={course for course, _lesson in pairs},
        key__in={lesson for _course, lesson in pairs},
    )
    found = {(row.version.course.slug, row.key): row for row in rows.select_related("version__course")}
    return {name: found[pair] for pair, name in pairs.items() if pair in found}


def _fitting(what: str, lesson: Lesson | None, because: list[Any], language: str) -> Fitting:
    if lesson is None:
        return Fitting(what, "/communities/" if what == GROUPS else "/help-now/", "", "", "", 0, because)
    shown = shown_language(language, lesson.version.languages)
    return Fitting(
        place="",
        url=reverse("skills:lesson_page", args=[lesson.version.course.slug, lesson.key]),
        title=said(lesson.title, shown),
        summary=said(lesson.summary, shown),
        language=shown,
        minutes=lesson.minutes,
        because=because,
    )
