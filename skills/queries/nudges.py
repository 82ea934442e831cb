"""Who is nudged to go on with a course, and what they are told."""

import datetime
import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from skills import rules
from skills.models import Nudge, NudgeWish
from skills.queries.mine import my_ways
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.institutions.models import audience_of
from wellbeing_portal.learning.enums import CourseKind, CourseState
from wellbeing_portal.learning.models import CompletionRecord, Course, Enrolment, Lesson


def nudge_answer(user: Any) -> bool | None:
    """What the person answered; None: they were not asked yet."""
    return NudgeWish.objects.visible_to(user).values_list("wants", flat=True).first()


def open_courses() -> QuerySet[Course]:
    rows = Course.objects.unscoped("the clockwork looks through all courses")
    return rows.filter(kind=CourseKind.STUDENT, state=CourseState.OPEN, current__isnull=False).order_by("pk")


def left_alone(course: Course, stage: int, now: datetime.datetime) -> QuerySet[Enrolment]:
    """Ways through the course that are due for this stage, of people who want to be nudged.

    Not those that are finished, nor those nudged at this stage or a later one since they were opened last.
    """
    after, until = rules.window(stage, now)
    completed = CompletionRecord.objects.filter(user=OuterRef("user"), course=OuterRef("course"), voided_at=None)
    told = Nudge.objects.filter(enrolment=OuterRef("pk"), since=OuterRef("seen_at"), stage__gte=stage)
    later = Enrolment.objects.filter(user=OuterRef("user"), course=OuterRef("course"), cycle__gt=OuterRef("cycle"))
    rows = Enrolment.objects.unscoped("the clockwork looks through everybody who wants to be nudged")
    rows = rows.filter(course=course, seen_at__gt=after, seen_at__lte=until)
    rows = rows.filter(user__nudge_wish__wants=True, user__is_active=True)
    return rows.filter(~Exists(completed), ~Exists(told), ~Exists(later)).select_related("user").order_by("pk")


def courses_to_nudge(user: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
    """Those of these courses that the person is in, each with their ``way`` through it and where they were on it."""
    here = Lesson.objects.filter(version=OuterRef("version"), key=OuterRef("last_lesson")).order_by()
    rows = my_ways(user).filter(course__public_id__in=ids).order_by("cycle")
    rows = rows.annotate(here=Subquery(here.values("title")[:1]), place=Subquery(here.values("position")[:1]))
    found: dict[uuid.UUID, Any] = {}
    for row in rows:
        course: Any = row.course
        course.way = row
        found[course.public_id] = course
    return found


def is_for(user: Any, course: Course) -> bool:
    """Whether the course is still meant for the person, who may have left the institution that keeps it."""
    if course.audience == Audience.EVERYONE:
        return True
    rows = Course.objects.unscoped("whether a course of one's own is still for oneself")
    return rows.filter(audience_of(Course, user), pk=course.pk).exists()
