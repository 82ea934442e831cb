"""For every kind of message of courses for students: something it can be about, and somebody it is for."""

import datetime

from django.utils import timezone

from skills.queries import courses_to_nudge
from skills.rules import WEEK, mask_of
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.skills import (
    FeedbackFactory,
    NudgeWishFactory,
    PlanItemFactory,
    SharedTextFactory,
    SupporterFactory,
)
from tests.support.matrix import CANARY


def rows(people):
    now = timezone.localtime(timezone=timezone.get_default_timezone())
    course = make_course("told")
    every_day = mask_of(range(WEEK))
    planned = PlanItemFactory(user=people.student, course=course, remind=True, weekdays=every_day, at=now.time())
    NudgeWishFactory(user=people.student)
    long_ago = now - datetime.timedelta(days=8)
    EnrolmentFactory(user=people.student, course=course, seen_at=long_ago, last_lesson="read")
    begun = courses_to_nudge(people.student, [course.public_id])[course.public_id]
    asked = SupporterFactory(institution=people.diak, user=people.guide, agreed_at=None)
    supporter = SupporterFactory(institution=people.diak, user=people.staff)
    texts = {"student": people.student, "supporter": supporter, "course": course}
    waiting = SharedTextFactory(**texts, body=CANARY, note=CANARY)
    answered = FeedbackFactory(shared=SharedTextFactory(**texts, state="answered", body=CANARY), body=CANARY).shared
    returned = SharedTextFactory(**texts, state="returned", body="")
    return {
        "skills.planned_now": (planned, people.student),
        "skills.go_on": (begun, people.student),
        "skills.support_asked": (asked, people.guide),
        "skills.feedback_waits": (waiting, people.staff),
        "skills.feedback_came": (answered, people.student),
        "skills.text_returned": (returned, people.student),
    }
