"""What is asked of somebody, and what follows from it."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from staff_training import rules
from staff_training.enums import Status
from staff_training.models import TrainingAssignment
from staff_training.registry import MODERATORS_COURSE
from wellbeing_portal.kernel.awarding import awarded
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.learning.enums import CourseKind
from wellbeing_portal.learning.models import CompletionRecord, Course
from wellbeing_portal.learning.queries import Card, catalogue, my_courses, valid_completion
from wellbeing_portal.learning.rules import Validity


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
