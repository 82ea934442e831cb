"""Reads of training, shaped for pages."""

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from staff_training import rules
from staff_training.enums import Status
from staff_training.models import TrainingAssignment, TrainingRequirement
from staff_training.registry import MODERATORS_COURSE
from wellbeing_portal.institutions.models import Institution, Membership
from wellbeing_portal.kernel.awarding import awarded
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.learning.enums import CourseKind
from wellbeing_portal.learning.models import CompletionRecord, Course, Enrolment
from wellbeing_portal.learning.queries import Card, catalogue, my_courses, valid_completion
from wellbeing_portal.learning.rules import Validity, day_of, said


def people_asked(requirement: TrainingRequirement) -> QuerySet[Membership, Any]:
    """Keys of the users who have one of the roles at the institution today."""
    rows = Membership.objects.unscoped("who a training is asked of").current()
    asked = rows.filter(institution=requirement.institution_id, role__in=requirement.roles, user__is_active=True)
    return asked.values_list("user", flat=True).distinct()


def validity_said(user: Any, course: Course, completed_on: datetime.date) -> Validity | None:
    """What the training that asks the person for the course says; the one asked for first."""
    rows = TrainingAssignment.objects.unscoped("how long a completion counts").filter(
        user=user, requirement__course=course, closed_at=None
    )
    said = (rules.validity_of(row.requirement) for row in rows.select_related("requirement").order_by("pk"))
    return next((validity for validity in said if validity is not None), None)


def is_trained_to_moderate(user: Any) -> bool:
    return valid_completion(user, MODERATORS_COURSE) is not None


@dataclass(frozen=True)
class Training:
    """Something that is asked of somebody, and how it stands today."""

    assignment: TrainingAssignment
    card: Card
    status: Status

    @property
    def is_waiting(self) -> bool:
        return self.status not in (Status.COMPLETED, Status.EXEMPT)


def _mine(user: Any) -> QuerySet[TrainingAssignment]:
    rows = TrainingAssignment.objects.visible_to(user).filter(user=user, closed_at=None)
    return rows.select_related("requirement__institution", "completion").order_by("due_on", "pk")


def shelf(user: Any, language: str) -> list[Card]:
    """The open courses for staff."""
    return catalogue(user, kind=CourseKind.STAFF, language=language)


def my_trainings(user: Any, language: str) -> list[Training]:
    """What is asked of the person, first what waits, each by its day."""
    rows = list(_mine(user))
    cards = {card.course.pk: card for card in (*my_courses(user, kind=CourseKind.STAFF, language=language),
                                               *shelf(user, language))}  # fmt: skip
    found = [
        Training(row, cards[row.requirement.course_id], _status(row, cards[row.requirement.course_id]))
        for row in rows
        if row.requirement.course_id in cards
    ]
    return sorted(found, key=lambda training: not training.is_waiting)


def _status(row: TrainingAssignment, card: Card) -> Status:
    is_begun = card.progress is not None and card.progress.completion is None
    return rules.status(rules.facts_of(row, is_begun=is_begun), today())


def training_in(user: Any, course: Course) -> TrainingAssignment | None:
    """What asks the person for the course, if anything does; the one that is due first."""
    return _mine(user).filter(requirement__course=course).first()


def badge_of(completion: CompletionRecord | None) -> uuid.UUID | None:
    """The public id of the badge that was made of it."""
    return None if completion is None else awarded([completion.public_id]).get(completion.public_id)


# --- for coordinators


@dataclass(frozen=True)
class Line:
    """A requirement with its counts. ``would_be`` is how many it would ask today."""

    requirement: TrainingRequirement
    title: str
    asked: int
    completed: int
    late: int
    would_be: int


@dataclass(frozen=True)
class Person:
    """How somebody stands in one requirement."""

    assignment: TrainingAssignment
    status: Status

    @property
    def cells(self) -> list[str]:
        """For a table; what a spreadsheet would take for a formula begins with an apostrophe."""
        one, completion = self.assignment, self.assignment.completion
        done = "" if completion is None else day_of(completion.completed_at).isoformat()
        until = "" if completion is None or completion.valid_until is None else completion.valid_until.isoformat()
        name = f"'{one.user.name}" if one.user.name[:1] in ("=", "+", "-", "@") else one.user.name
        return [name, one.user.email, self.status.value, one.due_on.isoformat(), done, until]


def requirements_at(user: Any, place: Institution) -> QuerySet[TrainingRequirement]:
    """What the institution asks: first what is not over, each the newest first."""
    rows = TrainingRequirement.objects.visible_to(user).filter(institution=place)
    return rows.select_related("course__current", "institution").order_by("-ended_at", "-made_at", "pk")


def requirement_for(user: Any, place: Institution, public_id: Any) -> TrainingRequirement:
    return get_object_or_404(requirements_at(user, place), public_id=public_id)


def counted(requirements: Iterable[TrainingRequirement], language: str) -> list[Line]:
    """With counts; two queries, however many there are."""
    rows = list(requirements)
    is_open = TrainingAssignment.objects.unscoped("counts of requirements that were seen").filter(
        requirement__in=rows, closed_at=None
    )
    late = Q(completion=None, exempted_at=None, due_on__lt=today())
    counts = {
        row["requirement"]: row
        for row in is_open.values("requirement").annotate(
            asked=Count("pk"), completed=Count("completion"), late=Count("pk", filter=late)
        )
    }
    held = (
        Membership.objects.unscoped("who would be asked")
        .current()
        .filter(institution__in={row.institution_id for row in rows}, user__is_active=True)
    )
    pairs = set(held.values_list("institution", "role", "user"))
    return [_line(row, counts.get(row.pk, {}), pairs, language) for row in rows]


def _line(row: TrainingRequirement, count: dict[str, int], pairs: set[Any], language: str) -> Line:
    people = {user for place, role, user in pairs if place == row.institution_id and role in row.roles}
    title = said(row.course.current.title, language) if row.course.current is not None else row.course.slug
    return Line(
        requirement=row,
        title=title,
        asked=count.get("asked", 0),
        completed=count.get("completed", 0),
        late=count.get("late", 0),
        would_be=len(people),
    )


def assignments_of(user: Any, requirement: TrainingRequirement) -> QuerySet[TrainingAssignment]:
    """The open ones, what is due first at the top."""
    rows = TrainingAssignment.objects.visible_to(user).filter(requirement=requirement, closed_at=None)
    return rows.select_related("user", "requirement", "completion").order_by("due_on", "pk")


def standings(assignments: Iterable[TrainingAssignment]) -> list[Person]:
    """How each stands today; one query."""
    rows = list(assignments)
    begun = Enrolment.objects.unscoped("assignments that were seen through the wall").filter(
        user__in={row.user_id for row in rows}, course__in={row.requirement.course_id for row in rows}
    )
    pairs = set(begun.values_list("user", "course"))
    facts = [rules.facts_of(row, is_begun=(row.user_id, row.requirement.course_id) in pairs) for row in rows]
    return [Person(row, rules.status(one, today())) for row, one in zip(rows, facts, strict=True)]
