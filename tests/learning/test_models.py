"""What is published stays as it is, and what is one's own is seen by nobody else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.factories.learning import (
    AttemptFactory,
    CompletionRecordFactory,
    DeviationFactory,
    EnrolmentFactory,
    LessonCompletionFactory,
    ReflectionEntryFactory,
    SelfAssessmentResponseFactory,
    make_course,
)
from wellbeing_portal.learning.enums import AttemptState
from wellbeing_portal.learning.models import (
    AttemptAnswer,
    CompletionRecord,
    Course,
    CourseVersion,
    Enrolment,
    KnowledgeCheck,
    Lesson,
    Manuscript,
    Question,
    ReflectionEntry,
)

pytestmark = pytest.mark.django_db

OTHERS = ["peer", "stranger", "staff", "guide", "moderator", "coordinator", "manager", "operator"]


@pytest.fixture
def course():
    return make_course(kind="staff")


def test_a_published_row_is_saved_once(course):
    for row in (course.current, course.current.manuscript, Lesson.objects.first(), Question.objects.first()):
        with pytest.raises(TypeError, match="never changes"):
            row.save()
        with pytest.raises(TypeError, match="never change"):
            type(row).objects.update(pk=1)
        with pytest.raises(TypeError, match="never change"):
            type(row).objects.bulk_update([row], ["pk"])


def test_progress_in_courses_for_staff_is_seen_by_the_own_coordinator_only(people, course):
    rows = [
        EnrolmentFactory(course=course, user=people.staff),
        CompletionRecordFactory(course=course, user=people.staff),
    ]
    for row in rows:
        seen = [name for name in ["student", *OTHERS] if type(row).objects.visible_to(getattr(people, name)).exists()]
        assert seen == ["staff", "coordinator"], row
        assert not type(row).objects.visible_to(AnonymousUser()).exists()


def test_progress_in_courses_for_students_is_seen_by_nobody_else(people):
    course = make_course("other")
    rows = [
        EnrolmentFactory(course=course, user=people.student),
        CompletionRecordFactory(course=course, user=people.student),
    ]
    for row in rows:
        assert type(row).objects.visible_to(people.student).exists()
        assert [name for name in OTHERS if type(row).objects.visible_to(getattr(people, name)).exists()] == []


def test_what_somebody_does_inside_a_course_is_seen_by_nobody_else(people, course):
    enrolment = EnrolmentFactory(course=course, user=people.staff)
    attempt = AttemptFactory(enrolment=enrolment, check_of=KnowledgeCheck.objects.get())
    rows = [
        LessonCompletionFactory(enrolment=enrolment),
        attempt,
        AttemptAnswer.objects.create(attempt=attempt, question=Question.objects.last(), answer="b"),
        ReflectionEntryFactory(course=course, user=people.staff),
        SelfAssessmentResponseFactory(user=people.staff),
    ]
    for row in rows:
        assert type(row).objects.visible_to(people.staff).exists()
        others = [name for name in ["student", *OTHERS] if name != "staff"]
        assert [name for name in others if type(row).objects.visible_to(getattr(people, name)).exists()] == []
        assert not type(row).objects.visible_to(AnonymousUser()).exists()


def test_right_answers_are_seen_by_those_who_keep_the_course(people):
    make_course("own", owner=people.diak)
    key = Question.objects.first().answer_key
    for rows in (type(key).objects, Manuscript.objects):
        seen = [name for name in ["student", *OTHERS] if rows.visible_to(getattr(people, name)).exists()]
        assert seen == ["coordinator"]
        assert not rows.visible_to(AnonymousUser()).exists()


def test_what_was_allowed_is_seen_by_the_person_and_where_it_was_allowed(people, course):
    row = DeviationFactory(course=course, user=people.staff, institution=people.diak)
    seen = [name for name in ["student", *OTHERS] if type(row).objects.visible_to(getattr(people, name)).exists()]
    assert seen == ["staff", "coordinator"]
    assert not type(row).objects.visible_to(AnonymousUser()).exists()


def test_reflections_lie_encrypted_and_do_not_speak(people, course):
    entry = ReflectionEntryFactory(course=course, user=people.staff, body="Kanarialintu")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT body FROM {ReflectionEntry._meta.db_table}")  # noqa: S608
        stored = cursor.fetchone()[0]
    assert "Kanarialintu" not in f"{stored} {entry} {entry!r}"
    assert ReflectionEntry.objects.get().body == "Kanarialintu"


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_the_database_knows_the_rules(people, course):
    enrolment = EnrolmentFactory(course=course, user=people.staff)
    check = KnowledgeCheck.objects.get()
    now = timezone.now()
    AttemptFactory(enrolment=enrolment, check_of=check)
    CompletionRecordFactory(course=course, user=people.staff)
    refused(lambda: EnrolmentFactory(course=course, user=people.staff))
    refused(lambda: EnrolmentFactory(course=course, user=people.guide, cycle=0))
    refused(lambda: AttemptFactory(enrolment=enrolment, check_of=check, number=2))
    ended = {"state": AttemptState.SUBMITTED, "ended_at": now, "passed": True}
    refused(lambda: AttemptFactory(enrolment=enrolment, check_of=check, number=2, points=6, **ended))
    refused(lambda: AttemptFactory(enrolment=enrolment, check_of=check, number=2, points=6, state="in_progress"))
    refused(lambda: LessonCompletionFactory(enrolment=enrolment, completed_at=now))
    refused(lambda: LessonCompletionFactory(enrolment=enrolment, how="marked"))
    refused(lambda: CompletionRecordFactory(course=course, user=people.staff))
    refused(lambda: CompletionRecordFactory(course=course, user=people.guide, score=101))
    refused(lambda: CompletionRecordFactory(course=course, user=people.guide, is_manual=True))
    refused(lambda: Course.objects.create(slug="nobodys", kind="student", audience="own"))
    CompletionRecord.objects.update(voided_at=now)
    CompletionRecordFactory(course=course, user=people.staff)


def test_an_account_takes_its_progress_along_and_leaves_the_course(people, course):
    EnrolmentFactory(course=course, user=people.staff)
    CompletionRecordFactory(course=course, user=people.staff, granter=people.coordinator, completed_at=timezone.now())
    people.coordinator.memberships.all().delete()
    people.coordinator.delete()
    assert CompletionRecord.objects.get().granter is None
    people.staff.memberships.all().delete()
    people.staff.delete()
    assert (Enrolment.objects.count(), CompletionRecord.objects.count(), CourseVersion.objects.count()) == (0, 0, 1)


def test_rows_say_little_of_themselves(people, course):
    enrolment = EnrolmentFactory(course=course, user=people.staff, begun_at=timezone.now() - timedelta(days=1))
    attempt = AttemptFactory(enrolment=enrolment, check_of=KnowledgeCheck.objects.get())
    answer = AttemptAnswer.objects.create(attempt=attempt, question=Question.objects.last(), answer="b")
    version = course.current
    lesson = Lesson.objects.select_related("module").first()
    rows = [
        course,
        version,
        version.manuscript,
        lesson,
        lesson.module,
        lesson.texts.first(),
        attempt.check_of,
        Question.objects.first(),
        Question.objects.first().answer_key,
        enrolment,
        attempt,
        answer,
        LessonCompletionFactory(enrolment=enrolment),
        CompletionRecordFactory(course=course, user=people.staff),
        DeviationFactory(course=course, user=people.staff, institution=people.diak),
        SelfAssessmentResponseFactory(user=people.staff),
    ]
    assert not [row for row in rows if people.staff.email in str(row) or people.staff.name in str(row)]
