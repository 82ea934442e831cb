"""What is different between two documents of a course: outline, texts, questions and settings."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from wellbeing_portal.learning.rules.documents import Document, languages_of, lessons_of

WORD = re.compile(r"\S+\s*|\s+")
# Longer passages are shown as a whole, gone and new: comparing them word by word takes too long.
MOST_WORDS = 1500
# So much of what is the same is left around a difference.
AROUND = 160
SAME, GONE, NEW = "same", "gone", "new"
Piece = tuple[str, str]


@dataclass(frozen=True)
class Moved:
    """A part of the outline: what became of it, its key, and what it was and is called (languages to texts)."""

    what: str
    fate: str
    key: str
    before: dict[str, str]
    after: dict[str, str]


@dataclass(frozen=True)
class TextChange:
    """The text of a lesson in one language, in pieces that are the same, gone or new."""

    key: str
    title: dict[str, str]
    language: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Other:
    """A setting, a question or a fact of a lesson that is said differently."""

    what: str
    key: str
    fate: str
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class Differences:
    outline: list[Moved]
    texts: list[TextChange]
    settings: list[Other]
    questions: list[Other]

    @property
    def is_empty(self) -> bool:
        return not (self.outline or self.texts or self.settings or self.questions)


def compare(old: Document, new: Document) -> Differences:
    before, after = _lessons(old), _lessons(new)
    return Differences(
        outline=[*_outline("module", _modules(old), _modules(new)), *_outline("lesson", before, after)],
        texts=list(_texts(old, new, before, after)),
        settings=[*_settings(old, new), *_facts(before, after)],
        questions=list(_questions(old, new)),
    )


def _modules(document: Document) -> dict[str, Any]:
    return {module["key"]: {"in": "", **module} for module in document["course"]["modules"]}


def _lessons(document: Document) -> dict[str, Any]:
    return {lesson["key"]: {"in": module["key"], **lesson} for module, lesson in lessons_of(document)}


def _outline(what: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Moved]:
    for key, row in before.items():
        if key not in after:
            yield Moved(what, "gone", key, row["title"], {})
    # Those that kept their order among themselves have not moved; the others have.
    kept = [key for key in before if key in after]
    order = [key for key in after if key in before]
    steady: set[str] = set()
    for block in difflib.SequenceMatcher(None, kept, order, autojunk=False).get_matching_blocks():
        steady |= set(kept[block.a : block.a + block.size])
    for key, row in after.items():
        if key not in before:
            yield Moved(what, "added", key, {}, row["title"])
            continue
        if key not in steady or before[key]["in"] != row["in"]:
            yield Moved(what, "moved", key, before[key]["title"], row["title"])
        if before[key]["title"] != row["title"]:
            yield Moved(what, "renamed", key, before[key]["title"], row["title"])


def _texts(old: Document, new: Document, before: dict[str, Any], after: dict[str, Any]) -> Iterator[TextChange]:
    titles = {**{key: row["title"] for key, row in before.items()}, **{key: row["title"] for key, row in after.items()}}
    for key in [*after, *(key for key in before if key not in after)]:
        for code in dict.fromkeys([*languages_of(new), *languages_of(old)]):
            texts = [said["bodies"].get(code, {}).get(key, "") for said in (old, new)]
            if texts[0] != texts[1]:
                yield TextChange(key, titles[key], code, pieces_of(*texts))


def pieces_of(old: str, new: str) -> list[Piece]:
    """The texts as pieces; long stretches that are the same are cut short."""
    pieces: list[Piece] = []
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for op, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, added = "".join(before[a:b]), "".join(after[c:d])
        if op == "equal":
            pieces.append((SAME, gone))
        else:
            pieces += _words(gone, added)
    return [(kind, _short(text, number, len(pieces))) if kind == SAME else (kind, text)
            for number, (kind, text) in enumerate(pieces)]  # fmt: skip


def _words(gone: str, added: str) -> list[Piece]:
    before, after = WORD.findall(gone), WORD.findall(added)
    if len(before) + len(after) > MOST_WORDS:
        return [(kind, text) for kind, text in ((GONE, gone), (NEW, added)) if text]
    found: list[Piece] = []
    for op, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            found.append((SAME, "".join(before[a:b])))
            continue
        found += [(kind, "".join(words)) for kind, words in ((GONE, before[a:b]), (NEW, after[c:d])) if words]
    return found


def _short(text: str, number: int, count: int) -> str:
    first, last = number == 0, number == count - 1
    if len(text) <= AROUND * 2:
        return text
    head = "" if first else text[:AROUND]
    tail = "" if last else text[-AROUND:]
    return f"{head} […] {tail}"


def _flat(part: Any, path: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Every text and number of a part, under the way to it."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield from _flat(value, (*path, str(name)))
    elif isinstance(part, list):
        for number, value in enumerate(part, start=1):
            yield from _flat(value, (*path, str(number)))
    else:
        yield " · ".join(path), str(part)


def _different(what: str, key: str, old: Any, new: Any) -> Iterator[Other]:
    before, after = dict(_flat(old)), dict(_flat(new))
    for way in dict.fromkeys([*before, *after]):
        was, now = before.get(way, ""), after.get(way, "")
        if was != now:
            yield Other(what, f"{key} · {way}" if key else way, "changed", _words(was, now))


def _settings(old: Document, new: Document) -> Iterator[Other]:
    sides = [{name: said for name, said in side["course"].items() if name != "modules"} for side in (old, new)]
    yield from _different("course", "", *sides)
    media = [{one["key"]: one for one in side.get("media", [])} for side in (old, new)]
    yield from _different("media", "media", *media)


def _facts(before: dict[str, Any], after: dict[str, Any]) -> Iterator[Other]:
    for key, row in after.items():
        if key in before:
            sides = [{name: said for name, said in side.items() if name not in ("in", "title")}
                     for side in (before[key], row)]  # fmt: skip
            yield from _different("lesson", key, *sides)


def _questions(old: Document, new: Document) -> Iterator[Other]:
    before, after = [{one["key"]: one for one in side["questions"]} for side in (old, new)]
    for key, question in before.items():
        if key not in after:
            yield Other("question", key, "gone", [(GONE, " / ".join(question["text"].values()))])
    for key, question in after.items():
        if key not in before:
            yield Other("question", key, "added", [(NEW, " / ".join(question["text"].values()))])
        else:
            yield from _different("question", key, before[key], question)
