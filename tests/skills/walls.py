"""A row of every table of courses for students that leads to an institution."""

from tests.factories.learning import make_course
from tests.factories.skills import PlanItemFactory
from wellbeing_portal.institutions.enums import Audience


def rows(people):
    course = make_course("walled-plan", owner=people.diak, audience=Audience.OWN)
    return [PlanItemFactory(user=people.student, course=course)]
