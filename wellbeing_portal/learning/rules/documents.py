"""A course as one document, in the form of our folders, and what rows are made of it.

{"course": what course.yaml says, "questions": what questions.yaml says, "bodies": {language: {lesson key: text}},
"media": what media.yaml says, with each file by its sha256; left out where there is none}
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from wellbeing_portal.learning.enums import CourseKind, Feedback, QuestionType, Use
from wellbeing_portal.learning.rules.bodies import EDITION
from wellbeing_portal.learning.validators import LANGUAGES, Kept, media_in

Document = Mapping[str, Any]
PASS_MARK = 80


def fingerprint(thing: Any) -> str:
    """The same for the same content, whatever the order of its keys."""
    said = json.dumps(thing, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def content_hash(document: Document) -> str:
    """Of the whole course, and of the way its bodies come out."""
    return fingerprint([EDITION, document])


def languages_of(document: Document) -> list[str]:
    return list(document["course"].get("languages", LANGUAGES))


def lessons_of(document: Document) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every lesson with its module, in the order of the course."""
    for module in document["course"]["modules"]:
        for lesson in module["lessons"]:
            yield module, lesson


def questions_of(document: Document, lesson: str) -> list[dict[str, Any]]:
    return [question for question in document["questions"] if question["lesson"] == lesson]


def lesson_hash(document: Document, lesson: Mapping[str, Any]) -> str:
    """Of what a reader meets in the lesson. Its place, its minutes and whether it is required are not part of that."""
    said = {name: value for name, value in lesson.items() if name not in ("minutes", "required")}
    bodies = {code: document["bodies"][code][lesson["key"]] for code in languages_of(document)}
    parts = [said, bodies, questions_of(document, lesson["key"])]
    # What shows nothing keeps the hash it has always had.
    return fingerprint([*parts, shown] if (shown := media_of(document, lesson["key"])) else parts)


def media_item(key: str, file: Kept, *, licence: str) -> dict[str, Any]:
    """What a document says of a file of which nothing is said yet."""
    item = {"key": key, "sha256": file.sha256, "mime": file.mime, "licence": licence}
    return item if file.width is None else {**item, "width": file.width, "height": file.height}


def media_of(document: Document, lesson: str) -> list[dict[str, Any]]:
    """The pictures, films and sound that the lesson shows in any language."""
    keys = {key for texts in document["bodies"].values() for _line, key in media_in(texts.get(lesson, ""))}
    return [item for item in document.get("media", ()) if item["key"] in keys]


def check_of(document: Document, lesson: Mapping[str, Any]) -> dict[str, Any] | None:
    """How the check of the lesson is taken; None where it has no question for one."""
    if not any(question["use"] == Use.CHECK for question in questions_of(document, lesson["key"])):
        return None
    for_staff = document["course"]["kind"] == CourseKind.STAFF
    feedback = Feedback.PASSED if for_staff else Feedback.SUBMITTED
    usual = {"pass_mark": document["course"].get("pass_mark", PASS_MARK), "feedback": feedback}
    return {**usual, **lesson.get("check", {})}


class Split(NamedTuple):
    """A question parted into what is shown and what is right."""

    choices: list[dict[str, Any]]
    matches: list[dict[str, Any]]
    right: Any
    feedback: dict[str, Any]


def split(question: Mapping[str, Any]) -> Split:
    """Part a question. Where the order of the choices would tell, they get an order and keys that do not."""
    choices = question.get("choices", [])
    match question["type"]:
        case QuestionType.ORDERING:
            keys = _keys_that_tell_nothing([choice["text"] for choice in choices])
            shown = sorted(
                ({"key": key, "text": choice["text"]} for key, choice in zip(keys, choices, strict=True)),
                key=lambda choice: int(choice["key"]),
            )
            feedback = {
                key: choice["feedback"] for key, choice in zip(keys, choices, strict=True) if "feedback" in choice
            }
            return Split(shown, [], keys, feedback)
        case QuestionType.MATCHING:
            pairs = question["pairs"]
            lefts = [{"key": str(number), "text": pair["left"]} for number, pair in enumerate(pairs, start=1)]
            keys = _keys_that_tell_nothing([pair["right"] for pair in pairs])
            matches = sorted(
                ({"key": key, "text": pair["right"]} for key, pair in zip(keys, pairs, strict=True)),
                key=lambda match: int(match["key"]),
            )
            return Split(lefts, matches, {left["key"]: key for left, key in zip(lefts, keys, strict=True)}, {})
        case QuestionType.SHORT:
            return Split([], [], question["accept"], {})
        case QuestionType.NUMERIC:
            near = {"answer": str(question["answer"]), "tolerance": str(question.get("tolerance", 0))}
            return Split([], [], near, {})
    shown = [{"key": choice["key"], "text": choice["text"]} for choice in choices]
    right = [choice["key"] for choice in choices if choice.get("right")]
    return Split(shown, [], right, {choice["key"]: choice["feedback"] for choice in choices if "feedback" in choice})


def _keys_that_tell_nothing(texts: list[Any]) -> list[str]:
    """A number for each text, by the order of their fingerprints."""
    order = sorted(fingerprint(text) for text in texts)
    return [str(order.index(fingerprint(text)) + 1) for text in texts]


def what_changed(old: Document, new: Document) -> str:
    """A note for the new version, in keys: ``changed: a, b; new: c; gone: d``."""
    hashes = [{lesson["key"]: lesson_hash(said, lesson) for _module, lesson in lessons_of(said)} for said in (old, new)]
    before, after = hashes
    parts = {
        "changed": [key for key in after if key in before and after[key] != before[key]],
        "new": [key for key in after if key not in before],
        "gone": [key for key in before if key not in after],
    }
    told = "; ".join(f"{name}: {', '.join(keys)}" for name, keys in parts.items() if keys)
    return told[:500] or "changed: texts and structure of the course"
