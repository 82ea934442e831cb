"""What a coordinator does for one person."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from staff_training import rules
from staff_training.actions.running import link
from staff_training.models import TrainingAssignment, TrainingRequirement
from wellbeing_portal.audit.actions import record, record_read
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning import actions as learning
from wellbeing_portal.learning.models import CompletionRecord, Course


@transaction.atomic
def exempt_person(
    actor: Any, *, assignment: TrainingAssignment, reason: str, until: datetime.date | None = None
) -> None:
    """Until the day, or for good. Afterwards there are as many days to complete it as there were at first."""
    row = _locked(actor, assignment)
    if not reason.strip():
        raise Refusal(_("Say why."), "reason")
    if until is not None and until < today():
        raise Refusal(_("This day is over already."), "until")
    row.exempted_at, row.exempt_until, row.exempt_why = timezone.now(), until, reason.strip()
    if until is not None:
        row.due_on = max(row.due_on, rules.first_due(row.requirement, until))
    row.save(update_fields=["exempted_at", "exempt_until", "exempt_why", "due_on"])
    _record(actor, row, "exempt_from_training")


@transaction.atomic
def end_exemption(actor: Any, *, assignment: TrainingAssignment) -> None:
    """From today on it is asked again, with the days that there were at first. Twice is once."""
    row = _locked(actor, assignment)
    if row.exempted_at is None:
        return
    row.exempted_at, row.exempt_until, row.exempt_why = None, None, ""
    row.due_on = max(row.due_on, rules.first_due(row.requirement, today()))
    row.save(update_fields=["exempted_at", "exempt_until", "exempt_why", "due_on"])
    _record(actor, row, "end_exemption")


@transaction.atomic
def record_learned(
    actor: Any, *, person: Any, course: Course, institution: Institution, reason: str, day: datetime.date
) -> CompletionRecord:
    """Put down that somebody has learned it elsewhere; where a renewal is asked of them, it counts for that."""
    asked = TrainingAssignment.objects.select_for_update(of=("self",)).filter(
        user=person, requirement__course=course, closed_at=None
    )
    waits = any(row.completion_id is None for row in asked)
    noon = datetime.datetime.combine(day, datetime.time(12), timezone.get_default_timezone())
    at = min(noon, timezone.now()) if day <= today() else noon
    known = CompletionRecord.objects.filter(user=person, course=course, voided_at=None)
    if known.exists() and (not waits or known.filter(completed_at=at).exists()):
        raise Refusal(_("A completion of this course is recorded already."), "course")
    made = learning.record_completion(
        actor, person=person, course=course, institution=institution, reason=reason, completed_at=at, anew=waits
    )
    link(asked)
    return made


@transaction.atomic
def take_back(actor: Any, *, assignment: TrainingAssignment, reason: str) -> None:
    """The completion no longer counts, its badge is revoked, and the training is asked for again. Twice is once."""
    row = _locked(actor, assignment)
    if row.completion is None:
        return
    place = row.requirement.institution
    learning.void_completion(actor, completion=row.completion, institution=place, reason=reason)


def record_reading(actor: Any, *, requirement: TrainingRequirement, assignments: Iterable[TrainingAssignment]) -> None:
    """Tell the people on a page that a coordinator saw how their trainings stand."""
    people = [assignment.user for assignment in assignments]
    place = requirement.institution.slug
    record_read(actor=actor, action="read_training", target=requirement, chain=place, subjects=people)


def _locked(actor: Any, assignment: TrainingAssignment) -> TrainingAssignment:
    rows = TrainingAssignment.objects.select_for_update(of=("self",))
    row = rows.select_related("user", "requirement__institution").get(pk=assignment.pk)
    if not rules.can_exempt(actor, row):
        raise Refusal(_("You can change this only for the people of your institution, and not for yourself."))
    if row.closed_at is not None:
        raise Refusal(_("This training is closed."))
    return row


def _record(actor: Any, row: TrainingAssignment, action: str) -> None:
    record(actor=actor, action=action, target=row, chain=row.requirement.institution.slug, subject=row.user)
