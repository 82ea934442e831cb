"""Checks of a whole course: what is wrong with it, and where."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from wellbeing_portal.learning.enums import CourseKind, DoneRule, Feedback, Level, Topic
from wellbeing_portal.learning.validators.bodies import body_flaws, keys_in, media_in
from wellbeing_portal.learning.validators.checks import Checks, Flaw
from wellbeing_portal.learning.validators.lines import Path
from wellbeing_portal.learning.validators.media import check_media
from wellbeing_portal.learning.validators.questions import check_questions

FORMAT = 1
LANGUAGES = ("fi", "sv", "en")
MOST_TITLE, MOST_SUMMARY, MOST_OUTCOME = 120, 240, 300
FOR_STAFF = {"pass_mark": (0, 100), "valid_months": (1, 120)}
# First words of the addresses under /skills/ and /training/: a course of this name could not be reached.
RESERVED = frozenset({"asked", "checks", "feedback", "me", "supporters", "tries"})
Lessons = dict[str, tuple[Path, dict[str, Any]]]


def flaws_of(document: Any) -> list[Flaw]:
    """Everything that is wrong with a document, in its order; a document without flaws can be published."""
    checks = Checks()
    parts = checks.mapping((), document, ["course", "questions", "bodies"], ["media"])
    checks.no_hidden_signs((), document)
    course = parts.get("course")
    languages = _languages(checks, course)
    lessons = _check_course(checks, course, languages)
    checked = check_questions(checks, parts.get("questions", []), lessons, languages)
    bodies = _check_bodies(checks, parts.get("bodies"), lessons, languages)
    _check_shown(checks, parts, languages)
    for key, (path, lesson) in lessons.items():
        if key not in checked and (lesson.get("done") == DoneRule.PASSED or "check" in lesson):
            checks.say(path, _("This lesson has a check, and no question for it."))
        if lesson.get("done") == DoneRule.SUBMITTED and not bodies.get(key):
            checks.say(path, _("This lesson is done by writing, and has no reflection."))
    return checks.flaws


def _languages(checks: Checks, course: Any) -> Sequence[str]:
    if not isinstance(course, dict) or "languages" not in course:
        return LANGUAGES
    path = ("course", "languages")
    given = checks.rows(path, course["languages"], 1, len(LANGUAGES))
    known = [checks.word((*path, number), code, LANGUAGES) for number, code in enumerate(given)]
    return [code for code in dict.fromkeys(known) if code] or LANGUAGES


def _check_course(checks: Checks, course: Any, languages: Sequence[str]) -> Lessons:
    path: Path = ("course",)
    needed = ["format", "slug", "kind", "level", "topics", "licence", "title", "summary", "outcomes", "modules"]
    said = checks.mapping(path, course, needed, ["languages", *FOR_STAFF])
    lessons: Lessons = {}
    checks.each(
        path,
        said,
        {
            "format": lambda at, value: checks.number(at, value, FORMAT, FORMAT),
            "slug": lambda at, value: _check_slug(checks, at, value),
            "kind": lambda at, value: checks.word(at, value, CourseKind.values),
            "level": lambda at, value: checks.word(at, value, Level.values),
            "topics": lambda at, value: _each(
                checks, at, value, 5, lambda one, topic: checks.word(one, topic, Topic.values)
            ),
            "licence": lambda at, value: checks.line(at, value, 40),
            "title": lambda at, value: checks.texts(at, value, languages, MOST_TITLE),
            "summary": lambda at, value: checks.texts(at, value, languages, MOST_SUMMARY),
            "outcomes": lambda at, value: _each(
                checks, at, value, 6, lambda one, outcome: checks.texts(one, outcome, languages, MOST_OUTCOME)
            ),
            "modules": lambda at, value: _check_modules(checks, at, value, languages, lessons),
        },
    )
    for name, (low, high) in FOR_STAFF.items():
        if name in said:
            checks.number((*path, name), said[name], low, high)
            if said.get("kind") == CourseKind.STUDENT:
                checks.say((*path, name), _("Only courses for staff have this."))
    return lessons


def _check_slug(checks: Checks, path: Path, value: Any) -> None:
    if checks.key(path, value, set()) in RESERVED:
        checks.say(path, _("The portal itself uses “%s” in its addresses. Choose another name.") % value)


def _each(checks: Checks, path: Path, value: Any, most: int, ask: Callable[[Path, Any], Any]) -> None:
    for number, part in enumerate(checks.rows(path, value, 1, most)):
        ask((*path, number), part)


def _check_modules(checks: Checks, path: Path, value: Any, languages: Sequence[str], lessons: Lessons) -> None:
    known: set[str] = set()

    def check_module(here: Path, module: Any) -> None:
        questions = {
            "key": lambda at, value: checks.key(at, value, known),
            "title": lambda at, value: checks.texts(at, value, languages, MOST_TITLE),
            "lessons": lambda at, value: _each(
                checks, at, value, 30, lambda one, lesson: _check_lesson(checks, one, lesson, languages, lessons)
            ),
        }
        checks.each(here, checks.mapping(here, module, questions), questions)

    _each(checks, path, value, 12, check_module)
    if lessons and not any(lesson.get("required") for _path, lesson in lessons.values()):
        checks.say(path, _("No lesson is required, so the course could never be completed."))


def _check_lesson(checks: Checks, path: Path, lesson: Any, languages: Sequence[str], lessons: Lessons) -> None:
    questions: dict[str, Callable[[Path, Any], Any]] = {
        "minutes": lambda at, value: checks.number(at, value, 1, 60),
        "required": checks.flag,
        "done": lambda at, value: checks.word(at, value, DoneRule.values),
        "title": lambda at, value: checks.texts(at, value, languages, MOST_TITLE),
        "summary": lambda at, value: checks.texts(at, value, languages, MOST_SUMMARY),
    }
    said = checks.mapping(path, lesson, ["key", *questions], ["check"])
    key = checks.key((*path, "key"), said["key"], set(lessons)) if "key" in said else ""
    checks.each(path, said, {**questions, "check": lambda at, value: _check_check(checks, at, value)})
    if key:
        lessons.setdefault(key, (path, said))


def _check_check(checks: Checks, path: Path, value: Any) -> None:
    questions: dict[str, Callable[[Path, Any], Any]] = {
        "pass_mark": lambda at, value: checks.number(at, value, 0, 100),
        "max_attempts": lambda at, value: checks.number(at, value, 1, 100),
        "cooldown": lambda at, value: checks.number(at, value, 0, 1440),
        "pick": lambda at, value: checks.number(at, value, 1, 100),
        "time_limit": lambda at, value: checks.number(at, value, 1, 600),
        "shuffle": checks.flag,
        "partial": checks.flag,
        "feedback": lambda at, value: checks.word(at, value, Feedback.values),
    }
    checks.each(path, checks.mapping(path, value, [], questions), questions)


def _check_bodies(checks: Checks, value: Any, lessons: Lessons, languages: Sequence[str]) -> dict[str, list[str]]:
    """Every lesson in every language; gives the reflections of each lesson."""
    found: dict[str, list[str]] = {}
    bodies = checks.mapping(("bodies",), value, languages)
    for code in languages:
        texts = bodies.get(code)
        if not isinstance(texts, dict):
            texts = {}
        for key in texts:
            if key not in lessons:
                checks.say(("bodies", code, key), _("There is no lesson with this key."))
        for key in lessons:
            path = ("bodies", code, key)
            body = texts.get(key)
            if not isinstance(body, str):
                checks.say(path, _("The text of this lesson is missing."))
                continue
            for line, message in body_flaws(body):
                checks.say(path, message, line)
            if keys_in(body) != found.setdefault(key, keys_in(body)):
                checks.say(path, _("The reflections are not the same as in the other languages."))
    _check_apart(checks, found)
    return found


def _check_shown(checks: Checks, parts: dict[str, Any], languages: Sequence[str]) -> None:
    """What lessons show is there, and what is there is shown."""
    bodies = parts.get("bodies")
    shown: dict[str, list[tuple[Path, int]]] = {}
    for code, texts in bodies.items() if isinstance(bodies, dict) else ():
        for lesson, body in texts.items() if isinstance(texts, dict) else ():
            for line, key in media_in(body) if isinstance(body, str) else ():
                shown.setdefault(key, []).append((("bodies", code, lesson), line))
    known = check_media(checks, parts.get("media", []), languages, shown)
    for key in shown.keys() - known:
        for path, line in shown[key]:
            checks.say(path, _("There is no picture, film or sound called “%s”.") % key, line)


def _check_apart(checks: Checks, reflections: dict[str, list[str]]) -> None:
    """A key of a reflection is there once in the course: what was written under it is found by it."""
    known: dict[str, str] = {}
    for lesson, keys in reflections.items():
        for key in keys:
            if known.setdefault(key, lesson) != lesson:
                checks.say(("bodies",), _("The reflection “%(key)s” is in two lessons: %(one)s and %(other)s.") % {
                    "key": key, "one": known[key], "other": lesson})  # fmt: skip
