"""Checks of the pictures, films and sound of a course: each can be seen, heard or read by everybody."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from wellbeing_portal.learning.validators.checks import Checks
from wellbeing_portal.learning.validators.files import CAPTIONS, ENDINGS
from wellbeing_portal.learning.validators.lines import Path

MOST_MEDIA, MOST_ALT, MOST_LEGEND, MOST_TRANSCRIPT = 100, 500, 300, 20_000
SHOWN = [mime for mime in ENDINGS if mime != CAPTIONS]
# What can be read of what is spoken. Browsers show no captions with a sound.
WORDS = {"video": ("captions", "transcript"), "audio": ("transcript",)}
_SHA256 = re.compile(r"[0-9a-f]{64}")


def check_media(checks: Checks, value: Any, languages: Sequence[str], used: Mapping[str, Any]) -> set[str]:
    """Every picture, film and sound; ``used`` are the keys that lessons show. Gives the keys that are there."""
    known: set[str] = set()
    for number, item in enumerate(checks.rows(("media",), value, 0, MOST_MEDIA)):
        path: Path = ("media", number)
        kind = str(item.get("mime")).partition("/")[0] if isinstance(item, dict) else ""
        needed = ["key", "sha256", "mime", "licence", *(["width", "height"] if kind == "image" else [])]
        also = ["alt", "legend", "attribution", *WORDS.get(kind, ("decorative",))]
        said = checks.mapping(path, item, needed, also)
        questions = {
            "sha256": lambda at, name: _check_name(checks, at, name),
            "mime": lambda at, word: checks.word(at, word, SHOWN),
            "licence": lambda at, words: checks.line(at, words, 40),
            "attribution": lambda at, words: checks.line(at, words, MOST_LEGEND),
            "legend": lambda at, texts: checks.texts(at, texts, languages, MOST_LEGEND),
            "width": lambda at, dots: checks.number(at, dots, 1, 10_000),
            "height": lambda at, dots: checks.number(at, dots, 1, 10_000),
            "decorative": checks.flag,
        }
        checks.each(path, said, questions)
        _check_said(checks, path, said, languages, kind)
        if "key" in said and (key := checks.key((*path, "key"), said["key"], known)) and key not in used:
            checks.say((*path, "key"), _("No lesson shows “%s”.") % key)
    return known


def _check_name(checks: Checks, path: Path, value: Any) -> None:
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        checks.say(path, _("The file is missing."))


def _check_said(checks: Checks, path: Path, said: dict[str, Any], languages: Sequence[str], kind: str) -> None:
    """What stands for it where it cannot be seen or heard."""
    if kind == "image" and said.get("decorative") is True:
        if "alt" in said:
            checks.say((*path, "alt"), _("What only decorates is not described."))
        return
    if "alt" in said:
        checks.texts((*path, "alt"), said["alt"], languages, MOST_ALT)
    elif kind == "image":
        checks.say(path, _("A picture needs “alt”, which says in each language what it shows, or “decorative: true”."))
    else:
        checks.say(path, _("A film or a sound needs “alt”, which says in each language what it is."))
    if kind in WORDS:
        _check_words(checks, path, said, languages, WORDS[kind])


def _check_words(
    checks: Checks, path: Path, said: dict[str, Any], languages: Sequence[str], names: Sequence[str]
) -> None:
    """What is spoken can be read in each language, with the film or without it."""
    there: set[str] = set()
    for name in names:
        texts = checks.mapping((*path, name), said[name], (), languages) if name in said else {}
        for code in set(texts) & set(languages):
            there.add(code)
            if name == "captions":
                _check_name(checks, (*path, name, code), texts[code])
            else:
                checks.line((*path, name, code), texts[code], MOST_TRANSCRIPT)
    for code in languages:
        if code not in there:
            message = (
                _("A transcript is missing (%s).")
                if names == WORDS["audio"]
                else _("Captions or a transcript are missing (%s).")
            )
            checks.say(path, message % code)
