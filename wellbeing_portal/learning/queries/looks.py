"""A draft as its learners will meet it: made from the document by the code that publishes, and kept nowhere."""

from dataclasses import dataclass
from typing import Any

from wellbeing_portal.learning import rules
from wellbeing_portal.learning.enums import Use
from wellbeing_portal.learning.models import AnswerKey, Question
from wellbeing_portal.learning.queries.drafts import named
from wellbeing_portal.learning.queries.questions import Asked, Verdict, asked, verdict
from wellbeing_portal.learning.rules import documents
from wellbeing_portal.learning.validators import flaws_of


@dataclass(frozen=True)
class Look:
    """A lesson of a draft. Questions with flaws cannot be shown; ``left_out`` says how many."""

    lesson: dict[str, Any]
    title: str
    parts: list[dict[str, str]]
    practice: list[Asked]
    check: list[Asked]
    left_out: int
    before: tuple[str, str] | None
    after: tuple[str, str] | None


def look_at(document: documents.Document, key: str, language: str) -> Look | None:
    """The lesson in one of the languages of the document; None where there is none."""
    lessons = [lesson for _module, lesson in documents.lessons_of(document)]
    at = next((number for number, lesson in enumerate(lessons) if lesson["key"] == key), None)
    if at is None:
        return None
    names = [(lesson["key"], named(lesson["title"], language, lesson["key"])) for lesson in lessons]
    flawed = {flaw.path[1] for flaw in flaws_of(document) if flaw.path[:1] == ("questions",) and len(flaw.path) > 1}
    questions = [(number, one) for number, one in enumerate(document["questions"]) if one["lesson"] == key]
    whole = [question for number, question in questions if number not in flawed]
    shown = [(question["use"], asked(_row(question), language)) for question in whole]
    return Look(
        lesson=lessons[at],
        title=names[at][1],
        parts=rules.to_parts(document["bodies"].get(language, {}).get(key, ""), language),
        practice=[one for use, one in shown if use == Use.PRACTICE],
        check=[one for use, one in shown if use == Use.CHECK],
        left_out=len(questions) - len(whole),
        before=names[at - 1] if at else None,
        after=names[at + 1] if at + 1 < len(names) else None,
    )


def look_verdict(document: documents.Document, asked_one: Asked, given: Any, language: str) -> Verdict | None:
    """What is said about an answer; None when it is none."""
    question = next(one for one in document["questions"] if one["key"] == asked_one.key)
    row, parted = _row(question), documents.split(question)
    choices = [choice["key"] for choice in row.choices]
    answer = rules.read_answer(row.type, choices, [match["key"] for match in row.matches], given)
    if answer is None:
        return None
    key = AnswerKey(right=parted.right, feedback=parted.feedback, explanation=question.get("explanation", {}))
    return verdict(row, key, answer, language=language)


def _row(question: dict[str, Any]) -> Question:
    """The question as publishing would keep it; it is not kept."""
    parted = documents.split(question)
    return Question(
        key=question["key"],
        type=question["type"],
        use=question["use"],
        points=question.get("points", 1),
        text=question["text"],
        choices=parted.choices,
        matches=parted.matches,
    )
