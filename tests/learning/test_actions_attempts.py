"""Checks are taken and scored on the server."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.learning import (
    DeviationFactory,
    EnrolmentFactory,
    choice,
    lesson,
    make_course,
    question,
    texts,
)
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning.actions import (
    attempts,
    expire_attempts,
    mark_done,
    move_to_current,
    publish_course,
    save_answer,
    start_attempt,
    submit_attempt,
)
from wellbeing_portal.learning.models import Attempt, AttemptAnswer, CompletionRecord, LessonCompletion

pytestmark = pytest.mark.django_db

RIGHT = {"check-1": "b", "check-2": "b", "check-3": "b"}
# Four of five points: 80 percent.
ENOUGH = {**RIGHT, "check-3": "a"}
TOO_LITTLE = {**RIGHT, "check-2": "a"}


@pytest.fixture
def enrolment(staff):
    return EnrolmentFactory(course=make_course(kind="staff"), user=staff)


def limited(staff, slug="limited", **check):
    lessons = [lesson("read"), lesson("check", done="passed", check=check), lesson("write", done="submitted")]
    return EnrolmentFactory(course=make_course(slug, kind="staff", lessons=lessons), user=staff)


def start(enrolment):
    enrolment.refresh_from_db()
    return start_attempt(enrolment.user, enrolment=enrolment, lesson=enrolment.version.lessons.get(key="check"))


def take(enrolment, answers):
    return submit_attempt(enrolment.user, attempt=start(enrolment), answers=answers)


def test_a_try_begins_with_a_sheet_that_stays(enrolment):
    attempt = start(enrolment)
    assert sorted(key for key, _choices, _matches in attempt.sheet) == ["check-1", "check-2", "check-3"]
    assert all(sorted(choices) == ["a", "b", "c"] for _key, choices, _matches in attempt.sheet)
    assert (attempt.number, attempt.max_points, attempt.due_at, attempt.state) == (1, 5, None, "in_progress")
    again = start(enrolment)
    assert (again, again.sheet, Attempt.objects.count()) == (attempt, attempt.sheet, 1)


def test_enough_points_make_the_lesson_done(enrolment):
    attempt = take(enrolment, ENOUGH)
    assert (attempt.state, attempt.points, attempt.passed) == ("submitted", 4, True)
    assert list(LessonCompletion.objects.values_list("lesson_key", "how")) == [("check", "passed")]
    assert sorted(AttemptAnswer.objects.values_list("question__key", "points")) == [
        ("check-1", 2),
        ("check-2", 2),
        ("check-3", 0),
    ]


def test_too_few_points_do_not(enrolment):
    attempt = take(enrolment, TOO_LITTLE)
    assert (attempt.points, attempt.passed, LessonCompletion.objects.exists()) == (3, False, False)


def test_handing_in_twice_gives_the_first_result(enrolment):
    attempt = start(enrolment)
    first = submit_attempt(enrolment.user, attempt=attempt, answers=TOO_LITTLE)
    second = submit_attempt(enrolment.user, attempt=attempt, answers=RIGHT)
    assert (second.points, second.ended_at) == (3, first.ended_at)
    with pytest.raises(Refusal):
        save_answer(enrolment.user, attempt=attempt, question_key="check-2", answer="b")


def test_the_last_check_completes_the_course_with_the_best_score(enrolment, staff):
    mark_done(staff, enrolment=enrolment, lesson=enrolment.version.lessons.get(key="read"))
    take(enrolment, TOO_LITTLE)
    assert not CompletionRecord.objects.exists()
    take(enrolment, ENOUGH)
    assert CompletionRecord.objects.get().score == 80
    take(enrolment, RIGHT)
    assert CompletionRecord.objects.get().score == 80


def test_answers_are_kept_one_by_one_and_can_change(enrolment, staff):
    attempt = start(enrolment)
    for answer in ("a", "b", "c", None, "b"):
        save_answer(staff, attempt=attempt, question_key="check-1", answer=answer)
    save_answer(staff, attempt=attempt, question_key="check-2", answer="nonsense")
    assert list(AttemptAnswer.objects.values_list("question__key", "answer", "points")) == [("check-1", "b", None)]
    assert submit_attempt(staff, attempt=attempt).points == 2


def test_only_questions_of_the_check_are_answered(enrolment, staff):
    attempt = start(enrolment)
    for key in ("practice-1", "nowhere"):
        with pytest.raises(Refusal):
            save_answer(staff, attempt=attempt, question_key=key, answer="b")
        with pytest.raises(Refusal):
            submit_attempt(staff, attempt=attempt, answers={key: "b"})
    assert not AttemptAnswer.objects.exists()


def test_nobody_answers_for_somebody_else(enrolment, people):
    attempt = start(enrolment)
    with pytest.raises(Refusal):
        save_answer(people.guide, attempt=attempt, question_key="check-1", answer="b")
    with pytest.raises(Refusal):
        submit_attempt(people.guide, attempt=attempt)


def test_a_lesson_without_a_check_has_no_tries(enrolment, staff):
    with pytest.raises(Refusal):
        start_attempt(staff, enrolment=enrolment, lesson=enrolment.version.lessons.get(key="read"))


def test_after_the_third_try_comes_a_pause(enrolment, time_machine):
    begun = timezone.now()
    time_machine.move_to(begun, tick=False)
    for _try in range(3):
        take(enrolment, {})
    with pytest.raises(Refusal):
        start(enrolment)
    time_machine.move_to(begun + timedelta(minutes=9, seconds=59), tick=False)
    with pytest.raises(Refusal):
        start(enrolment)
    time_machine.move_to(begun + timedelta(minutes=10), tick=False)
    assert start(enrolment).number == 4


def test_tries_are_counted_also_across_versions(staff):
    enrolment = limited(staff, max_attempts=1)
    take(enrolment, {})
    with pytest.raises(Refusal):
        start(enrolment)
    publish_course(None, document={**enrolment.version.manuscript.document, "questions": [
        question("check-1", "check", use="check")]}, change_note="")  # fmt: skip
    move_to_current(staff, enrolment=enrolment)
    with pytest.raises(Refusal):
        start(enrolment)


def test_more_tries_and_time_can_be_allowed(staff, diak):
    enrolment = limited(staff, max_attempts=1, time_limit=20)
    take(enrolment, {})
    more = {"user": staff, "course": enrolment.course, "institution": diak}
    DeviationFactory(**more, extra_attempts=1, extra_time=50)
    DeviationFactory(**more, lesson_key="check", extra_attempts=1, extra_time=25)
    DeviationFactory(**more, lesson_key="read", extra_attempts=9, extra_time=200)
    for _try in range(2):
        attempt = start(enrolment)
        assert attempt.due_at - attempt.begun_at == timedelta(minutes=30)
        submit_attempt(staff, attempt=attempt)
    with pytest.raises(Refusal):
        start(enrolment)


def test_what_comes_after_the_time_is_scored_with_what_was_there(staff, time_machine):
    enrolment = limited(staff, time_limit=10)
    begun = timezone.now()
    time_machine.move_to(begun, tick=False)
    attempt = start(enrolment)
    save_answer(staff, attempt=attempt, question_key="check-1", answer="b")
    time_machine.move_to(begun + timedelta(minutes=10), tick=False)
    with pytest.raises(Refusal):
        save_answer(staff, attempt=attempt, question_key="check-2", answer="b")
    late = submit_attempt(staff, attempt=attempt, answers=RIGHT)
    assert (late.state, late.points, late.passed) == ("expired", 2, False)


def test_a_try_that_ran_out_is_closed_by_the_next(staff, time_machine):
    enrolment = limited(staff, time_limit=10)
    begun = timezone.now()
    time_machine.move_to(begun, tick=False)
    start(enrolment)
    time_machine.move_to(begun + timedelta(minutes=9), tick=False)
    assert start(enrolment).number == 1
    time_machine.move_to(begun + timedelta(minutes=10), tick=False)
    assert start(enrolment).number == 2
    assert list(Attempt.objects.order_by("number").values_list("state", flat=True)) == ["expired", "in_progress"]


def test_tries_whose_time_is_over_are_closed_by_the_clockwork(staff, time_machine):
    lessons = [lesson("check", done="passed", check={"time_limit": 10})]
    questions = [question(key, "check", use="check") for key in RIGHT]
    course = make_course("timed", kind="staff", lessons=lessons, questions=questions)
    enrolment = EnrolmentFactory(course=course, user=staff)
    start(limited(staff))
    begun = timezone.now()
    time_machine.move_to(begun, tick=False)
    attempt = start(enrolment)
    for key, answer in RIGHT.items():
        save_answer(staff, attempt=attempt, question_key=key, answer=answer)
    time_machine.move_to(begun + timedelta(minutes=9), tick=False)
    assert expire_attempts() == 0
    time_machine.move_to(begun + timedelta(minutes=10), tick=False)
    assert (expire_attempts(), expire_attempts()) == (1, 0)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.passed) == ("expired", True)
    assert CompletionRecord.objects.get().course == course


def test_a_check_may_ask_some_of_its_questions_in_their_own_order(staff):
    enrolment = limited(staff, pick=2, shuffle=False)
    for _try in range(3):
        attempt = start(enrolment)
        keys = [key for key, _choices, _matches in attempt.sheet]
        assert (keys, len(keys)) == (sorted(keys), 2)
        assert [choices for _key, choices, _matches in attempt.sheet] == [["a", "b", "c"]] * 2
        assert attempt.max_points == sum({"check-3": 1}.get(key, 2) for key in keys)
        submit_attempt(staff, attempt=attempt)


def test_every_type_is_asked_and_scored(staff):
    pairs = [{"left": texts(f"left {number}"), "right": texts(f"right {number}")} for number in range(3)]
    three = [choice("a", right=True), choice("b", right=True), choice("c")]
    types = {
        "multiple": {"choices": three},
        "truefalse": {"choices": [choice("true"), choice("false", right=True)]},
        "ordering": {"choices": [choice(key) for key in "abc"]},
        "matching": {"choices": [], "pairs": pairs},
        "short": {"choices": [], "accept": {"fi": ["uni"], "sv": ["sömn"], "en": ["sleep"]}},
        "numeric": {"choices": [], "answer": 20, "tolerance": 1},
    }
    questions = [question(name, "check", use="check", type=name, **more) for name, more in types.items()]
    lessons = [lesson("check", done="passed")]
    course = make_course(kind="staff", lessons=lessons, questions=questions)
    enrolment = EnrolmentFactory(course=course, user=staff)
    keys = {row.key: row.answer_key.right for row in course.current.lessons.get().questions.all()}
    answers = {
        "multiple": ["a", "b"],
        "truefalse": "false",
        "ordering": keys["ordering"],
        "matching": keys["matching"],
        "short": "Sömn",
        "numeric": "20,5",
    }
    attempt = take(enrolment, answers)
    assert (attempt.points, attempt.max_points) == (6, 6)


def test_part_of_a_multiple_choice_counts_where_the_check_says_so(staff):
    three = [choice("a", right=True), choice("b", right=True), choice("c")]
    questions = [question("check-1", "check", use="check", type="multiple", points=4, choices=three)]
    lessons = [lesson("check", done="passed", check={"partial": True, "pass_mark": 50})]
    course = make_course(kind="staff", lessons=lessons, questions=questions)
    attempt = take(EnrolmentFactory(course=course, user=staff), {"check-1": ["a"]})
    assert (attempt.points, attempt.passed) == (2, True)


def test_a_check_of_a_lesson_that_is_marked_is_only_for_oneself(student):
    enrolment = EnrolmentFactory(course=make_course(), user=student)
    assert take(enrolment, RIGHT).passed
    assert not LessonCompletion.objects.exists()


def test_only_one_of_two_hands_closes_a_try(enrolment):
    """Behind the lock nobody comes second; without it the condition of the update would still hold."""
    attempt = start(enrolment)
    stale = Attempt.objects.select_related("check_of").get(pk=attempt.pk)
    first = submit_attempt(enrolment.user, attempt=attempt, answers=TOO_LITTLE)
    attempts.settle(stale, "expired")
    assert (stale.state, stale.points, stale.ended_at) == ("submitted", 3, first.ended_at)
