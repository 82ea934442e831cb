"""A row of every table of courses for students that leads to an institution."""

from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.skills import (
    FeedbackFactory,
    NudgeFactory,
    PlanItemFactory,
    SharedReadingFactory,
    SharedTextFactory,
    SupporterFactory,
)
from wellbeing_portal.institutions.enums import Audience


def rows(people):
    course = make_course("walled-plan", owner=people.diak, audience=Audience.OWN)
    enrolment = EnrolmentFactory(course=course, user=people.student)
    supporter = SupporterFactory(institution=people.diak, user=people.staff)
    shared = SharedTextFactory(student=people.student, supporter=supporter, course=course, state="answered")
    return [
        PlanItemFactory(user=people.student, course=course),
        NudgeFactory(enrolment=enrolment),
        supporter,
        shared,
        FeedbackFactory(shared=shared),
        SharedReadingFactory(shared=shared),
    ]
