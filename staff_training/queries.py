"""Reads of training, shaped for pages."""

import datetime
from typing import Any

from django.db.models import QuerySet

from staff_training import rules
from staff_training.models import TrainingAssignment, TrainingRequirement
from staff_training.registry import MODERATORS_COURSE
from wellbeing_portal.institutions.models import Membership
from wellbeing_portal.learning.models import Course
from wellbeing_portal.learning.queries import valid_completion
from wellbeing_portal.learning.rules import Validity


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
