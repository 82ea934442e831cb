"""For every kind of message of courses for students: something it can be about, and somebody it is for."""

from django.utils import timezone

from skills.rules import WEEK, mask_of
from tests.factories.learning import make_course
from tests.factories.skills import PlanItemFactory


def rows(people):
    now = timezone.localtime(timezone=timezone.get_default_timezone())
    course = make_course("told")
    every_day = mask_of(range(WEEK))
    planned = PlanItemFactory(user=people.student, course=course, remind=True, weekdays=every_day, at=now.time())
    return {"skills.planned_now": (planned, people.student)}
