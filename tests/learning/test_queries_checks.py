"""Checks and practice as a page shows them; nothing of what is right leaves before it is due."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.factories.learning import DeviationFactory, EnrolmentFactory, choice, lesson, make_course, question, texts
from wellbeing_portal.institutions.models import standing_of
from wellbeing_portal.learning.actions import save_answer, start_attempt, submit_attempt
from wellbeing_portal.learning.queries import (
    attempt_for,
    catalogue,
    check_page,
    lesson_page,
    my_courses,
    outline_of,
    practice_question,
    practice_verdict,
    review_of,
    sheet_of,
)

pytestmark = pytest.mark.django_db

SECRET = "Kanarialintu"
THREE = [{**choice(key), "feedback": texts(f"{SECRET} {key}")} for key in "abc"]
TWO_RIGHT = [{**one, "right": one["key"] != "c"} for one in THREE]
ONE_RIGHT = [{**one, "right": one["key"] == "b"} for one in THREE]
PAIRS = [{"left": texts(f"left {number}"), "right": texts(f"right {number}")} for number in range(3)]
TYPES = {
    "single": {"choices": ONE_RIGHT},
    "multiple": {"choices": TWO_RIGHT},
    "ordering": {"choices": THREE},
    "matching": {"choices": [], "pairs": PAIRS},
    "short": {"choices": [], "accept": {code: [f"{SECRET} {code}", "two"] for code in ("fi", "sv", "en")}},
    "numeric": {"choices": [], "answer": 4711.5, "tolerance": 1},
}


def all_types(use, lesson_key):
    return [
        question(f"{use}-{name}", lesson_key, use=use, type=name, explanation=texts(f"{SECRET} why"), **more)
        for name, more in TYPES.items()
    ]


def make(user, *, feedback="passed", **check):
    course = make_course(
        kind="staff",
        lessons=[lesson("read"), lesson("check", done="passed", check={"feedback": feedback, **check})],
        questions=[*all_types("practice", "read"), *all_types("check", "check")],
    )
    return EnrolmentFactory(course=course, user=user)


@pytest.fixture
def enrolment(staff):
    return make(staff)


def start(enrolment):
    return start_attempt(enrolment.user, enrolment=enrolment, lesson=enrolment.version.lessons.get(key="check"))


def right_answers(enrolment):
    rows = enrolment.version.lessons.get(key="check").questions.all()
    found = {row.key: row.answer_key.right for row in rows}
    return {
        **found,
        "check-single": found["check-single"][0],
        "check-short": f"{SECRET} fi",
        "check-numeric": "4711,5",
    }


def test_nothing_of_what_is_right_leaves_before_it_is_due(enrolment, staff):
    """Neither in what pages are given, nor in what the database is asked for."""
    course = enrolment.course
    with CaptureQueriesContext(connection) as asked:
        attempt = start(enrolment)
        save_answer(staff, attempt=attempt, question_key="check-single", answer="b")
        seen = [
            catalogue(staff, kind="staff", language="fi"),
            my_courses(staff, kind="staff", language="fi"),
            outline_of(staff, course, language="fi"),
            lesson_page(staff, course, "read", language="fi"),
            lesson_page(staff, course, "check", language="fi"),
            check_page(staff, enrolment, enrolment.version.lessons.get(key="check")),
            sheet_of(staff, attempt, language="fi"),
            review_of(staff, attempt, language="fi"),
            practice_question(staff, course, lesson_key="read", key="practice-single"),
        ]
    text = repr(seen)
    assert "check-short" in text
    assert not [sign for sign in (SECRET, "4711", "right=", "feedback=", "explanation=") if sign in text]
    assert not [one["sql"] for one in asked.captured_queries if "answerkey" in one["sql"] or "manuscript" in one["sql"]]


def test_a_failed_try_shows_nothing_and_a_passed_one_everything(enrolment, staff):
    failed = submit_attempt(staff, attempt=start(enrolment), answers={"check-single": "a"})
    assert review_of(staff, failed, language="fi") == []
    passed = submit_attempt(staff, attempt=start(enrolment), answers=right_answers(enrolment))
    assert passed.passed
    review = {one.asked.key: one for one in review_of(staff, passed, language="fi")}
    assert list(review) == [key for key, _choices, _matches in passed.sheet]
    assert all(one.is_right and one.explanation == f"{SECRET} why fi" for one in review.values())
    assert review["check-single"].feedback == [f"{SECRET} b fi"]
    again = {one.asked.key: one for one in review_of(staff, failed, language="fi")}
    assert (again["check-single"].is_right, again["check-single"].answer, again["check-multiple"].answer) == (
        False,
        "a",
        None,
    )
    assert again["check-single"].right == ["choice b fi"]


def test_nothing_is_shown_while_another_try_is_open(enrolment, staff):
    passed = submit_attempt(staff, attempt=start(enrolment), answers=right_answers(enrolment))
    start(enrolment)
    assert review_of(staff, passed, language="fi") == []


def test_where_the_check_says_so_answers_are_shown_after_each_try(staff):
    enrolment = make(staff, feedback="submitted")
    failed = submit_attempt(staff, attempt=start(enrolment))
    assert len(review_of(staff, failed, language="fi")) == len(TYPES)


def test_nobody_reviews_or_opens_somebody_elses_try(people, enrolment):
    attempt = submit_attempt(people.staff, attempt=start(enrolment), answers=right_answers(enrolment))
    assert attempt_for(people.staff, attempt.public_id) == attempt
    for other in (people.coordinator, people.guide, AnonymousUser()):
        assert review_of(other, attempt, language="fi") == []
        with pytest.raises(Http404):
            attempt_for(other, attempt.public_id)


def test_a_sheet_keeps_its_order_and_its_answers(enrolment, staff):
    attempt = start(enrolment)
    save_answer(staff, attempt=attempt, question_key="check-multiple", answer=["c", "a"])
    sheet = sheet_of(staff, attempt, language="sv")
    assert [(one.key, [key for key, _t in one.choices], [key for key, _t in one.matches]) for one in sheet] == [
        tuple(line) for line in attempt.sheet
    ]
    answers = {one.key: sorted(one.answer) for one in sheet if one.answer is not None}
    assert answers == {"check-multiple": ["a", "c"]}


def test_a_check_says_what_awaits(staff, diak, time_machine):
    enrolment = make(staff, max_attempts=5, time_limit=20, pick=4)
    check = enrolment.version.lessons.get(key="check")
    page = check_page(staff, enrolment, check)
    assert (page.question_count, page.points, page.tries_left, page.minutes) == (4, 6, 5, 20)
    assert (page.results, page.open_attempt, page.best, page.is_passed, page.next_try_at) == (
        [],
        None,
        None,
        False,
        None,
    )
    DeviationFactory(user=staff, course=enrolment.course, institution=diak, extra_attempts=1, extra_time=50)
    attempt = start(enrolment)
    page = check_page(staff, enrolment, check)
    assert (page.open_attempt, page.tries_left, page.minutes) == (attempt, 6, 30)
    for _try in range(3):
        last = submit_attempt(staff, attempt=start(enrolment))
    page = check_page(staff, enrolment, check)
    assert (len(page.results), page.best.points, page.tries_left) == (3, 0, 3)
    assert page.next_try_at == last.ended_at + timedelta(minutes=10)


def test_a_lesson_without_a_check_has_no_page_of_one(enrolment, staff):
    with pytest.raises(Http404):
        check_page(staff, enrolment, enrolment.version.lessons.get(key="read"))


def test_checks_ask_as_often_however_often_they_were_tried(enrolment, staff, django_assert_num_queries):
    check = enrolment.version.lessons.get(key="check")
    standing_of(staff)
    for _try in range(2):
        attempt = submit_attempt(staff, attempt=start(enrolment), answers=right_answers(enrolment))
        with django_assert_num_queries(4):
            check_page(staff, enrolment, check)
        with django_assert_num_queries(2):
            sheet_of(staff, attempt, language="fi")
        with django_assert_num_queries(4):
            review_of(staff, attempt, language="fi")


RIGHT = {
    "single": ("b", ["choice b en"], [f"{SECRET} b en"]),
    "multiple": (["a", "b"], ["choice a en", "choice b en"], [f"{SECRET} a en", f"{SECRET} b en"]),
    "short": ("TWO", [f"{SECRET} en"], []),
    "numeric": ("4712", ["4711.5"], []),
}


@pytest.mark.parametrize("name", RIGHT)
def test_practice_is_answered_at_once(enrolment, staff, name):
    answer, right, feedback = RIGHT[name]
    asked = practice_question(staff, enrolment.course, lesson_key="read", key=f"practice-{name}")
    with translation.override("en"):
        verdict = practice_verdict(asked, answer, language="en")
    assert (verdict.is_right, verdict.points, verdict.right, verdict.feedback) == (True, 1, right, feedback)
    assert verdict.explanation == f"{SECRET} why en"


def test_practice_says_what_was_right_in_order_and_in_pairs(enrolment, staff):
    ordering, matching = (
        practice_question(staff, enrolment.course, lesson_key="read", key=f"practice-{name}")
        for name in ("ordering", "matching")
    )
    verdict = practice_verdict(ordering, [one["key"] for one in ordering.choices], language="en")
    assert verdict.right == ["choice a en", "choice b en", "choice c en"]
    lefts = {left["key"]: matching.matches[0]["key"] for left in matching.choices}
    verdict = practice_verdict(matching, lefts, language="en")
    assert (verdict.is_right, verdict.right, verdict.feedback) == (
        False,
        ["left 0 en – right 0 en", "left 1 en – right 1 en", "left 2 en – right 2 en"],
        [],
    )


def test_what_is_no_answer_gets_no_verdict(enrolment, staff):
    asked = practice_question(staff, enrolment.course, lesson_key="read", key="practice-single")
    assert practice_verdict(asked, "nothing", language="en") is None


def test_questions_of_a_check_are_no_practice(enrolment, staff):
    for lesson_key, key in (("check", "check-single"), ("check", "practice-single"), ("read", "nothing")):
        with pytest.raises(Http404):
            practice_question(staff, enrolment.course, lesson_key=lesson_key, key=key)
    asked = enrolment.version.lessons.get(key="check").questions.first()
    with pytest.raises(ValueError, match="Only practice"):
        practice_verdict(asked, "b", language="en")


def test_practice_is_of_the_course_that_one_sees(enrolment, student):
    with pytest.raises(Http404):
        practice_question(student, enrolment.course, lesson_key="read", key="practice-single")


def test_signed_out_one_practises_too():
    course = make_course()
    asked = practice_question(AnonymousUser(), course, lesson_key="read", key="practice-1")
    assert practice_verdict(asked, "a", language="fi").is_right is False
