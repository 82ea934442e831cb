"""The daily run: who should have a training is compared with who has it. It creates and closes, and never deletes."""

import datetime
from collections.abc import Iterable
from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from staff_training import queries, rules
from staff_training.actions.reminding import tell_asked
from staff_training.enums import Closed, Renewal
from staff_training.models import TrainingAssignment, TrainingRequirement
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.learning.models import CompletionRecord
from wellbeing_portal.learning.rules import day_of

BATCH = 500


def run_all() -> int:
    """Run every live requirement; how many assignments were made or closed. Twice changes nothing more."""
    rows = TrainingRequirement.objects.unscoped("the daily run of all institutions").running()
    return sum(run_requirement(requirement) for requirement in rows.order_by("pk"))


@transaction.atomic
def run_requirement(requirement: TrainingRequirement) -> int:
    """The same number of statements for one person and for thousands, but for the batches of new rows."""
    rows = TrainingRequirement.objects.unscoped("the daily run").select_for_update(of=("self",)).running()
    locked = rows.filter(pk=requirement.pk).first()
    if locked is None or locked.effective_from > today():
        return 0
    link(_open(locked))
    closed = _close_leavers(locked)
    asked = _renew(locked) + _assign(locked)
    link(_open(locked))
    if asked:
        tell_asked(locked, asked)
    return closed + len(asked)


def _open(requirement: TrainingRequirement) -> QuerySet[TrainingAssignment]:
    return TrainingAssignment.objects.unscoped("the daily run").filter(requirement=requirement, closed_at=None)


def _close_leavers(requirement: TrainingRequirement) -> int:
    gone = _open(requirement).exclude(user__in=queries.people_asked(requirement))
    return gone.update(closed_at=timezone.now(), closed_why=Closed.LEFT)


def _assign(requirement: TrainingRequirement) -> list[int]:
    """Those who have no open assignment: new people, and those who have come back, as their next round."""
    missing = set(queries.people_asked(requirement)) - set(_open(requirement).values_list("user", flat=True))
    past = TrainingAssignment.objects.unscoped("the daily run").filter(requirement=requirement, user__in=missing)
    before = {row.user_id: row for row in past.order_by("cycle")}
    made = [
        TrainingAssignment(
            user_id=user,
            requirement=requirement,
            cycle=before[user].cycle + 1 if user in before else 1,
            assigned_on=today(),
            due_on=rules.first_due(requirement, today()),
            counts_from=before[user].counts_from if user in before else rules.counts_from(requirement),
        )
        for user in sorted(missing)
    ]
    TrainingAssignment.objects.bulk_create(made, batch_size=BATCH, ignore_conflicts=True)
    return [row.user_id for row in made]


def _renew(requirement: TrainingRequirement) -> list[int]:
    """Where a completion ends soon, or has ended, the next round begins, due on its last day."""
    if requirement.renewal == Renewal.NONE:
        return []
    opens = today() + datetime.timedelta(days=requirement.window_days)
    ending = _open(requirement).filter(completion__valid_until__lte=opens).select_related("completion")
    made = [_next_round(requirement, row) for row in ending.order_by("pk")]
    pks = [row.pk for row in ending]
    for start in range(0, len(pks), BATCH):
        batch = _open(requirement).filter(pk__in=pks[start : start + BATCH])
        batch.update(closed_at=timezone.now(), closed_why=Closed.RENEWED)
    TrainingAssignment.objects.bulk_create(made, batch_size=BATCH)
    return [row.user_id for row in made]


def _next_round(requirement: TrainingRequirement, row: TrainingAssignment) -> TrainingAssignment:
    completion = cast("CompletionRecord", row.completion)
    until = cast("datetime.date", completion.valid_until)
    after = day_of(completion.completed_at) + datetime.timedelta(days=1)
    return TrainingAssignment(
        user_id=row.user_id,
        requirement=requirement,
        cycle=row.cycle + 1,
        assigned_on=today(),
        due_on=until,
        counts_from=max(rules.renewal_opens(requirement, until), after),
        previous_until=until,
    )


def link(assignments: QuerySet[TrainingAssignment]) -> int:
    """Give open assignments the newest completion that counts for them; how many got one."""
    open_ones = assignments.filter(completion=None, closed_at=None).select_related("requirement")
    waiting = list(open_ones)
    linked = [row for batch in _batches(waiting) for row in _linked(batch)]
    TrainingAssignment.objects.bulk_update(linked, ["completion"], batch_size=BATCH)
    return len(linked)


def _batches(rows: list[Any]) -> Iterable[list[Any]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def _linked(batch: list[TrainingAssignment]) -> list[TrainingAssignment]:
    records = CompletionRecord.objects.unscoped("what counts for an assignment").filter(
        voided_at=None,
        user__in={row.user_id for row in batch},
        course__in={row.requirement.course_id for row in batch},
    )
    newest = {(record.user_id, record.course_id): record for record in records.order_by("completed_at", "pk")}
    for row in batch:
        record = newest.get((row.user_id, row.requirement.course_id))
        if record is not None and _counts(record, row):
            row.completion = record
    return [row for row in batch if row.completion is not None]


def _counts(record: CompletionRecord, row: TrainingAssignment) -> bool:
    """Completed late enough, and still valid on the day it was asked for."""
    valid = record.valid_until is None or record.valid_until >= row.assigned_on
    return valid and day_of(record.completed_at) >= row.counts_from
