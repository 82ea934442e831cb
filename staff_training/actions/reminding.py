"""Reminders of what is asked: seldom, on working days, in the letter of the day."""

from typing import Any

import structlog
from django.db import transaction
from django.db.models import Count, F, Max, Q

from staff_training import rules
from staff_training.models import TrainingAssignment, TrainingReminder, TrainingRequirement
from staff_training.notices import TrainingAsked, TrainingDue, TrainingLate
from wellbeing_portal.kernel.clock import is_working_day, today
from wellbeing_portal.kernel.voice import tell

log = structlog.get_logger("portal.training")
BATCH = 500


def tell_asked(requirement: TrainingRequirement, people: list[int]) -> None:
    """In the transaction that asked them: those of these users who have not completed it before, and are not exempt."""
    rows = TrainingAssignment.objects.unscoped("those who have just been asked are told").filter(
        requirement=requirement, closed_at=None, completion=None, user__in=people
    )
    rows = rows.select_related("user", "requirement", "completion")
    told = [row.user for row in rows if rules.can_remind(rules.facts_of(row, is_begun=False), today())]
    tell(TrainingAsked, to=told, about=requirement)


def remind_all() -> int:
    """Remind of every live requirement; how many were reminded. A second time on one day reminds nobody."""
    if not is_working_day(today()):
        return 0
    rows = TrainingRequirement.objects.unscoped("the reminders of all institutions").running()
    return sum(_reminded(requirement) for requirement in rows.order_by("pk"))


def _reminded(requirement: TrainingRequirement) -> int:
    """One that breaks must not hold up the others; it is tried again within the hour, and the log says why."""
    try:
        return remind_of(requirement)
    except Exception:
        log.exception("training_reminders_failed", requirement=str(requirement.public_id))
        return 0


@transaction.atomic
def remind_of(requirement: TrainingRequirement) -> int:
    """The row is locked, and what is said is written down with it: two workers remind once."""
    rows = TrainingRequirement.objects.unscoped("reminders").select_for_update(of=("self",)).running()
    locked = rows.filter(pk=requirement.pk).first()
    if locked is None:
        return 0
    due = [row for row in _waiting(locked) if _is_due(row)]
    TrainingReminder.objects.bulk_create(
        [TrainingReminder(assignment=row, said_on=today(), due_on=row.due_on) for row in due], batch_size=BATCH
    )
    late = {row.pk for row in due if rules.is_late(rules.facts_of(row, is_begun=False), today())}
    for kind, group in (
        (TrainingDue, [row.user for row in due if row.pk not in late]),
        (TrainingLate, [row.user for row in due if row.pk in late]),
    ):
        if group:
            tell(kind, to=group, about=locked)
    return len(due)


def _waiting(requirement: TrainingRequirement) -> Any:
    """With the last reminder, and how many there were of the day that is asked for now."""
    rows = TrainingAssignment.objects.unscoped("reminders").filter(
        requirement=requirement, closed_at=None, completion=None
    )
    return rows.select_related("user", "requirement", "completion").annotate(
        reminded_on=Max("reminders__said_on"),
        reminded=Count("reminders", filter=Q(reminders__due_on=F("due_on"))),
    )


def _is_due(row: Any) -> bool:
    told = rules.Told(last=row.reminded_on or row.assigned_on, reminders=row.reminded)
    return rules.is_reminded(rules.facts_of(row, is_begun=False), told, today())
