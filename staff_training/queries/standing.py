"""How assignments stand, said to the database: the same words as ``rules.status``, which the tests hold it to."""

import datetime
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from staff_training import rules
from staff_training.enums import Renewal, Status
from staff_training.models import TrainingRequirement
from wellbeing_portal.learning.models import CompletionRecord, Enrolment


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions, Q(pk__in=[]))


def _completed(way: str = "") -> Exists:
    """Whether the way through a course has been completed; ``way`` leads from the row to it."""
    rows = CompletionRecord.objects.unscoped("how assignments stand").filter(voided_at=None)
    keys = ("user", "course", "cycle")
    return Exists(rows.filter(**{key: OuterRef(f"{way}{key}") for key in keys}))


def is_begun(requirements: Iterable[TrainingRequirement]) -> Exists:
    """Whether there is a way through the course that has not been completed.

    The courses are named, or the database would look through everybody's ways.
    """
    courses = {row.course_id for row in requirements}
    ways = Enrolment.objects.unscoped("how assignments stand").filter(~_completed(), course__in=courses)
    return Exists(ways.filter(user=OuterRef("user"), course=OuterRef("requirement__course")))


def on_the_way(steps: QuerySet, requirement: TrainingRequirement) -> Exists:
    """Whether one of these steps (rows with an ``enrolment``) belongs to such a way."""
    rows = steps.filter(~_completed("enrolment__"), enrolment__course=requirement.course_id)
    return Exists(rows.filter(enrolment__user=OuterRef("user")))


def _late(day: datetime.date, requirements: Iterable[TrainingRequirement]) -> Q:
    """Past the day, and the days of grace too."""
    return _any(
        Q(requirement__grace_days=days, due_on__lt=day - datetime.timedelta(days=days))
        for days in sorted({row.grace_days for row in requirements})
    )


def _exempt(day: datetime.date) -> Q:
    return Q(exempted_at__isnull=False) & (Q(exempt_until=None) | Q(exempt_until__gte=day))


def status_on(day: datetime.date, requirements: Iterable[TrainingRequirement]) -> Case:
    """The status of assignments of these requirements, as an expression."""
    rows = list(requirements)
    in_window = _any(
        Q(requirement__window_days=days, completion__valid_until__lte=day + datetime.timedelta(days=days))
        for days in sorted({row.window_days for row in rows})
    )
    done = Q(completion__isnull=False)
    ends = done & Q(completion__valid_until__isnull=False) & ~Q(requirement__renewal=Renewal.NONE)
    late = _late(day, rows)
    return Case(
        When(closed_at__isnull=False, then=Value(Status.CLOSED)),
        When(ends & Q(completion__valid_until__lt=day), then=Value(Status.EXPIRED)),
        When(ends & in_window, then=Value(Status.EXPIRING)),
        When(done, then=Value(Status.COMPLETED)),
        When(_exempt(day), then=Value(Status.EXEMPT)),
        When(late & Q(previous_until__lt=day), then=Value(Status.EXPIRED)),
        When(late, then=Value(Status.OVERDUE)),
        When(is_begun(rows), then=Value(Status.IN_PROGRESS)),
        When(previous_until=None, then=Value(Status.NOT_STARTED)),
        default=Value(Status.EXPIRING),
        output_field=CharField(),
    )


def is_due_soon(day: datetime.date, requirements: Iterable[TrainingRequirement]) -> Q:
    """Open ones that nobody has completed, due in two weeks or in the days of grace."""
    waits = Q(completion=None, due_on__lte=day + datetime.timedelta(days=rules.SOON_DAYS))
    return waits & ~_exempt(day) & ~_late(day, requirements)
