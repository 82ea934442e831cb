"""What is one's own: reflections, and what somebody was allowed."""

import pytest
import structlog

from tests.factories.learning import EnrolmentFactory, ReflectionEntryFactory, make_course
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning.actions import allow_more, delete_reflection, save_reflection
from wellbeing_portal.learning.models import Deviation, LessonCompletion, ReflectionEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment(student):
    return EnrolmentFactory(course=make_course(), user=student)


def write(enrolment, body, *, by=None, key="my-day", lesson="write"):
    lesson = enrolment.version.lessons.get(key=lesson)
    return save_reflection(by or enrolment.user, enrolment=enrolment, lesson=lesson, key=key, body=body)


def test_a_reflection_is_kept_and_changed_and_makes_its_lesson_done(enrolment):
    first = write(enrolment, "It was long.")
    assert write(enrolment, "It was better.") == first
    assert list(ReflectionEntry.objects.values_list("key", "lesson_key", "body")) == [
        ("my-day", "write", "It was better.")
    ]
    assert list(LessonCompletion.objects.values_list("lesson_key", "how")) == [("write", "submitted")]


def test_an_empty_one_takes_away_what_was_there(enrolment):
    write(enrolment, "It was long.")
    assert write(enrolment, " \n") is None
    assert not ReflectionEntry.objects.exists()
    assert LessonCompletion.objects.get().how == "submitted"


def test_what_was_written_is_told_to_no_trail_and_no_log(enrolment):
    with structlog.testing.capture_logs() as lines:
        write(enrolment, "Kanarialintu")
    assert (lines, Entry.objects.exclude(action="publish_course").count()) == ([], 0)


def test_a_reflection_belongs_to_a_question_of_the_lesson(enrolment):
    for more in ({"key": "another"}, {"lesson": "read"}):
        with pytest.raises(Refusal):
            write(enrolment, "Words", **more)
    with pytest.raises(Refusal) as refusal:
        write(enrolment, "x" * 10_001)
    assert refusal.value.field == "body"
    assert not ReflectionEntry.objects.exists()


def test_a_lesson_that_is_marked_is_not_done_by_writing(student):
    body = "::: reflection aside\nAnd you?\n:::\n"
    enrolment = EnrolmentFactory(course=make_course("marked", bodies={"read": body}), user=student)
    assert write(enrolment, "Words", key="aside", lesson="read") is not None
    assert not LessonCompletion.objects.exists()


def test_nobody_writes_or_deletes_for_somebody_else(enrolment, peer):
    with pytest.raises(Refusal):
        write(enrolment, "Words", by=peer)
    entry = ReflectionEntryFactory(course=enrolment.course, user=enrolment.user)
    delete_reflection(peer, entry=entry)
    assert ReflectionEntry.objects.exists()
    for _turn in range(2):
        delete_reflection(enrolment.user, entry=entry)
    assert not ReflectionEntry.objects.exists()


def allow(people, **more):
    usual = {"person": people.student, "course": make_course(), "institution": people.diak, "reason": "Agreed."}
    return allow_more(people.coordinator, **{**usual, **more})


def test_a_coordinator_allows_more_and_the_latest_holds(people):
    first = allow(people, extra_time=50)
    again = allow(people, extra_attempts=2)
    assert (again, again.extra_time, again.extra_attempts, again.by) == (first, 0, 2, people.coordinator)
    allow(people, lesson_key="check", extra_days=3)
    assert Deviation.objects.count() == 2
    entries = Entry.objects.filter(action="allow_more")
    assert [(entry.chain.name, entry.facts) for entry in entries] == [("diak", {})] * 3


def test_allowing_more_needs_a_right_a_reason_and_sane_numbers(people):
    for more in ({"person": people.stranger}, {"person": people.coordinator}, {"institution": people.kamk}):
        with pytest.raises(Refusal):
            allow(people, **more)
    for name, more in (
        ("reason", {"reason": " "}),
        ("extra_time", {"extra_time": 301}),
        ("extra_attempts", {"extra_attempts": -1}),
        ("extra_days", {"extra_days": 366}),
    ):
        with pytest.raises(Refusal) as refusal:
            allow(people, **more)
        assert refusal.value.field == name
    assert not Deviation.objects.exists()
