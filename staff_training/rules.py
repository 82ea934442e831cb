"""How a training stands, and who may ask for one. All days are those of Finland."""

import copy
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from staff_training.enums import Renewal, Status
from staff_training.models import TrainingAssignment, TrainingRequirement
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution, standing_of
from wellbeing_portal.kernel.clock import is_working_day
from wellbeing_portal.learning.enums import ExpiryBase
from wellbeing_portal.learning.models import STAFF_ROLES, Course
from wellbeing_portal.learning.rules import Validity, add_months

# Operators and managers belong to no institution's staff.
ASKED_ROLES = tuple(role for role in STAFF_ROLES if role not in (Role.MANAGER, Role.OPERATOR))
# What is due in so many days is due soon.
SOON_DAYS = 14
# Nobody is given less, however near a fixed day is, and whatever is changed later.
LEAST_DAYS = 14


@dataclass(frozen=True)
class AskedOf:
    """Of whom a course is asked, from when; ``rest`` are the other columns by name."""

    course: Course
    roles: tuple[str, ...]
    effective_from: datetime.date
    rest: Mapping[str, Any]


@dataclass(frozen=True)
class Facts:
    """All that the status of an assignment depends on."""

    due_on: datetime.date
    grace_days: int = 0
    is_begun: bool = False
    is_completed: bool = False
    valid_until: datetime.date | None = None
    window_days: int = 0
    previous_until: datetime.date | None = None
    is_exempt: bool = False
    exempt_until: datetime.date | None = None
    is_closed: bool = False


def status(facts: Facts, today: datetime.date) -> Status:
    """How it stands on the day. The day it is due, and the last day of validity, still count."""
    if facts.is_closed:
        return Status.CLOSED
    if facts.is_completed:
        return _status_of_completed(facts, today)
    if facts.is_exempt and is_not_over(facts.exempt_until, today):
        return Status.EXEMPT
    if today > facts.due_on + datetime.timedelta(days=facts.grace_days):
        is_over = facts.previous_until is not None and today > facts.previous_until
        return Status.EXPIRED if is_over else Status.OVERDUE
    if facts.is_begun:
        return Status.IN_PROGRESS
    return Status.NOT_STARTED if facts.previous_until is None else Status.EXPIRING


def is_not_over(last: datetime.date | None, today: datetime.date) -> bool:
    """Whether something holds on the day; without a last day it holds for good."""
    return last is None or today <= last


def is_exempt(assignment: TrainingAssignment, today: datetime.date) -> bool:
    return assignment.exempted_at is not None and is_not_over(assignment.exempt_until, today)


def _status_of_completed(facts: Facts, today: datetime.date) -> Status:
    if facts.valid_until is None:
        return Status.COMPLETED
    if today > facts.valid_until:
        return Status.EXPIRED
    opens = facts.valid_until - datetime.timedelta(days=facts.window_days)
    return Status.EXPIRING if today >= opens else Status.COMPLETED


def facts_of(
    assignment: TrainingAssignment, *, is_begun: bool, requirement: TrainingRequirement | None = None
) -> Facts:
    """From the rows; ``completion`` is read with the assignment, and so is ``requirement`` where none is given."""
    completion, requirement = assignment.completion, requirement or assignment.requirement
    renews = requirement.renewal != Renewal.NONE
    return Facts(
        due_on=assignment.due_on,
        grace_days=requirement.grace_days,
        is_begun=is_begun,
        is_completed=completion is not None,
        valid_until=completion.valid_until if completion is not None and renews else None,
        window_days=requirement.window_days,
        previous_until=assignment.previous_until,
        is_exempt=assignment.exempted_at is not None,
        exempt_until=assignment.exempt_until,
        is_closed=assignment.closed_at is not None,
    )


def first_due(requirement: TrainingRequirement, assigned_on: datetime.date) -> datetime.date:
    """Nobody is late for what was not asked yet, nor for a fixed day that was near already."""
    begins = max(assigned_on, requirement.effective_from)
    if requirement.due_on is not None:
        return max(requirement.due_on, begins + datetime.timedelta(days=LEAST_DAYS))
    return begins + datetime.timedelta(days=requirement.due_days)


def changed(requirement: TrainingRequirement, rest: Mapping[str, Any]) -> TrainingRequirement:
    """The same requirement with other columns, not saved."""
    after = copy.copy(requirement)
    for name, value in rest.items():
        setattr(after, name, value)
    return after


def moved_due(
    before: TrainingRequirement, after: TrainingRequirement, assignment: TrainingAssignment, today: datetime.date
) -> datetime.date:
    """The day of an assignment when its requirement changes; what was added for one person stays added.

    A renewal is due when the validity ends, and what is done is done.
    """
    due = assignment.due_on
    if assignment.completion_id is not None or assignment.previous_until is not None or assignment.least_version:
        return due
    moved = due + (first_due(after, assignment.assigned_on) - first_due(before, assignment.assigned_on))
    return max(moved, min(due, today + datetime.timedelta(days=LEAST_DAYS)))


def counts_from(requirement: TrainingRequirement) -> datetime.date:
    """The first day of which a completion counts in the first round."""
    return add_months(requirement.effective_from, -requirement.earlier_months)


def renewal_opens(requirement: TrainingRequirement, valid_until: datetime.date) -> datetime.date:
    return valid_until - datetime.timedelta(days=requirement.window_days)


def validity_of(requirement: TrainingRequirement) -> Validity | None:
    """How long a completion counts; None: as long as the course says."""
    if requirement.renewal == Renewal.NONE:
        return None
    return Validity(
        months=requirement.renew_months,
        base=ExpiryBase.FIXED if requirement.renewal == Renewal.YEARLY else requirement.expiry_base,
        window_days=requirement.window_days,
        fixed=(requirement.fixed_month, requirement.fixed_day),
        least_months=requirement.least_months,
    )


def can_train(user: Any) -> bool:
    """Whoever has a role beyond student."""
    return standing_of(user).is_staff


def can_look(user: Any) -> bool:
    """Whoever sees how people stand: coordinators their own people, managers numbers of all institutions."""
    return standing_of(user).has_role(Role.COORDINATOR, Role.MANAGER)


def kept_requirements(user: Any, rows: QuerySet) -> QuerySet:
    """Those of the institutions that the person coordinates; for a manager all."""
    standing = standing_of(user)
    if standing.has_role(Role.MANAGER):
        return rows
    return rows.filter(institution__in=standing.institutions_as(Role.COORDINATOR))


def kept_assignments(user: Any, rows: QuerySet) -> QuerySet:
    """Those of the own people. A manager sees nobody's."""
    return rows.filter(requirement__institution__in=standing_of(user).institutions_as(Role.COORDINATOR))


def can_ask(user: Any, institution: Institution) -> bool:
    """A coordinator, of the own people, and a manager, of any; while the institution is a partner."""
    standing = standing_of(user)
    is_theirs = standing.has_role(Role.COORDINATOR, at=institution.pk) or standing.has_role(Role.MANAGER)
    return is_theirs and institution.is_partner


def can_see_names(user: Any, requirement: TrainingRequirement) -> bool:
    """A coordinator of the institution that asks; everybody else sees numbers."""
    return standing_of(user).has_role(Role.COORDINATOR, at=requirement.institution_id)


def can_exempt(user: Any, assignment: TrainingAssignment) -> bool:
    """A coordinator of the institution that asks, and nobody for themself."""
    return assignment.user_id != user.pk and can_see_names(user, assignment.requirement)


# --- reminders, in days: before the day, then after the last day of grace; and how many at the most
BEFORE, LATE, AGAIN, APART, MOST = (14, 3, 0), 7, 7, 2, 6


@dataclass(frozen=True)
class Told:
    """What somebody has heard of an assignment: when last (at first the day it was asked), and how many reminders."""

    last: datetime.date
    reminders: int = 0


def can_remind(facts: Facts, today: datetime.date) -> bool:
    """Nobody who has completed it, is exempt, or is no longer asked."""
    return not facts.is_completed and status(facts, today) not in (Status.EXEMPT, Status.CLOSED)


def is_late(facts: Facts, today: datetime.date) -> bool:
    return today > facts.due_on + datetime.timedelta(days=facts.grace_days)


def is_reminded(facts: Facts, told: Told, today: datetime.date) -> bool:
    """Whether to remind on the day: a working day, however many of the days before it were missed.

    The days until the next one are counted from the last that was said, so that two never come close together.
    """
    if told.reminders >= MOST or not is_working_day(today) or not can_remind(facts, today):
        return False
    since = (today - told.last).days
    if is_late(facts, today):
        after = (today - facts.due_on).days - facts.grace_days
        return after >= LATE and since >= AGAIN
    steps = (_working_day_until(facts.due_on - datetime.timedelta(days=days)) for days in BEFORE)
    return since >= APART and any(told.last < step <= today for step in steps)


def _working_day_until(day: datetime.date) -> datetime.date:
    while not is_working_day(day):
        day -= datetime.timedelta(days=1)
    return day
