"""The page of a course, and of a lesson in it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from tests.factories.learning import (
    CompletionRecordFactory,
    EnrolmentFactory,
    ReflectionEntryFactory,
    document,
    lesson,
    make_course,
    question,
    texts,
)
from wellbeing_portal.institutions.models import standing_of
from wellbeing_portal.learning.actions import mark_done, move_to_current, open_lesson, publish_course
from wellbeing_portal.learning.queries import carried_over, lesson_page, outline_of

pytestmark = pytest.mark.django_db

ANYBODY = AnonymousUser()


@pytest.fixture
def course():
    return make_course()


@pytest.fixture
def enrolment(course, student):
    return EnrolmentFactory(course=course, user=student)


def at(enrolment, key):
    return {"enrolment": enrolment, "lesson": enrolment.version.lessons.get(key=key)}


def test_signed_out_a_course_shows_all_its_lessons(course):
    outline = outline_of(ANYBODY, course, language="en")
    assert (outline.title, outline.summary, outline.outcomes[0]) == (
        "Course sample en",
        "What it is about. en",
        "You can. en",
    )
    assert [(module.title, [line.key for line in module.lessons]) for module in outline.modules] == [
        ("Module en", ["read", "check", "write"])
    ]
    assert (outline.progress, outline.minutes_left, outline.resume.key, outline.has_newer) == (0, 25, "read", False)
    assert (outline.enrolment, outline.completion) == (None, None)


def test_an_outline_knows_what_is_done(course, enrolment, student):
    open_lesson(student, **at(enrolment, "check"))
    mark_done(student, **at(enrolment, "read"))
    outline = outline_of(student, course, language="sv")
    assert [(line.key, line.is_opened, line.is_done) for line in outline.lines] == [
        ("read", True, True),
        ("check", True, False),
        ("write", False, False),
    ]
    assert (outline.progress, outline.minutes_left) == (50, 15)


@pytest.mark.parametrize(
    ("done", "last", "resume"),
    [
        ([], "", "read"),
        ([], "check", "check"),
        ([], "write", "write"),
        (["read"], "read", "check"),
        (["check"], "check", "read"),
        (["read", "check"], "check", "write"),
        (["read", "check"], "read", "write"),
    ],
)
def test_where_to_go_on(course, enrolment, student, done, last, resume):
    for key in done:
        mark_done(student, **at(enrolment, key))
    if last:
        open_lesson(student, **at(enrolment, last))
    assert outline_of(student, course, language="fi").resume.key == resume


def test_where_everything_is_done_it_goes_on_at_the_beginning(student):
    course = make_course(lessons=[lesson("a"), lesson("b")], questions=[])
    enrolment = EnrolmentFactory(course=course, user=student)
    for key in ("a", "b"):
        completion = mark_done(student, **at(enrolment, key))
    outline = outline_of(student, course, language="fi")
    assert (outline.progress, outline.resume.key, outline.completion) == (100, "a", completion)


def test_the_completion_of_an_earlier_cycle_is_not_the_one_of_this(course, student):
    CompletionRecordFactory(course=course, user=student)
    EnrolmentFactory(course=course, user=student, cycle=2)
    assert outline_of(student, course, language="fi").completion is None


def test_a_newer_version_is_offered_with_what_would_stay(course, enrolment, student):
    for key in ("read", "check"):
        mark_done(student, **at(enrolment, key))
    assert carried_over(outline_of(student, course, language="fi")) == {"read", "check"}
    changed = document()
    changed["bodies"]["fi"]["check"] += "More.\n"
    publish_course(None, document=changed, change_note="")
    course.refresh_from_db()
    outline = outline_of(student, course, language="fi")
    assert (outline.version.number, outline.has_newer, carried_over(outline)) == (1, True, {"read"})
    move_to_current(student, enrolment=enrolment)
    outline = outline_of(student, course, language="fi")
    assert (outline.version.number, outline.has_newer, carried_over(outline)) == (2, False, {"read"})


def test_a_lesson_has_its_text_its_neighbours_and_its_questions(course, enrolment, student):
    page = lesson_page(student, course, "check", language="sv")
    assert (page.before.key, page.after.key, page.language, page.has_check) == ("read", "write", "sv", True)
    assert page.parts[0]["html"].startswith("<p>Some <strong>words</strong>.</p>")
    assert page.practice == []
    first = lesson_page(ANYBODY, course, "read", language="sv")
    assert (first.before, first.has_check) == (None, False)
    assert [(one.key, one.text, one.choices[1]) for one in first.practice] == [
        ("practice-1", "question practice-1 sv", ("b", "choice b sv"))
    ]
    assert lesson_page(ANYBODY, course, "write", language="sv").after is None


def test_a_lesson_shows_only_ones_own_reflections(course, enrolment, student, peer):
    ReflectionEntryFactory(course=course, user=student, body="Mine")
    ReflectionEntryFactory(course=course, user=peer, body="Theirs")
    assert lesson_page(student, course, "write", language="fi").reflections == {"my-day": "Mine"}
    assert lesson_page(ANYBODY, course, "write", language="fi").reflections == {}


def test_there_is_no_lesson_that_the_version_does_not_have(course, enrolment, student):
    publish_course(None, document=document(lessons=[lesson("read"), lesson("new")], questions=[]), change_note="")
    course.refresh_from_db()
    for user, key in ((student, "new"), (student, "nothing"), (ANYBODY, "check")):
        with pytest.raises(Http404):
            lesson_page(user, course, key, language="fi")
    assert lesson_page(ANYBODY, course, "new", language="fi").line.key == "new"


def test_a_lesson_is_shown_in_a_language_it_has(student):
    said = document(languages=["en"], lessons=[lesson("read")], questions=[])
    said["bodies"] = {"en": {"read": "Hello.\n"}}
    course = publish_course(None, document=said, change_note="").version.course
    page = lesson_page(ANYBODY, course, "read", language="fi")
    assert (page.language, page.parts) == ("en", [{"kind": "text", "html": "<p>Hello.</p>"}])


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_as_often_however_long_the_course_is(student, count, django_assert_num_queries):
    lessons = [lesson(f"lesson-{number}") for number in range(count)]
    questions = [question(f"q-{number}", "lesson-0", text=texts("?")) for number in range(count)]
    course = make_course(lessons=lessons, questions=questions)
    EnrolmentFactory(course=course, user=student)
    standing_of(student)
    with django_assert_num_queries(4):
        assert outline_of(student, course, language="fi").progress == 0
    with django_assert_num_queries(7):
        lesson_page(student, course, "lesson-0", language="fi")
    with django_assert_num_queries(1):
        outline_of(ANYBODY, course, language="fi")
    with django_assert_num_queries(3):
        lesson_page(ANYBODY, course, "lesson-0", language="fi")
