"""Many hands at once, on the database the tests run on."""

import pytest

from tests.communities.test_groups_races import rush
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, document, lesson, make_course
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.learning import registry
from wellbeing_portal.learning.actions import enrol, mark_done, publish_course, start_attempt, submit_attempt
from wellbeing_portal.learning.models import Attempt, CompletionRecord, Course, CourseVersion, Enrolment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CROWD = 20


@pytest.fixture
def heard(monkeypatch):
    found = []

    class Follower:
        def completed(self, record):
            found.append(record.public_id)

    monkeypatch.setattr(registry, "_followers", [Follower()])
    return found


def test_20_completions_at_once_are_one(heard):
    course = make_course(lessons=[lesson("read")], questions=[])
    enrolment = EnrolmentFactory(course=course)
    read = course.current.lessons.get()
    rush([lambda: mark_done(enrolment.user, enrolment=enrolment, lesson=read)] * CROWD)
    assert heard == [CompletionRecord.objects.get().public_id]
    assert Entry.objects.filter(action="complete_course").count() == 1


def test_20_enrolments_and_tries_at_once_are_one():
    course, user = make_course(), UserFactory()
    rush([lambda: enrol(user, course=course, language="fi")] * CROWD)
    enrolment = Enrolment.objects.get()
    check = course.current.lessons.get(key="check")
    rush([lambda: start_attempt(user, enrolment=enrolment, lesson=check)] * CROWD)
    assert Attempt.objects.get().number == 1


def test_a_try_handed_in_by_20_hands_has_one_result():
    enrolment = EnrolmentFactory(course=make_course())
    check = enrolment.version.lessons.get(key="check")
    attempt = start_attempt(enrolment.user, enrolment=enrolment, lesson=check)
    answers = [dict.fromkeys(["check-1", "check-2", "check-3"][: number % 4], "b") for number in range(CROWD)]
    seen = []
    rush(
        [
            lambda one=one: seen.append(submit_attempt(enrolment.user, attempt=attempt, answers=one).points)
            for one in answers
        ]
    )
    attempt.refresh_from_db()
    assert set(seen) == {attempt.points}
    assert attempt.points == sum(attempt.answers.values_list("points", flat=True))


def test_the_same_course_loaded_by_several_at_once_is_one():
    rush([lambda: publish_course(None, document=document(), change_note="")] * 6)
    assert (Course.objects.count(), CourseVersion.objects.count()) == (1, 1)
