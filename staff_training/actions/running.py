"""The daily run: who should have a training is compared with who has it. It creates and closes, and never deletes."""

import datetime
from collections.abc import Iterable
from typing import Any, cast

import structlog
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from staff_training import queries, rules
from staff_training.actions.reminding import tell_asked
from staff_training.enums import Closed, Renewal
from staff_training.models import TrainingAssignment, TrainingRequirement
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.learning.models import CompletionRecord, CourseVersion
from wellbeing_portal.learning.rules import day_of

log = structlog.get_logger("portal.training")
BATCH = 500


def run_all() -> int:
    """Run every live requirement; how many assignments were made or closed. Twice changes nothing more."""
    rows = TrainingRequirement.objects.unscoped("the daily run of all institutions").running()
    return sum(_tried(requirement) for requirement in rows.order_by("pk"))


def _tried(requirement: TrainingRequirement) -> int:
    """What is wrong with one does not keep the others waiting."""
    try:
        return run_requirement(requirement)
    except Exception as error:  # noqa: BLE001 - whatever it is, the next hour tries again
        log.warning("training_not_run", requirement=str(requirement.public_id), error=type(error).__name__)
        return 0


@transaction.atomic
def run_requirement(requirement: TrainingRequirement) -> int:
    """The same number of statements for one person and for thousands, but for the batches of new rows."""
    rows = TrainingRequirement.objects.unscoped("the daily run").select_for_update(of=("self",)).running()
    locked = rows.filter(pk=requirement.pk).first()
    if locked is None or locked.effective_from > today():
        return 0
    link(_open(locked))
    closed = _close_leavers(locked)
    asked = _renew_changed(locked) + _renew(locked) + _assign(locked)
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
    exempt = queries.exemptions_held(requirement)
    made = [_first_or_next(requirement, user, before.get(user), exempt.get(user)) for user in sorted(missing)]
    TrainingAssignment.objects.bulk_create(made, batch_size=BATCH, ignore_conflicts=True)
    return [row.user_id for row in made]


def _first_or_next(
    requirement: TrainingRequirement, user: int, before: TrainingAssignment | None, exempt: TrainingAssignment | None
) -> TrainingAssignment:
    """What came back with the person: where their completions begin to count, and an exemption that still holds."""
    row = TrainingAssignment(
        user_id=user,
        requirement=requirement,
        cycle=1 if before is None else before.cycle + 1,
        assigned_on=today(),
        due_on=rules.first_due(requirement, today()),
        counts_from=rules.counts_from(requirement) if before is None else before.counts_from,
        least_version=0 if before is None else before.least_version,
    )
    if exempt is not None:
        row.exempted_at, row.exempt_until, row.exempt_why = exempt.exempted_at, exempt.exempt_until, exempt.exempt_why
    if row.exempt_until is not None:
        row.due_on = max(row.due_on, rules.first_due(requirement, row.exempt_until))
    return row


def _renew_changed(requirement: TrainingRequirement) -> list[int]:
    """Where the course has changed so much that it is to be taken anew, the next round begins with days of its own."""
    if not requirement.renews_on_change:
        return []
    versions = CourseVersion.objects.unscoped("the daily run").filter(course=requirement.course_id)
    newest = versions.filter(material_change=True).order_by("-number").first()
    if newest is None:
        return []
    rows = _open(requirement).filter(completion__version__number__lt=newest.number).select_related("completion")
    return _begin_next(requirement, {row.pk: _changed_round(requirement, row, newest) for row in rows.order_by("pk")})


def _changed_round(
    requirement: TrainingRequirement, row: TrainingAssignment, newest: CourseVersion
) -> TrainingAssignment:
    until = cast("CompletionRecord", row.completion).valid_until
    due = today() + datetime.timedelta(days=requirement.change_days)
    return TrainingAssignment(
        user_id=row.user_id,
        requirement=requirement,
        cycle=row.cycle + 1,
        assigned_on=today(),
        due_on=due if until is None else min(due, until),
        counts_from=day_of(newest.published_at),
        least_version=newest.number,
        previous_until=until,
    )


def _renew(requirement: TrainingRequirement) -> list[int]:
    """Where a completion ends soon, or has ended, the next round begins, due on its last day."""
    if requirement.renewal == Renewal.NONE:
        return []
    opens = today() + datetime.timedelta(days=requirement.window_days)
    ending = _open(requirement).filter(completion__valid_until__lte=opens).select_related("completion")
    return _begin_next(requirement, {row.pk: _next_round(requirement, row) for row in ending.order_by("pk")})


def _begin_next(requirement: TrainingRequirement, rounds: dict[int, TrainingAssignment]) -> list[int]:
    """Close each of these assignments (by key), and begin its next round."""
    pks, made = list(rounds), list(rounds.values())
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
    records = records.annotate(number=F("version__number"))
    newest = {(record.user_id, record.course_id): record for record in records.order_by("completed_at", "pk")}
    for row in batch:
        record = newest.get((row.user_id, row.requirement.course_id))
        if record is not None and _counts(record, row):
            row.completion = record
    return [row for row in batch if row.completion is not None]


def _counts(record: Any, row: TrainingAssignment) -> bool:
    """Completed late enough, in a version that is new enough, and still valid on the day it was asked for."""
    if record.number < row.least_version:
        return False
    valid = record.valid_until is None or record.valid_until >= row.assigned_on
    return valid and day_of(record.completed_at) >= row.counts_from
