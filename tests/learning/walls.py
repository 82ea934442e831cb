"""A row of every table of courses that belongs to one institution."""

from tests.factories.learning import (
    AttemptFactory,
    CompletionRecordFactory,
    DeviationFactory,
    EnrolmentFactory,
    LessonCompletionFactory,
    ReflectionEntryFactory,
    make_course,
)
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.learning.models import AttemptAnswer, KnowledgeCheck, Question


def rows(people):
    course = make_course("walled", kind="staff", owner=people.diak, audience=Audience.OWN)
    version = course.current
    enrolment = EnrolmentFactory(course=course, user=people.staff)
    question = Question.objects.select_related("answer_key").get(key="check-1")
    attempt = AttemptFactory(enrolment=enrolment, check_of=KnowledgeCheck.objects.get())
    return [
        course,
        version,
        version.manuscript,
        version.modules.first(),
        question.lesson,
        question.lesson.texts.first(),
        attempt.check_of,
        question,
        question.answer_key,
        enrolment,
        LessonCompletionFactory(enrolment=enrolment),
        attempt,
        AttemptAnswer.objects.create(attempt=attempt, question=question, answer="b"),
        CompletionRecordFactory(course=course, user=people.staff, institution=people.diak),
        DeviationFactory(course=course, user=people.staff, institution=people.diak),
        ReflectionEntryFactory(course=course, user=people.staff),
    ]
