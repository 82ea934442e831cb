"""Checks of a self-assessment."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from wellbeing_portal.learning.enums import Method
from wellbeing_portal.learning.validators.checks import Checks, Flaw
from wellbeing_portal.learning.validators.documents import FORMAT, LANGUAGES, MOST_SUMMARY, MOST_TITLE
from wellbeing_portal.learning.validators.lines import Path

MOST_INTRO = 1000
Questions = dict[str, Callable[[Path, Any], Any]]


def instrument_flaws(document: Any) -> list[Flaw]:
    """Everything that is wrong with an instrument; all of it is in all three languages."""
    checks = Checks()
    checks.no_hidden_signs((), document)
    dimensions: set[str] = set()
    measured: set[str] = set()
    statements: set[str] = set()

    def check_statement(one: Path, part: Any) -> None:
        _check_statement(checks, one, part, statements, dimensions, measured)

    questions: Questions = {
        "format": lambda at, value: checks.number(at, value, FORMAT, FORMAT),
        "slug": lambda at, value: checks.key(at, value, set()),
        "edition": lambda at, value: checks.number(at, value, 1, 1000),
        "title": lambda at, value: checks.texts(at, value, LANGUAGES, MOST_TITLE),
        "summary": lambda at, value: checks.texts(at, value, LANGUAGES, MOST_SUMMARY),
        "intro": lambda at, value: checks.texts(at, value, LANGUAGES, MOST_INTRO),
        "source": lambda at, value: checks.line(at, value, 1000),
        "licence": lambda at, value: checks.line(at, value, MOST_SUMMARY),
        "scale": lambda at, value: _check_scale(checks, at, value),
        "dimensions": lambda at, value: _rows(
            checks, at, value, 1, lambda one, part: _check_dimension(checks, one, part, dimensions)
        ),
        "statements": lambda at, value: _rows(checks, at, value, 1, check_statement),
    }
    also: Questions = {
        "unofficial": lambda at, value: _rows(
            checks, at, value, 1, lambda one, code: checks.word(one, code, LANGUAGES)
        ),
    }
    checks.each((), checks.mapping((), document, questions, also), {**questions, **also})
    for key in sorted(dimensions - measured):
        checks.say(("dimensions",), _("Nothing measures “%s”.") % key)
    return checks.flaws


def _rows(checks: Checks, path: Path, value: Any, least: int, ask: Callable[[Path, Any], Any]) -> None:
    for number, part in enumerate(checks.rows(path, value, least, 60)):
        ask((*path, number), part)


def _check_scale(checks: Checks, path: Path, value: Any) -> None:
    questions: Questions = {
        "value": lambda at, number: checks.number(at, number, -100, 100),
        "text": lambda at, texts: checks.texts(at, texts, LANGUAGES, MOST_TITLE),
    }
    _rows(checks, path, value, 2, lambda one, part: checks.each(one, checks.mapping(one, part, questions), questions))
    values = (
        [str(option.get("value")) for option in value if isinstance(option, dict)] if isinstance(value, list) else []
    )
    if len(values) != len(set(values)):
        checks.say(path, _("Two of these have the same value."))


def _check_dimension(checks: Checks, path: Path, value: Any, known: set[str]) -> None:
    questions: Questions = {
        "key": lambda at, key: checks.key(at, key, known),
        "title": lambda at, texts: checks.texts(at, texts, LANGUAGES, MOST_TITLE),
        "method": lambda at, word: checks.word(at, word, Method.values),
    }
    also: Questions = {
        "multiply": lambda at, number: checks.number(at, number, 1, 100),
        "bands": lambda at, bands: _check_bands(checks, at, bands),
        "number": lambda at, texts: checks.texts(at, texts, LANGUAGES, MOST_INTRO),
    }
    checks.each(path, checks.mapping(path, value, questions, also), {**questions, **also})


def _check_bands(checks: Checks, path: Path, value: Any) -> None:
    known: set[str] = set()
    ends: list[float] = []

    def check_end(at: Path, end: Any) -> None:
        if isinstance(end, bool) or not isinstance(end, int | float) or not abs(end) < 10**6:
            checks.say(at, _("A number is expected here."))
        else:
            ends.append(end)

    questions: Questions = {
        "key": lambda at, key: checks.key(at, key, known),
        "up_to": check_end,
        "text": lambda at, texts: checks.texts(at, texts, LANGUAGES, MOST_INTRO),
    }
    also: Questions = {"care": checks.flag}

    def check_band(one: Path, part: Any) -> None:
        checks.each(one, checks.mapping(one, part, questions, also), {**questions, **also})

    _rows(checks, path, value, 1, check_band)
    if ends != sorted(set(ends)):
        checks.say(path, _("Bands go upwards, each to a number of its own."))


def _check_statement(
    checks: Checks, path: Path, value: Any, known: set[str], dimensions: set[str], measured: set[str]
) -> None:
    questions: Questions = {
        "key": lambda at, key: checks.key(at, key, known),
        "dimension": lambda at, word: measured.add(checks.word(at, word, sorted(dimensions))),
        "text": lambda at, texts: checks.texts(at, texts, LANGUAGES, MOST_SUMMARY),
    }
    also: Questions = {"reverse": checks.flag}
    checks.each(path, checks.mapping(path, value, questions, also), {**questions, **also})
