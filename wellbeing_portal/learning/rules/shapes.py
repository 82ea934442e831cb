"""A document from elsewhere in the shape that the pages of authors expect; what has no place in it is left out."""

from typing import Any

from wellbeing_portal.learning.enums import CourseKind, DoneRule, Level, QuestionType, Topic, Use
from wellbeing_portal.learning.rules.edits import new_document, new_key, plain_body
from wellbeing_portal.learning.validators import LANGUAGES
from wellbeing_portal.learning.validators.questions import CHOSEN


def shaped(document: Any, *, slug: str, kind: str) -> dict[str, Any]:
    """Every part is there and of its kind, so that somebody can go on writing; flaws in the words stay."""
    said = _dict(_dict(document).get("course"))
    made = new_document(slug, kind, _texts(said.get("title")))
    course = made["course"]
    codes = [code for code in LANGUAGES if code in _list(said.get("languages"))] or list(LANGUAGES)
    if codes != list(LANGUAGES):
        course["languages"] = codes
    course["level"] = _word(said.get("level"), Level.values)
    course["topics"] = [topic for topic in _list(said.get("topics")) if topic in Topic.values][:5]
    course["licence"] = _text(said.get("licence"))[:40] or course["licence"]
    course["summary"] = _texts(said.get("summary"))
    course["outcomes"] = [_texts(one) for one in _list(said.get("outcomes"))][:6]
    if kind == CourseKind.STAFF:
        course |= {name: said[name] for name in ("pass_mark", "valid_months") if _whole(said.get(name)) is not None}
    keys: dict[str, str] = {}
    for module in _list(said.get("modules")):
        _add_module(course["modules"], _dict(module), keys)
    bodies = _dict(_dict(document).get("bodies"))
    made["bodies"] = {
        code: {new: plain_body(_text(_dict(bodies.get(code)).get(old))) for old, new in keys.items()}
        for code in LANGUAGES
        if code in codes
    }
    made["questions"] = _questions(_list(_dict(document).get("questions")), keys)
    media = [_sayable(one) for one in map(_dict, _list(_dict(document).get("media"))) if _is_file(one)]
    return {**made, "media": media} if media else made


def _is_file(item: dict[Any, Any]) -> bool:
    """Whether it is known which file this is: what is said of it can still have flaws."""
    return all(isinstance(item.get(name), str) for name in ("key", "sha256", "mime", "licence"))


def _dict(part: Any) -> dict[Any, Any]:
    return part if isinstance(part, dict) else {}


def _list(part: Any) -> list[Any]:
    return part if isinstance(part, list) else []


def _text(part: Any) -> str:
    return _sayable(str(part)) if isinstance(part, str | int | float) and not isinstance(part, bool) else ""


def _sayable(part: Any) -> Any:
    """The part without signs that no database and no page takes, however deep: NUL, and halves of a sign."""
    if isinstance(part, dict):
        return {_sayable(name): _sayable(value) for name, value in part.items()}
    if isinstance(part, list):
        return [_sayable(one) for one in part]
    return part.replace("\x00", "").encode("utf-8", "ignore").decode() if isinstance(part, str) else part


def _texts(part: Any) -> dict[str, str]:
    return {code: _text(_dict(part).get(code)).strip() for code in LANGUAGES}


def _whole(part: Any) -> int | None:
    return part if isinstance(part, int) and not isinstance(part, bool) and abs(part) < 10**6 else None


def _word(part: Any, allowed: list[str]) -> str:
    return part if isinstance(part, str) and part in allowed else allowed[0]


def _add_module(modules: list[dict[str, Any]], said: dict[Any, Any], keys: dict[str, str]) -> None:
    key = new_key(_text(said.get("key")), [one["key"] for one in modules], "module")
    made: dict[str, Any] = {"key": key, "title": _texts(said.get("title")), "lessons": []}
    modules.append(made)
    for one in map(_dict, _list(said.get("lessons"))):
        old = _text(one.get("key"))
        new = new_key(old, set(keys.values()), "lesson")
        keys.setdefault(old, new)
        row = {
            "key": new,
            "minutes": _whole(one.get("minutes")) or 10,
            "required": one.get("required") is not False,
            "done": _word(one.get("done"), DoneRule.values),
            "title": _texts(one.get("title")),
            "summary": _texts(one.get("summary")),
        }
        check = one.get("check")
        made["lessons"].append({**row, "check": _sayable(check)} if isinstance(check, dict) else row)


def _questions(rows: list[Any], keys: dict[str, str]) -> list[dict[str, Any]]:
    """Those that belong to a lesson that is there."""
    made: list[dict[str, Any]] = []
    for said in map(_dict, rows):
        lesson = keys.get(_text(said.get("lesson")))
        if lesson is None or said.get("type") not in QuestionType.values:
            continue
        question = {
            "key": new_key(_text(said.get("key")), [one["key"] for one in made], "question"),
            "lesson": lesson,
            "type": said["type"],
            "use": _word(said.get("use"), Use.values),
            "points": _whole(said.get("points")) or 1,
            "text": _texts(said.get("text")),
            "explanation": _texts(said.get("explanation")),
        }
        made.append({**question, **_parts(said)})
        if not any(question["explanation"].values()):
            made[-1].pop("explanation")
    return made


def _parts(said: dict[Any, Any]) -> dict[str, Any]:
    match said["type"]:
        case QuestionType.MATCHING:
            pairs = map(_dict, _list(said.get("pairs")))
            return {"pairs": [{side: _texts(pair.get(side)) for side in ("left", "right")} for pair in pairs][:10]}
        case QuestionType.SHORT:
            accept = _dict(said.get("accept"))
            return {"accept": {code: [_text(word) for word in _list(accept.get(code))][:20] for code in LANGUAGES}}
        case QuestionType.NUMERIC:
            numbers = {name: said.get(name, 0) for name in ("answer", "tolerance")}
            fine = {name: value for name, value in numbers.items() if isinstance(value, int | float)}
            return {"answer": fine.get("answer", 0), "tolerance": fine.get("tolerance", 0)}
    choices: list[dict[str, Any]] = []
    for one in map(_dict, _list(said.get("choices"))[:10]):
        key = new_key(_text(one.get("key")), [choice["key"] for choice in choices], "choice")
        choice: dict[str, Any] = {"key": key, "text": _texts(one.get("text"))}
        if said["type"] in CHOSEN:
            choice["right"] = one.get("right") is True
        if isinstance(one.get("feedback"), dict):
            choice["feedback"] = _texts(one["feedback"])
        choices.append(choice)
    return {"choices": choices}
