"""Practice questions: what is asked, and what is told once it was answered."""

from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from skills import rules
from wellbeing_portal.learning.enums import QuestionType, Use
from wellbeing_portal.learning.models import AnswerKey, Lesson, Question
from wellbeing_portal.learning.rules import read_answer, said, score, shown_language

NOTHING = rules.Given(chosen=[], typed="", places={}, matched={})


@dataclass(frozen=True)
class Told:
    """What is said after an answer: whether it fits, about what was chosen, what is right, and why."""

    fits: bool
    remarks: list[str]
    solution: list[str]
    explanation: str


@dataclass(frozen=True)
class Line:
    """One thing to choose, to put in order, or to match, and what the reader did with it."""

    key: str
    text: str
    is_chosen: bool = False
    place: str = ""
    match: str = ""


@dataclass(frozen=True)
class Asked:
    """A question in the reader's language, and what was told of the answer, if there was one."""

    key: str
    type: str
    how: Any
    text: str
    lines: list[Line]
    matches: list[tuple[str, str]]
    typed: str = ""
    is_refused: bool = False
    told: Told | None = None

    @property
    def places(self) -> list[str]:
        return [str(place) for place in range(1, len(self.lines) + 1)]


def _questions(user: Any, lesson: Lesson) -> Any:
    return Question.objects.visible_to(user).filter(lesson=lesson, use=Use.PRACTICE)


def question_for(user: Any, lesson: Lesson, key: str) -> Question:
    """A practice question of the lesson, or 404."""
    return get_object_or_404(_questions(user, lesson), key=key)


def asked_in(user: Any, lesson: Lesson, language: str, answered: Asked | None = None) -> list[Asked]:
    """The practice questions of a lesson; ``answered`` stands in its own place among them."""
    return [
        answered if answered is not None and answered.key == question.key else _asked(question, language)
        for question in _questions(user, lesson)
    ]


def _asked(question: Question, language: str, given: rules.Given = NOTHING, after: Told | None = None) -> Asked:
    return Asked(
        key=question.key,
        type=question.type,
        how=QuestionType(question.type).label,
        text=said(question.text, language),
        lines=[
            Line(
                key=choice["key"],
                text=said(choice["text"], language),
                is_chosen=choice["key"] in given.chosen,
                place=given.places.get(choice["key"], ""),
                match=given.matched.get(choice["key"], ""),
            )
            for choice in question.choices
        ],
        matches=[(match["key"], said(match["text"], language)) for match in question.matches],
        typed=given.typed,
        is_refused=given is not NOTHING and after is None,
        told=after,
    )


def told(question: Question, given: rules.Given, language: str) -> Asked:
    """The question with what is due after this answer; with nothing of it when it is no answer."""
    choices = [choice["key"] for choice in question.choices]
    matches = [match["key"] for match in question.matches]
    answer = read_answer(question.type, choices, matches, given.shape(question.type))
    if answer is None or (question.type == QuestionType.MATCHING and len(answer) < len(choices)):
        return _asked(question, language, given)
    key = AnswerKey.objects.unscoped("practice is told right after the answer").get(question=question)
    about = [key.feedback[one] for one in rules.remark_keys(question.type, answer) if one in key.feedback]
    after = Told(
        fits=score(question.type, 1, key.right, answer) == 1,
        remarks=[said(remark, language) for remark in about],
        solution=_solution(question, key.right, language),
        explanation=said(key.explanation, language),
    )
    return _asked(question, language, given, after)


def _solution(question: Question, right: Any, language: str) -> list[str]:
    """What is right, in words."""
    choices = {choice["key"]: said(choice["text"], language) for choice in question.choices}
    match question.type:
        case QuestionType.MATCHING:
            matches = {match["key"]: said(match["text"], language) for match in question.matches}
            return [f"{choices[left]} – {matches[pair]}" for left, pair in right.items()]
        case QuestionType.SHORT:
            return list(right[shown_language(language, right)][:1])
        case QuestionType.NUMERIC:
            return [right["answer"].replace(".", "," if language != "en" else ".")]
    return [choices[key] for key in right]
