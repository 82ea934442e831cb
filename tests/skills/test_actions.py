"""Readers join by doing."""

import pytest

from skills.actions import finish_lesson, keep_reflection, start_course
from tests.factories.learning import document, lesson, make_course
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning.actions import publish_course
from wellbeing_portal.learning.models import CompletionRecord, Enrolment, Lesson, LessonCompletion, ReflectionEntry


@pytest.fixture
def course(db):
    return make_course(
        lessons=[lesson("one"), lesson("two")],
        questions=[],
        bodies={"one": "Words.\n\n::: reflection my-day\nHow?\n:::\n"},
    )


def of(course, key):
    return Lesson.objects.unscoped("a test").get(version=course.current, key=key)


def done(user):
    rows = LessonCompletion.objects.visible_to(user).filter(completed_at__isnull=False)
    return set(rows.values_list("lesson_key", flat=True))


def test_starting_joins_once_and_goes_on_where_one_was(course, student):
    assert start_course(student, course=course, language="sv").key == "one"
    finish_lesson(student, course=course, lesson=of(course, "one"), language="sv")
    assert start_course(student, course=course, language="sv").key == "two"
    enrolment = Enrolment.objects.visible_to(student).get()
    assert (enrolment.language, enrolment.last_lesson) == ("sv", "two")


def test_starting_what_is_done_opens_the_first_lesson(course, student):
    for key in ("one", "two"):
        finish_lesson(student, course=course, lesson=of(course, key), language="fi")
    assert start_course(student, course=course, language="fi").key == "one"


def test_done_joins_by_itself_and_leads_on(course, student):
    assert finish_lesson(student, course=course, lesson=of(course, "one"), language="fi").key == "two"
    assert finish_lesson(student, course=course, lesson=of(course, "two"), language="fi") is None
    assert done(student) == {"one", "two"}
    assert CompletionRecord.objects.visible_to(student).count() == 1


def test_done_in_a_version_that_is_gone_joins_nothing(course, student):
    old = of(course, "one")
    start_course(student, course=course, language="fi")
    said = document(lessons=[lesson("one"), lesson("three")], questions=[])
    publish_course(None, document=said, change_note="")
    course.refresh_from_db()
    assert finish_lesson(student, course=course, lesson=old, language="fi").key == "two"
    with pytest.raises(Refusal):
        finish_lesson(student, course=course, lesson=of(course, "one"), language="fi")


def test_a_text_is_kept_replaced_and_taken_away(course, student):
    for body, there in (("First.", True), ("Second.", True), ("  ", False)):
        kept = keep_reflection(student, course=course, lesson=of(course, "one"), key="my-day", body=body, language="fi")
        texts = [entry.body for entry in ReflectionEntry.objects.visible_to(student)]
        assert (kept, texts) == (there, [body] if there else [])
    assert Enrolment.objects.visible_to(student).get().last_lesson == "one"


def test_a_question_that_is_not_there_takes_no_text_and_nobody_joins(course, student):
    with pytest.raises(Refusal):
        keep_reflection(student, course=course, lesson=of(course, "one"), key="other", body="Hm.", language="fi")
    assert not Enrolment.objects.visible_to(student).exists()
