"""Asking for a training: drafts, the beginning, the end."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from staff_training import queries, rules
from staff_training.actions.running import BATCH, run_requirement
from staff_training.enums import Closed
from staff_training.models import TrainingAssignment, TrainingRequirement
from wellbeing_portal.audit.actions import record, recorded_last
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning.enums import CourseKind


@transaction.atomic
def save_requirement(
    actor: Any, *, institution: Institution, asked: rules.AskedOf, requirement: TrainingRequirement | None = None
) -> TrainingRequirement:
    """Write a draft, or change one. What is live is changed by ``change_requirement``."""
    _refuse_others(actor, institution)
    if requirement is not None and requirement.live_at is not None:
        raise Refusal(_("This training has begun already. End it, and begin another."))
    if asked.course.kind != CourseKind.STAFF or not queries.reaches(asked.course, institution):
        raise Refusal(_("Choose a course for staff."), "course")
    if not asked.roles or not set(asked.roles) <= set(rules.ASKED_ROLES):
        raise Refusal(_("Choose at least one role."), "roles")
    others = TrainingRequirement.objects.filter(institution=institution, course=asked.course, ended_at=None)
    if others.exclude(pk=requirement.pk if requirement is not None else None).exists():
        said = {"place": institution.short_name}
        raise Refusal(_("%(place)s asks for this course already.") % said, "course")
    row = requirement or TrainingRequirement(institution=institution)
    row.course, row.roles, row.effective_from = asked.course, list(asked.roles), asked.effective_from
    for name, value in asked.rest.items():
        setattr(row, name, value)
    row.save()
    record(actor=actor, action="save_training_requirement", target=row, chain=institution.slug)
    return row


@transaction.atomic
def ask_together(actor: Any, *, institutions: Sequence[Institution], asked: rules.AskedOf) -> list[TrainingRequirement]:
    """A draft for each of the institutions; where there are several they know each other. All, or none."""
    with recorded_last():
        rows = [save_requirement(actor, institution=place, asked=asked) for place in institutions]
    if len(rows) > 1:
        together = uuid.uuid4()
        TrainingRequirement.objects.filter(pk__in=[row.pk for row in rows]).update(together=together)
    return rows


@transaction.atomic
def change_draft(actor: Any, *, requirement: TrainingRequirement, asked: rules.AskedOf) -> None:
    """The draft, and those that were made together with it, where the actor may ask for them too."""
    with recorded_last():
        for row in queries.drafts_with(requirement):
            if row == requirement or rules.can_ask(actor, row.institution):
                save_requirement(actor, institution=row.institution, asked=asked, requirement=row)


@transaction.atomic
def change_requirement(actor: Any, *, requirement: TrainingRequirement, rest: Mapping[str, Any]) -> int:
    """Change when it is due and renewed while it is live; of how many the day moves. Twice is once.

    What was completed keeps its dates: a new renewal holds for completions to come.
    """
    _refuse_others(actor, requirement.institution)
    rows = TrainingRequirement.objects.select_for_update(of=("self",)).running().select_related("institution")
    before = rows.filter(pk=requirement.pk).first()
    if before is None:
        raise Refusal(_("This training is not running."))
    after = rules.changed(before, rest)
    fields = [name for name in rest if getattr(before, name) != getattr(after, name)]
    if not fields:
        return 0
    after.save(update_fields=fields)
    moved = []
    for row in TrainingAssignment.objects.filter(requirement=before, closed_at=None).order_by("pk"):
        due = rules.moved_due(before, after, row, today())
        if due != row.due_on:
            row.due_on = due
            moved.append(row)
    TrainingAssignment.objects.bulk_update(moved, ["due_on"], batch_size=BATCH)
    facts = {"fields": sorted(fields), "moved": len(moved)}
    record(actor=actor, action="change_training_requirement", target=after, chain=before.institution.slug, **facts)
    return len(moved)


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
def begin_together(actor: Any, *, requirement: TrainingRequirement) -> None:
    """It, and those that were made together with it, where the actor may."""
    with recorded_last():
        for row in queries.drafts_with(requirement):
            if row == requirement or rules.can_ask(actor, row.institution):
                begin_requirement(actor, requirement=row)


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
