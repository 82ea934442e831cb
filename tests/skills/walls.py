"""A row of every table of courses for students that leads to an institution."""

from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.skills import NudgeFactory, PlanItemFactory
from wellbeing_portal.institutions.enums import Audience


def rows(people):
    course = make_course("walled-plan", owner=people.diak, audience=Audience.OWN)
    enrolment = EnrolmentFactory(course=course, user=people.student)
    return [PlanItemFactory(user=people.student, course=course), NudgeFactory(enrolment=enrolment)]
