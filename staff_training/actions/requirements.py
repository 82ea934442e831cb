"""Asking for a training: drafts, the beginning, the end."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from staff_training import rules
from staff_training.actions.running import run_requirement
from staff_training.enums import Closed
from staff_training.models import TrainingAssignment, TrainingRequirement
from wellbeing_portal.audit.actions import record
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning.enums import CourseKind


@transaction.atomic
def save_requirement(
    actor: Any, *, institution: Institution, asked: rules.AskedOf, requirement: TrainingRequirement | None = None
) -> TrainingRequirement:
    """Write a draft, or change one. What is live does not change: end it and begin another."""
    _refuse_others(actor, institution)
    if requirement is not None and requirement.live_at is not None:
        raise Refusal(_("This training has begun already. End it, and begin another."))
    if asked.course.kind != CourseKind.STAFF:
        raise Refusal(_("Choose a course for staff."), "course")
    if not asked.roles or not set(asked.roles) <= set(rules.ASKED_ROLES):
        raise Refusal(_("Choose at least one role."), "roles")
    others = TrainingRequirement.objects.filter(institution=institution, course=asked.course, ended_at=None)
    if others.exclude(pk=requirement.pk if requirement is not None else None).exists():
        raise Refusal(_("This course is asked for already."), "course")
    row = requirement or TrainingRequirement(institution=institution)
    row.course, row.roles, row.effective_from = asked.course, list(asked.roles), asked.effective_from
    for name, value in asked.rest.items():
        setattr(row, name, value)
    row.save()
    record(actor=actor, action="save_training_requirement", target=row, chain=institution.slug)
    return row


@transaction.atomic
def begin_requirement(actor: Any, *, requirement: TrainingRequirement) -> None:
    """From now on it assigns people. Twice is once."""
    _refuse_others(actor, requirement.institution)
    waiting = TrainingRequirement.objects.filter(pk=requirement.pk, live_at=None, ended_at=None)
    if not waiting.update(live_at=timezone.now()):
        return
    requirement.refresh_from_db()
    run_requirement(requirement)
    record(actor=actor, action="begin_training_requirement", target=requirement, chain=requirement.institution.slug)


@transaction.atomic
def end_requirement(actor: Any, *, requirement: TrainingRequirement) -> None:
    """It asks nobody any more; what was completed stays. Twice is once."""
    _refuse_others(actor, requirement.institution)
    now = timezone.now()
    if not TrainingRequirement.objects.filter(pk=requirement.pk, ended_at=None).update(ended_at=now):
        return
    rows = TrainingAssignment.objects.filter(requirement=requirement, closed_at=None)
    rows.update(closed_at=now, closed_why=Closed.ENDED)
    requirement.refresh_from_db()
    record(actor=actor, action="end_training_requirement", target=requirement, chain=requirement.institution.slug)


def _refuse_others(actor: Any, institution: Institution) -> None:
    if not rules.can_ask(actor, institution):
        raise Refusal(_("You can ask for trainings only at your own institution, while it is a partner."))
