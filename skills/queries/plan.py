"""The learning plan as its owner meets it: what comes next, this week, and everything that is planned."""

import datetime
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from skills import rules
from skills.enums import EveryWeek
from skills.models import PlanItem
from skills.queries.reading import Outline, outline_of
from wellbeing_portal.learning.enums import CourseKind, CourseState
from wellbeing_portal.learning.models import CompletionRecord, Course, Enrolment, LessonCompletion
from wellbeing_portal.learning.rules import said, shown_language


def my_plan(user: Any) -> QuerySet[PlanItem]:
    """All that the person has planned: what repeats by its hour, then single days, each with its course."""
    completed = CompletionRecord.objects.filter(user=OuterRef("user"), course=OuterRef("course"), voided_at=None)
    rows = PlanItem.objects.visible_to(user).select_related("course__current")
    return rows.annotate(is_finished=Exists(completed)).order_by(F("day").asc(nulls_first=True), "at", "pk")


def plan_item_for(user: Any, public_id: uuid.UUID) -> PlanItem:
    """One thing of the person's own plan, or 404."""
    return get_object_or_404(my_plan(user), public_id=public_id)


def can_go_on(item: Any) -> bool:
    """Whether there is something left to do: the course is open and not completed."""
    return item.course is None or (item.course.state == CourseState.OPEN and not item.is_finished)


def title_of(item: PlanItem, wanted: str) -> str:
    version = item.course.current if item.course is not None else None
    return item.goal if version is None else said(version.title, wanted)


def _done(user: Any, courses: Collection[int], since: datetime.date, zone: ZoneInfo) -> set[tuple[int, datetime.date]]:
    """In which courses a lesson was done on which day, as the days are there; one query."""
    begins = datetime.datetime.combine(since, datetime.time(), tzinfo=zone)
    rows = LessonCompletion.objects.visible_to(user).filter(enrolment__course__in=courses, completed_at__gte=begins)
    marks = rows.values_list("enrolment__course", "completed_at")
    return {(course, moment.astimezone(zone).date()) for course, moment in marks}


def done_today(user: Any, item: PlanItem) -> bool:
    if item.course_id is None:
        return False
    zone = ZoneInfo(user.time_zone)
    return bool(_done(user, [item.course_id], timezone.localdate(timezone=zone), zone))


@dataclass(frozen=True)
class Planned:
    """One thing of the plan in words."""

    item: PlanItem
    title: str
    language: str
    when: str
    can_go_on: bool


def planned_of(item: Any, wanted: str) -> Planned:
    """One of ``my_plan`` in the reader's language."""
    version = item.course.current if item.course is not None else None
    return Planned(
        item=item,
        title=title_of(item, wanted),
        language=wanted if version is None else shown_language(wanted, version.languages),
        when=_when(item),
        can_go_on=can_go_on(item),
    )


def _when(item: PlanItem) -> str:
    if item.day is not None:
        day = date_format(item.day, "l j.n.")
    elif item.weekdays == rules.mask_of(range(rules.WEEK)):
        day = _("Every day")
    else:
        day = get_text_list([str(EveryWeek(weekday).label) for weekday in rules.days_of(item.weekdays)], _("and"))
    return _("%(day)s at %(hour)s") % {"day": day, "hour": time_format(item.at, "TIME_FORMAT")}


@dataclass(frozen=True)
class Turn:
    """One time that a thing of the plan comes round."""

    planned: Planned
    moment: datetime.datetime
    is_done: bool


@dataclass(frozen=True)
class Day:
    date: datetime.date
    turns: list[Turn] = field(default_factory=list)


@dataclass(frozen=True)
class Plan:
    """Everything planned; the days of this week on which something comes; and what comes next, if anything."""

    all: list[Planned]
    week: list[Day]
    next: Turn | None
    outline: Outline | None

    @property
    def is_paused(self) -> bool:
        return bool(self.all) and all(planned.item.is_paused for planned in self.all)


def _turns(planned: Sequence[Planned], days: Sequence[datetime.date], zone: ZoneInfo, done: Any) -> list[Turn]:
    turns = [
        Turn(one, rules.moment_of(one.item, day, zone), (one.item.course_id, day) in done)
        for day in days
        for one in planned
        if not one.item.is_paused and rules.occurs_on(one.item, day)
    ]
    return sorted(turns, key=lambda turn: turn.moment)


def _next(turns: Sequence[Turn], now: datetime.datetime) -> Turn | None:
    """The first that is not over and not done, and has something left to do."""
    for turn in turns:
        ends = turn.moment + datetime.timedelta(minutes=turn.planned.item.minutes)
        if ends >= now and not turn.is_done and turn.planned.can_go_on:
            return turn
    return None


def _days_from(day: datetime.date, number: int) -> list[datetime.date]:
    return [day + datetime.timedelta(days=ahead) for ahead in range(number)]


def _planned_and_turns(user: Any, wanted: str, *, back: int) -> tuple[list[Planned], list[Turn]]:
    """Everything planned, and its turns from so many days ago until a week from now; two queries, one without any."""
    zone = ZoneInfo(user.time_zone)
    planned = [planned_of(item, wanted) for item in my_plan(user)]
    if not planned:
        return [], []
    begins = timezone.localdate(timezone=zone) - datetime.timedelta(days=back)
    courses = {one.item.course_id for one in planned if one.item.course_id}
    done = _done(user, courses, begins, zone) if courses else set()
    return planned, _turns(planned, _days_from(begins, back + rules.WEEK), zone, done)


def plan_of(user: Any, wanted: str) -> Plan:
    """The page of the plan; six queries at most, however much is planned."""
    zone = ZoneInfo(user.time_zone)
    today = timezone.localdate(timezone=zone)
    planned, turns = _planned_and_turns(user, wanted, back=today.weekday())
    week = [Day(day) for day in _days_from(today - datetime.timedelta(days=today.weekday()), rules.WEEK)]
    for day in week:
        day.turns.extend(turn for turn in turns if turn.moment.astimezone(zone).date() == day.date)
    coming = _next(turns, timezone.now())
    course = None if coming is None else coming.planned.item.course
    outline = None if course is None else outline_of(user, course, wanted)
    return Plan(planned, [day for day in week if day.turns], coming, outline)


def next_turn(user: Any, wanted: str) -> Turn | None:
    """What comes next in the plan; for the home page."""
    _planned, turns = _planned_and_turns(user, wanted, back=0)
    return _next(turns, timezone.now())


def courses_to_plan(user: Any, wanted: str) -> list[tuple[Course, str]]:
    """Open courses for students with their titles: those the person is in first; one query."""
    rows = Course.objects.visible_to(user).filter(kind=CourseKind.STUDENT, state=CourseState.OPEN)
    rows = rows.filter(current__isnull=False).select_related("current")
    mine = Exists(Enrolment.objects.filter(course=OuterRef("pk"), user=user.pk))
    titled = [(course, said(course.current.title, wanted)) for course in rows.annotate(is_mine=mine)]
    return sorted(titled, key=lambda one: (not one[0].is_mine, one[1].casefold()))


def due_plan(now: datetime.datetime) -> QuerySet[PlanItem]:
    """Things whose reminder is due, so that the next one is to be set; for the clockwork."""
    rows = PlanItem.objects.unscoped("the clockwork sets reminders for everybody")
    return rows.filter(Q(remind_at__lte=now)).order_by("remind_at", "pk")
