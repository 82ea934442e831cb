"""Questions as a page shows them, and what is said about an answer once that is due.

What a page is given before the answer holds no right answer, no feedback and no explanation: they lie in another
table, which only ``verdict`` reads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.formats import number_format

from wellbeing_portal.learning import rules
from wellbeing_portal.learning.enums import QuestionType, Use
from wellbeing_portal.learning.models import AnswerKey, Course, Question
from wellbeing_portal.learning.queries.progress import latest_enrolments
from wellbeing_portal.learning.rules import said


@dataclass(frozen=True)
class Asked:
    """A question in the reader's language: pairs of key and text to choose from, put in order, or match."""

    key: str
    type: str
    points: int
    text: str
    choices: list[tuple[str, str]]
    matches: list[tuple[str, str]]
    answer: Any = None


@dataclass(frozen=True)
class Verdict:
    """What is said after an answer. ``right`` are lines of text, pairs with a dash between them."""

    asked: Asked
    answer: Any
    points: int
    is_right: bool
    right: list[str]
    feedback: list[str]
    explanation: str


def asked(
    question: Question,
    language: str,
    *,
    choices: Sequence[str] | None = None,
    matches: Sequence[str] | None = None,
    answer: Any = None,
) -> Asked:
    """The question; in the order of these keys, where a sheet fixes one."""
    return Asked(
        key=question.key,
        type=question.type,
        points=question.points,
        text=said(question.text, language),
        choices=_in_order(question.choices, choices, language),
        matches=_in_order(question.matches, matches, language),
        answer=answer,
    )


def _in_order(rows: list[dict[str, Any]], keys: Sequence[str] | None, language: str) -> list[tuple[str, str]]:
    texts = {row["key"]: said(row["text"], language) for row in rows}
    return [(key, texts[key]) for key in (texts if keys is None else keys)]


def practice_question(user: Any, course: Course, *, lesson_key: str, key: str) -> Question:
    """The practice question in the version the reader is in, or 404; two queries (one signed out)."""
    enrolment = latest_enrolments(user, [course.pk]).get(course.pk)
    version = course.current_id if enrolment is None else enrolment.version_id
    rows = Question.objects.visible_to(user).filter(use=Use.PRACTICE, lesson__version=version)
    return get_object_or_404(rows, lesson__key=lesson_key, key=key)


def practice_verdict(question: Question, given: Any, *, language: str) -> Verdict | None:
    """What is said about an answer to a practice question; None when it is not an answer. Nothing of it is kept."""
    if question.use != Use.PRACTICE:
        raise ValueError("Only practice is answered at once.")
    keys = [choice["key"] for choice in question.choices]
    answer = rules.read_answer(question.type, keys, [match["key"] for match in question.matches], given)
    if answer is None:
        return None
    answer_key = AnswerKey.objects.unscoped("the reader has answered").get(question=question)
    return verdict(question, answer_key, answer, language=language)


def verdict(
    question: Question,
    answer_key: AnswerKey,
    answer: Any,
    *,
    language: str,
    points: int | None = None,
    shown: Asked | None = None,
) -> Verdict:
    """What is right, and what is said about this answer. The caller knows that it is due."""
    if points is None:
        points = rules.score(question.type, question.points, answer_key.right, answer)
    feedback = answer_key.feedback
    chosen = answer if isinstance(answer, list) else [answer]
    ones = [key for key in chosen if isinstance(key, str)] if question.type != QuestionType.MATCHING else []
    return Verdict(
        asked=shown or asked(question, language, answer=answer),
        answer=answer,
        points=points,
        is_right=points == question.points,
        right=_right_lines(question, answer_key.right, language),
        feedback=[said(feedback[key], language) for key in ones if key in feedback],
        explanation=said(answer_key.explanation, language),
    )


def _right_lines(question: Question, right: Any, language: str) -> list[str]:
    choices = _texts(question.choices, language)
    match question.type:
        case QuestionType.MATCHING:
            matches = _texts(question.matches, language)
            return [f"{choices[left]} – {matches[key]}" for left, key in right.items()]
        case QuestionType.SHORT:
            return right[rules.shown_language(language, right)][:1]
        case QuestionType.NUMERIC:
            return [number_format(right["answer"])]
    return [choices[key] for key in right]


def _texts(rows: list[dict[str, Any]], language: str) -> Mapping[str, str]:
    return {row["key"]: said(row["text"], language) for row in rows}
