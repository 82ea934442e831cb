"""Questions of QTI 1.2 as Common Cartridge packs them (imsqti_xmlv1p2): what can be scored here, and what cannot."""

from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from wellbeing_portal.learning.validators.imports.markup import to_markdown
from wellbeing_portal.learning.validators.imports.reports import Fate, Import, Reason

CHOSEN = {
    "cc.multiple_choice.v0p1": "single",
    "cc.true_false.v0p1": "truefalse",
    "cc.multiple_response.v0p1": "multiple",
}
TYPED = {"cc.fib.v0p1", "cc.pattern_match.v0p1"}
FREE = "cc.essay.v0p1"
TRUE = ("true", "t", "yes")


@dataclass
class Quiz:
    title: str = ""
    intro: str = ""
    scored: list[dict[str, Any]] = field(default_factory=list)
    # What is asked without a right answer.
    free: list[str] = field(default_factory=list)


def named(element: Element, name: str) -> list[Element]:
    """All elements of this local name below, whatever their namespace: it differs between the versions."""
    return [one for one in element.iter() if isinstance(one.tag, str) and one.tag.rpartition("}")[2] == name]


def first(element: Element, name: str) -> Element | None:
    return next(iter(named(element, name)), None)


def _text(element: Element | None, taken: Import, what: str) -> str:
    """The material of an element as Markdown, of all its pieces."""
    pieces = named(element, "mattext") if element is not None else []
    said = [
        to_markdown(piece.text or "", taken, what)
        if piece.get("texttype") == "text/html"
        else (piece.text or "").strip()
        for piece in pieces
    ]
    return "\n\n".join(text for text in said if text)


def _profile(item: Element) -> str:
    for pair in named(item, "qtimetadatafield"):
        label, entry = first(pair, "fieldlabel"), first(pair, "fieldentry")
        if label is not None and entry is not None and (label.text or "").strip() == "cc_profile":
            return (entry.text or "").strip()
    return ""


def _rightly(item: Element) -> tuple[set[str], dict[str, str]]:
    """The answers that are given the points, and for each answer the name of the feedback it shows."""
    right: set[str] = set()
    shown: dict[str, str] = {}
    for condition in named(item, "respcondition"):
        test = first(condition, "conditionvar")
        if test is None:
            continue
        refused = {one.text or "" for no in named(test, "not") for one in named(no, "varequal")}
        meant = {one.text or "" for name in ("varequal", "varsubstring") for one in named(test, name)} - refused
        points = [float(one.text or 0) for one in named(condition, "setvar")]
        if any(point > 0 for point in points):
            right |= meant
        for link in named(condition, "displayfeedback"):
            shown.update(dict.fromkeys(meant, link.get("linkrefid", "")))
    return right, shown


def _question(item: Element, profile: str, taken: Import, what: str) -> dict[str, Any] | None:
    """One question that can be scored as questions.yaml holds it, its texts as they are; None where it cannot."""
    presentation = first(item, "presentation")
    asked = next((one for one in presentation or [] if one.tag.rpartition("}")[2] == "material"), None)
    text = _text(asked, taken, what)
    right, shown = _rightly(item)
    feedback = {one.get("ident", ""): _text(one, taken, what) for one in named(item, "itemfeedback")}
    if not text or not right:
        return None
    question: dict[str, Any] = {"type": CHOSEN.get(profile, "short"), "use": "check", "points": 1, "text": text}
    if profile in CHOSEN:
        question["choices"] = []
        for label in named(item, "response_label"):
            ident, said = label.get("ident", ""), _text(label, taken, what)
            choice: dict[str, Any] = {"key": ident, "text": said}
            if profile == "cc.true_false.v0p1":
                choice["key"] = "true" if said.lower() in TRUE else "false"
            if ident in right:
                choice["right"] = True
            if feedback.get(shown.get(ident, "")):
                choice["feedback"] = feedback[shown[ident]]
            question["choices"].append(choice)
        if not any(choice.get("right") for choice in question["choices"]):
            return None
    else:
        question["accept"] = sorted(right)
    if feedback.get("general_fb"):
        question["explanation"] = feedback["general_fb"]
    return question


def quiz_of(assessment: Element, taken: Import, what: str) -> Quiz:
    """An assessment: what can be scored and what is asked freely; the report says what became of each question."""
    root = first(assessment, "assessment")
    quiz = Quiz(title=root.get("title", "") if root is not None else "")
    if root is not None:
        opening = first(root, "presentation_material")
        quiz.intro = _text(opening, taken, what)
    for number, item in enumerate(named(assessment, "item"), 1):
        profile, name = _profile(item), f"{what} · {item.get('title') or number}"
        if profile == FREE:
            text = _text(first(item, "presentation"), taken, name)
            if text:
                quiz.free.append(text)
                taken.say(Fate.CHANGED, name, Reason.UNSCORED)
            continue
        question = _question(item, profile, taken, name) if profile in CHOSEN or profile in TYPED else None
        if question is None:
            taken.say(Fate.LEFT_OUT, name, Reason.KIND)
        else:
            quiz.scored.append(question)
            taken.say(Fate.TAKEN, name)
    return quiz
