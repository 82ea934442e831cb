"""Checks as a page shows them."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from wellbeing_portal.learning import rules
from wellbeing_portal.learning.enums import AttemptState, Feedback, Use
from wellbeing_portal.learning.models import (
    AnswerKey,
    Attempt,
    AttemptAnswer,
    Deviation,
    Enrolment,
    KnowledgeCheck,
    Lesson,
    Question,
)
from wellbeing_portal.learning.queries.questions import Asked, Verdict, asked, verdict


@dataclass(frozen=True)
class CheckPage:
    """A check before and between tries. ``results`` are the tries that have ended, the first one first."""

    check: KnowledgeCheck
    question_count: int
    points: int
    results: list[Attempt]
    open_attempt: Attempt | None
    tries_left: int | None
    next_try_at: datetime.datetime | None
    minutes: int | None

    @property
    def best(self) -> Attempt | None:
        return max(self.results, key=lambda attempt: (attempt.points or 0) * 100 // attempt.max_points, default=None)

    @property
    def is_passed(self) -> bool:
        return any(attempt.passed for attempt in self.results)


def check_page(user: Any, enrolment: Enrolment, lesson: Lesson) -> CheckPage:
    """The check of a lesson of the learner's version, or 404; four queries."""
    check = get_object_or_404(KnowledgeCheck.objects.visible_to(user), lesson=lesson)
    rows = Attempt.objects.visible_to(user).filter(enrolment=enrolment, check_of__lesson__key=lesson.key)
    attempts = list(rows.select_related("check_of").order_by("number"))
    results = [attempt for attempt in attempts if attempt.state != AttemptState.IN_PROGRESS]
    questions = Question.objects.visible_to(user).filter(lesson=lesson, use=Use.CHECK)
    points = list(questions.values_list("points", flat=True))
    more = list(Deviation.objects.visible_to(user).filter(
        user=user, course=enrolment.course_id, lesson_key__in=["", lesson.key]))  # fmt: skip
    extra_time = max((row.extra_time for row in more), default=0)
    ends = [attempt.ended_at for attempt in results]
    return CheckPage(
        check=check,
        question_count=min(check.pick or len(points), len(points)),
        points=sum(points),
        results=results,
        open_attempt=next((attempt for attempt in attempts if attempt.state == AttemptState.IN_PROGRESS), None),
        tries_left=rules.tries_left(len(results), check.max_attempts, sum(row.extra_attempts for row in more)),
        next_try_at=rules.next_try_at(ends, check.cooldown),
        minutes=None if check.time_limit is None else check.time_limit * (100 + extra_time) // 100,
    )


def attempt_for(user: Any, public_id: Any) -> Attempt:
    """The learner's own try, or 404."""
    rows = Attempt.objects.visible_to(user).select_related("check_of__lesson", "enrolment__course")
    return get_object_or_404(rows, public_id=public_id)


def sheet_of(user: Any, attempt: Attempt, *, language: str) -> list[Asked]:
    """What the try asks, in its order, with what was answered so far; two queries, none of right answers."""
    answers = dict(
        AttemptAnswer.objects.visible_to(user).filter(attempt=attempt).values_list("question__key", "answer")
    )
    return [
        asked(question, language, choices=choices, matches=matches, answer=answers.get(question.key))
        for question, choices, matches in _asked_in(attempt)
    ]


def _asked_in(attempt: Attempt) -> list[tuple[Question, list[str], list[str]]]:
    rows = Question.objects.unscoped("the sheet of the learner's own try").filter(lesson=attempt.check_of.lesson_id)
    by_key = {question.key: question for question in rows}
    return [(by_key[key], choices, matches) for key, choices, matches in attempt.sheet]


def _is_due(attempt: Attempt, tries: list[Attempt]) -> bool:
    """Whether right answers are due: no try is open, and the check was passed where it says so."""
    if any(one.state == AttemptState.IN_PROGRESS for one in tries):
        return False
    return attempt.check_of.feedback == Feedback.SUBMITTED or any(one.passed for one in tries)


def review_of(user: Any, attempt: Attempt, *, language: str) -> list[Verdict]:
    """What is said of each answer, in the order of the sheet; nothing as long as it is not due; four queries."""
    tries = Attempt.objects.visible_to(user).filter(enrolment=attempt.enrolment_id, check_of=attempt.check_of_id)
    if not _is_due(attempt, list(tries)):
        return []
    rows = AttemptAnswer.objects.visible_to(user).filter(attempt=attempt).values_list("question", "answer", "points")
    answers = {question: (answer, points) for question, answer, points in rows}
    questions = _asked_in(attempt)
    keys = AnswerKey.objects.unscoped("the try has ended and its answers are due")
    of_these = keys.filter(question__in=[question for question, _choices, _matches in questions])
    by_question = {key.question_id: key for key in of_these}
    found = []
    for question, choices, matches in questions:
        answer, points = answers.get(question.pk, (None, 0))
        shown = asked(question, language, choices=choices, matches=matches, answer=answer)
        found.append(verdict(question, by_question[question.pk], answer, language=language, points=points, shown=shown))
    return found
