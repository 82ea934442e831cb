"""Changes of a document in the making, each a new document. What cannot be found leaves it as it was."""

import re
from collections.abc import Callable, Collection, Iterator
from copy import deepcopy
from typing import Any

from django.utils.text import slugify

from wellbeing_portal.learning.rules.documents import Document, languages_of, lessons_of
from wellbeing_portal.learning.validators import LANGUAGES

Change = Callable[[Document], dict[str, Any]]
# The form field that says which revision of a draft was read, and a refusal that it is not the newest.
REVISION = "version"
UP, DOWN, DELETE = "up", "down", "delete"
BEFORE, AFTER = "before", "after"


def plain_body(text: str) -> str:
    """A body as a folder has it: no blanks around it, one kind of line break, and one at its end."""
    body = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return f"{body}\n" if body else ""


def new_document(slug: str, kind: str, title: dict[str, str]) -> dict[str, Any]:
    """A course with nothing in it yet."""
    return {
        "course": {
            "format": 1,
            "slug": slug,
            "kind": kind,
            "level": "basic",
            "topics": [],
            "licence": "CC-BY-4.0",
            "title": title,
            "summary": dict.fromkeys(LANGUAGES, ""),
            "outcomes": [],
            "modules": [],
        },
        "questions": [],
        "bodies": {code: {} for code in LANGUAGES},
    }


def spoken(document: Document) -> dict[str, Any]:
    """The document with texts in its own languages only: what is checked, published, compared and exported.

    A draft keeps texts in languages that were switched off, so that switching one on again loses nothing.
    """
    codes = languages_of(document)

    def kept(part: Any) -> Any:
        if isinstance(part, dict):
            texts = part and set(part) <= set(LANGUAGES)
            return {name: kept(value) for name, value in part.items() if not texts or name in codes}
        return [kept(one) for one in part] if isinstance(part, list) else part

    return {name: kept(part) for name, part in document.items()}


def new_key(title: str, known: Collection[str], otherwise: str) -> str:
    """A key for this title that none of the known ones has."""
    stem = re.sub(r"[^a-z0-9]+", "-", slugify(title))[:80].strip("-") or otherwise
    key, number = stem, 1
    while key in known:
        number += 1
        key = f"{stem}-{number}"
    return key


def keys_of(document: Document, what: str) -> list[str]:
    """Keys of the modules, lessons or questions."""
    if what == "module":
        return [module["key"] for module in document["course"]["modules"]]
    if what == "lesson":
        return [lesson["key"] for _module, lesson in lessons_of(document)]
    return [question["key"] for question in document["questions"]]


def find(document: Document, key: str, what: str = "lesson") -> dict[str, Any] | None:
    """The module, lesson or question with this key."""
    rows = (row for rows in _lists(dict(document), what) for row in rows)
    return next((row for row in rows if row["key"] == key), None)


def _copy(document: Document) -> dict[str, Any]:
    return deepcopy(dict(document))


def _lists(document: dict[str, Any], what: str) -> Iterator[list[dict[str, Any]]]:
    """The lists that things of this kind stand in."""
    if what == "module":
        yield document["course"]["modules"]
    elif what == "lesson":
        yield from (module["lessons"] for module in document["course"]["modules"])
    else:
        yield document["questions"]


def with_body(document: Document, *, key: str, language: str, body: str) -> dict[str, Any]:
    """The document with this text of a lesson in a language."""
    made = _copy(document)
    made["bodies"].setdefault(language, {})[key] = plain_body(body)
    return made


def with_facts(document: Document, *, what: str, key: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The document with these facts of a module or a lesson, beside those that it has."""
    made = _copy(document)
    for rows in _lists(made, what):
        for row in rows:
            if row["key"] == key:
                row.update(facts)
    return made


def with_module(document: Document, *, key: str, title: dict[str, str]) -> dict[str, Any]:
    """The document with a new module at its end."""
    made = _copy(document)
    if key not in keys_of(made, "module"):
        made["course"]["modules"].append({"key": key, "title": title, "lessons": []})
    return made


def with_lesson(document: Document, *, module: str, key: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The document with a new lesson at the end of a module."""
    made = _copy(document)
    if key in keys_of(made, "lesson"):
        return made
    for one in made["course"]["modules"]:
        if one["key"] == module:
            one["lessons"].append({"key": key, **facts})
            for code in languages_of(made):
                made["bodies"].setdefault(code, {})[key] = ""
    return made


def with_settings(document: Document, facts: dict[str, Any]) -> dict[str, Any]:
    """The document with these facts of the course; those that are None are not said."""
    made = _copy(document)
    said = {name: value for name, value in facts.items() if value is not None}
    kept = {name: value for name, value in made["course"].items() if name not in facts or name in said}
    made["course"] = {**kept, **said}
    return made


def with_question(document: Document, question: dict[str, Any]) -> dict[str, Any]:
    """The document with this question instead of the one with its key, or at the end."""
    made = _copy(document)
    keys = keys_of(made, "question")
    if question["key"] in keys:
        made["questions"][keys.index(question["key"])] = question
    else:
        made["questions"].append(question)
    return made


def with_media(document: Document, item: dict[str, Any]) -> dict[str, Any]:
    """The document with this picture, film or sound instead of the one with its key, or at the end."""
    made = _copy(document)
    media = made.setdefault("media", [])
    keys = [one["key"] for one in media]
    if item["key"] in keys:
        media[keys.index(item["key"])] = item
    else:
        media.append(item)
    return made


def without_media(document: Document, key: str) -> dict[str, Any]:
    """The document without it. Lessons that show it keep their line, which is then a flaw that says where."""
    made = _copy(document)
    media = [one for one in made.pop("media", []) if one["key"] != key]
    return {**made, "media": media} if media else made


def changed(document: Document, *, what: str, key: str, do: str, place: str = "") -> dict[str, Any]:
    """The document with a module, lesson or question moved by one place, set beside ``place``, or taken out."""
    made = _copy(document)
    for number, rows in enumerate(_lists(made, what)):
        at = next((at for at, row in enumerate(rows) if row["key"] == key), None)
        if at is None:
            continue
        if do == DELETE:
            _delete(made, what, rows.pop(at))
        elif do in (UP, DOWN):
            _move(made, what, number, at, -1 if do == UP else 1)
        elif do in (BEFORE, AFTER) and place != key and find(made, place, what) is not None:
            _set(made, what, rows.pop(at), do, place)
        break
    return made


def _set(made: dict[str, Any], what: str, row: dict[str, Any], do: str, place: str) -> None:
    for rows in _lists(made, what):
        keys = [one["key"] for one in rows]
        if place in keys:
            rows.insert(keys.index(place) + (do == AFTER), row)


def _move(made: dict[str, Any], what: str, number: int, at: int, step: int) -> None:
    lists = list(_lists(made, what))
    rows = lists[number]
    to = at + step
    if what == "question":
        # Past those of other lessons.
        while 0 <= to < len(rows) and rows[to]["lesson"] != rows[at]["lesson"]:
            to += step
    if 0 <= to < len(rows):
        rows.insert(to, rows.pop(at))
    elif what == "lesson" and 0 <= number + step < len(lists):
        # Over the edge: into the next module, at its near end.
        other = lists[number + step]
        other.insert(len(other) if step < 0 else 0, rows.pop(at))


def _delete(made: dict[str, Any], what: str, row: dict[str, Any]) -> None:
    """What belonged to it goes too."""
    lessons = [lesson["key"] for lesson in row["lessons"]] if what == "module" else [row["key"]]
    if what == "question":
        return
    made["questions"] = [question for question in made["questions"] if question["lesson"] not in lessons]
    for texts in made["bodies"].values():
        for key in lessons:
            texts.pop(key, None)
