"""Checks: begin a try, answer, hand in. Everything is scored here, from what is stored here."""

from collections.abc import Mapping
from secrets import SystemRandom
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning import rules
from wellbeing_portal.learning.actions.completing import complete_if_done
from wellbeing_portal.learning.actions.progress import locked_enrolment, mark_lesson
from wellbeing_portal.learning.enums import AttemptState, DoneRule, How, QuestionType, Use
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

_chance = SystemRandom()
# On how many ways tries whose time is over are closed at a time.
MOST_EXPIRED = 200


@transaction.atomic
def start_attempt(learner: Any, *, enrolment: Enrolment, lesson: Lesson) -> Attempt:
    """Begin a try at the check of the lesson, or go on with the open one. What is asked is fixed from now on."""
    locked = locked_enrolment(learner, enrolment, lesson)
    check = KnowledgeCheck.objects.filter(lesson=lesson).first()
    if check is None:
        raise Refusal(_("This lesson has no check."))
    now = timezone.now()
    before = Attempt.objects.filter(enrolment=locked, check_of__lesson__key=lesson.key)
    for attempt in before.filter(state=AttemptState.IN_PROGRESS, check_of=check):
        if attempt.due_at is None or now < attempt.due_at:
            return attempt
        settle(attempt, AttemptState.EXPIRED)
    more = more_for(locked, lesson.key)
    _refuse_too_many(check, before, more.get("attempts", 0))
    sheet, most = _sheet(check, lesson)
    return Attempt.objects.create(
        enrolment=locked,
        check_of=check,
        number=(before.aggregate(last=Max("number"))["last"] or 0) + 1,
        sheet=sheet,
        begun_at=now,
        due_at=rules.due_at(now, check.time_limit, more.get("time", 0)),
        max_points=most,
    )


def more_for(enrolment: Enrolment, lesson_key: str) -> dict[str, int]:
    """What the learner was allowed besides, in the course and in the lesson together."""
    rows = Deviation.objects.filter(user=enrolment.user_id, course=enrolment.course_id, lesson_key__in=["", lesson_key])
    granted = list(rows)
    return {
        "attempts": sum(row.extra_attempts for row in granted),
        "time": max((row.extra_time for row in granted), default=0),
    }


def _refuse_too_many(check: KnowledgeCheck, before: QuerySet[Attempt], extra: int) -> None:
    ends = [end for end in before.values_list("ended_at", flat=True) if end is not None]
    if rules.tries_left(len(ends), check.max_attempts, extra) == 0:
        raise Refusal(_("You have used all your tries at this check."))
    from_when = rules.next_try_at(ends, check.cooldown)
    if from_when is not None and timezone.now() < from_when:
        clock = time_format(timezone.localtime(from_when), "TIME_FORMAT")
        raise Refusal(_("Take a short break. You can try again at %(time)s.") % {"time": clock})


def _sheet(check: KnowledgeCheck, lesson: Lesson) -> tuple[list[list[Any]], int]:
    """What is asked in which order, and how many points there are in it."""
    questions = list(Question.objects.filter(lesson=lesson, use=Use.CHECK).order_by("position"))
    if check.pick is not None and check.pick < len(questions):
        picked = _chance.sample(questions, check.pick)
        questions = [question for question in questions if question in picked]
    if check.shuffle:
        _chance.shuffle(questions)
    return [_line(question, check.shuffle) for question in questions], sum(one.points for one in questions)


def _line(question: Question, shuffle: bool) -> list[Any]:
    choices = [choice["key"] for choice in question.choices]
    matches = [match["key"] for match in question.matches]
    if shuffle and question.type in (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.ORDERING):
        _chance.shuffle(choices)
    if shuffle:
        _chance.shuffle(matches)
    return [question.key, choices, matches]


@transaction.atomic
def save_answer(learner: Any, *, attempt: Attempt, question_key: str, answer: Any) -> None:
    """Keep an answer of an open try; None takes it away. After the end nothing changes any more."""
    locked_enrolment(learner, attempt.enrolment)
    current = Attempt.objects.select_related("check_of").get(pk=attempt.pk)
    if current.state != AttemptState.IN_PROGRESS:
        raise Refusal(_("This try has been handed in already."))
    if current.due_at is not None and timezone.now() >= current.due_at:
        raise Refusal(_("The time of this try is over."))
    _save(current, {question_key: answer})


def _save(attempt: Attempt, answers: Mapping[str, Any]) -> None:
    """Questions are looked up through the sheet of the attempt, so that no other can be answered."""
    asked = {key: (choices, matches) for key, choices, matches in attempt.sheet}
    if not set(answers) <= set(asked):
        raise Refusal(_("This question is not part of the check."))
    for question in Question.objects.filter(lesson=attempt.check_of.lesson_id, key__in=answers):
        choices, matches = asked[question.key]
        answer = rules.read_answer(question.type, choices, matches, answers[question.key])
        if answer is None:
            AttemptAnswer.objects.filter(attempt=attempt, question=question).delete()
        else:
            AttemptAnswer.objects.update_or_create(attempt=attempt, question=question, defaults={"answer": answer})


@transaction.atomic
def submit_attempt(learner: Any, *, attempt: Attempt, answers: Mapping[str, Any] | None = None) -> Attempt:
    """Hand in: score what is stored, and these last answers where the time allows. Twice gives the first result.

    A passed check may be what the lesson, or the whole course, was waiting for.
    """
    locked = locked_enrolment(learner, attempt.enrolment)
    current = Attempt.objects.select_related("check_of__lesson").get(pk=attempt.pk)
    if current.state != AttemptState.IN_PROGRESS:
        return current
    late = current.due_at is not None and timezone.now() >= current.due_at
    if answers and not late:
        _save(current, answers)
    settle(current, AttemptState.EXPIRED if late else AttemptState.SUBMITTED)
    _pass_on(locked, current)
    return current


def _pass_on(locked: Enrolment, attempt: Attempt) -> None:
    lesson = attempt.check_of.lesson
    if attempt.passed and lesson.done == DoneRule.PASSED and lesson.version_id == locked.version_id:
        mark_lesson(locked, lesson.key, How.PASSED)
        complete_if_done(locked)


def settle(attempt: Attempt, state: str) -> None:
    """Score and close, in one conditional update: only one of two hands closes it."""
    points = 0
    answers = list(AttemptAnswer.objects.filter(attempt=attempt).select_related("question"))
    keys = AnswerKey.objects.unscoped("scoring on the server").filter(question__in=[row.question_id for row in answers])
    right = dict(keys.values_list("question", "right"))
    for row in answers:
        question = row.question
        row.points = rules.score(
            question.type, question.points, right[question.pk], row.answer, partial=attempt.check_of.partial
        )
        points += row.points
    result = {
        "state": state,
        "ended_at": timezone.now(),
        "points": points,
        "passed": rules.passes(points, attempt.max_points, attempt.check_of.pass_mark),
    }
    if Attempt.objects.filter(pk=attempt.pk, state=AttemptState.IN_PROGRESS).update(**result):
        AttemptAnswer.objects.bulk_update(answers, ["points"])
    attempt.refresh_from_db(fields=list(result))


def expire_open_attempts(locked: Enrolment) -> None:
    """Close what is open, with what was answered; a check that was passed by it makes its lesson done."""
    _expire(locked, Attempt.objects.filter(enrolment=locked, state=AttemptState.IN_PROGRESS))


def expire_attempts() -> int:
    """Close tries whose time is over and that nobody handed in; how many."""
    rows = _over().order_by("enrolment").values_list("enrolment", flat=True)
    return sum(_expire_over(enrolment) for enrolment in list(rows.distinct()[:MOST_EXPIRED]))


def _over() -> QuerySet[Attempt]:
    rows = Attempt.objects.unscoped("the clockwork closes tries whose time is over")
    return rows.filter(state=AttemptState.IN_PROGRESS, due_at__lte=timezone.now())


@transaction.atomic
def _expire_over(enrolment: int) -> int:
    ways = Enrolment.objects.unscoped("the clockwork closes tries whose time is over")
    rows = ways.select_for_update(of=("self",)).select_related("user", "course__owner", "version", "institution")
    locked = rows.get(pk=enrolment)
    return _expire(locked, _over().filter(enrolment=locked))


def _expire(locked: Enrolment, attempts: QuerySet[Attempt]) -> int:
    found = list(attempts.select_related("check_of__lesson"))
    for attempt in found:
        settle(attempt, AttemptState.EXPIRED)
        _pass_on(locked, attempt)
    return len(found)
