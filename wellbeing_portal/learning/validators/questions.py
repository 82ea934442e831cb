"""Checks of the questions of a course."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from wellbeing_portal.learning.enums import QuestionType, Use
from wellbeing_portal.learning.validators.checks import Checks
from wellbeing_portal.learning.validators.lines import Path

CHOSEN = (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.TRUEFALSE)
# What a type of question has besides what all have.
PARTS: dict[str, tuple[str, ...]] = {
    QuestionType.SINGLE: ("choices",),
    QuestionType.MULTIPLE: ("choices",),
    QuestionType.TRUEFALSE: ("choices",),
    QuestionType.ORDERING: ("choices",),
    QuestionType.MATCHING: ("pairs",),
    QuestionType.SHORT: ("accept",),
    QuestionType.NUMERIC: ("answer",),
}
MOST_TEXT, MOST_CHOICE, MOST_WORD = 1000, 400, 80


def check_questions(checks: Checks, value: Any, lessons: Mapping[str, Any], languages: Sequence[str]) -> set[str]:
    """Every question; gives the keys of the lessons that have one for a check."""
    known: set[str] = set()
    checked: set[str] = set()
    for number, question in enumerate(checks.rows(("questions",), value, 0, 500)):
        path: Path = ("questions", number)
        type_of = str(question.get("type")) if isinstance(question, dict) else ""
        parts = PARTS.get(type_of, ())
        also = ["points", "explanation", *(["tolerance"] if type_of == QuestionType.NUMERIC else [])]
        said = checks.mapping(path, question, ["key", "lesson", "type", "use", "text", *parts], also)
        if "key" in said:
            checks.key((*path, "key"), said["key"], known)
        if "type" in said:
            checks.word((*path, "type"), said["type"], QuestionType.values)
        use = checks.word((*path, "use"), said["use"], Use.values) if "use" in said else ""
        if "lesson" in said:
            lesson = checks.word((*path, "lesson"), said["lesson"], list(lessons))
            checked |= {lesson} if use == Use.CHECK else set()
        if "points" in said:
            checks.number((*path, "points"), said["points"], 1, 100)
        for name in ("text", "explanation"):
            if name in said:
                checks.texts((*path, name), said[name], languages, MOST_TEXT)
        if parts and parts[0] in said:
            _check_parts(checks, path, type_of, said, languages)
    return checked


def _check_parts(checks: Checks, path: Path, type_of: str, said: dict[str, Any], languages: Sequence[str]) -> None:
    match type_of:
        case QuestionType.MATCHING:
            _check_pairs(checks, (*path, "pairs"), said["pairs"], languages)
        case QuestionType.SHORT:
            accepted = checks.mapping((*path, "accept"), said["accept"], languages)
            for code, words in accepted.items():
                for number, word in enumerate(checks.rows((*path, "accept", code), words, 1, 20)):
                    checks.line((*path, "accept", code, number), word, MOST_WORD)
        case QuestionType.NUMERIC:
            for name in ("answer", "tolerance"):
                value = said.get(name, 0)
                if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 10**9:
                    checks.say((*path, name), _("A number is expected here."))
                elif name == "tolerance" and value < 0:
                    checks.say((*path, name), _("A tolerance is not below zero."))
        case _:
            _check_choices(checks, (*path, "choices"), type_of, said["choices"], languages)


def _check_choices(checks: Checks, path: Path, type_of: str, value: Any, languages: Sequence[str]) -> None:
    known: set[str] = set()
    chosen = type_of in CHOSEN
    right = 0
    choices = checks.rows(path, value, 2, 10)
    for number, choice in enumerate(choices):
        here = (*path, number)
        said = checks.mapping(here, choice, ["key", "text"], ["feedback", *(["right"] if chosen else [])])
        if "key" in said:
            checks.key((*here, "key"), said["key"], known)
        if chosen and "right" in said:
            right += checks.flag((*here, "right"), said["right"])
        for name in ("text", "feedback"):
            if name in said:
                checks.texts((*here, name), said[name], languages, MOST_CHOICE)
    if type_of == QuestionType.TRUEFALSE and known != {"true", "false"}:
        checks.say(path, _("The keys of these two are “true” and “false”."))
    if chosen and not right:
        checks.say(path, _("No choice is right."))
    elif right > 1 and type_of != QuestionType.MULTIPLE:
        checks.say(path, _("More than one choice is right."))
    _check_apart(checks, path, [choice.get("text") for choice in choices if isinstance(choice, dict)], languages)


def _check_pairs(checks: Checks, path: Path, value: Any, languages: Sequence[str]) -> None:
    pairs = checks.rows(path, value, 2, 10)
    for number, pair in enumerate(pairs):
        said = checks.mapping((*path, number), pair, ["left", "right"])
        for side in said:
            checks.texts((*path, number, side), said[side], languages, MOST_CHOICE)
    for side in ("left", "right"):
        _check_apart(checks, path, [pair.get(side) for pair in pairs if isinstance(pair, dict)], languages)


def _check_apart(checks: Checks, path: Path, texts: list[Any], languages: Sequence[str]) -> None:
    """No two of the texts are the same in any language."""
    for code in languages:
        said = [str(text[code]) for text in texts if isinstance(text, dict) and code in text]
        if len(said) != len(set(said)):
            checks.say(path, _("Two of these say the same (%s).") % code)
