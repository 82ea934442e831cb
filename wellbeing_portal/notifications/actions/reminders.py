"""Saying something later."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import structlog
from django.db import connection, transaction
from django.utils import timezone

from wellbeing_portal.kernel.voice import Kind, kind_named
from wellbeing_portal.notifications.actions.telling import tell
from wellbeing_portal.notifications.enums import ReminderState
from wellbeing_portal.notifications.models import Reminder

log = structlog.get_logger("portal.reminders")
IN_ONE_GO = 500
AFTER_AN_ERROR = datetime.timedelta(minutes=10)


@transaction.atomic
def remind(kind: Kind, *, to: Iterable[Any], about: Any, at: datetime.datetime, key: str) -> None:
    """See ``kernel.voice.remind``. Two statements for each thousand people."""
    people = [user.pk for user in to]
    for start in range(0, len(people), 1000):
        group = people[start : start + 1000]
        same = Reminder.objects.filter(kind=kind.name, target_id=about.public_id, key=key, recipient__in=group)
        same.filter(state=ReminderState.WAITING).update(due_at=at)
        Reminder.objects.bulk_create(
            [Reminder(kind=kind.name, recipient_id=pk, target_id=about.public_id, key=key, due_at=at) for pk in group],
            ignore_conflicts=True,
        )


@transaction.atomic
def call_off(kind: Kind, *, about: Any, to: Iterable[Any] | None = None) -> None:
    """See ``kernel.voice.call_off``."""
    waiting = Reminder.objects.filter(kind=kind.name, target_id=about.public_id, state=ReminderState.WAITING)
    if to is not None:
        waiting = waiting.filter(recipient__in=[user.pk for user in to])
    waiting.delete()


@transaction.atomic
def fire_due(*, now: datetime.datetime | None = None, limit: int = IN_ONE_GO) -> int:
    """Say what is due, in one transaction with marking it said. Returns how many reminders were looked at."""
    now = now or timezone.now()
    due = Reminder.objects.filter(state=ReminderState.WAITING, due_at__lte=now).order_by("due_at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    rows = list(due.select_related("recipient")[:limit])
    groups: dict[tuple[str, uuid.UUID, str], list[Reminder]] = defaultdict(list)
    for row in rows:
        groups[row.kind, row.target_id, row.key].append(row)
    for (name, target_id, key), group in groups.items():
        try:
            with transaction.atomic():
                _fire(kind_named(name), target_id, key, group)
        except Exception:
            # One broken kind must not hold up the others; it is tried again, and the log says why.
            log.exception("reminder_failed", kind=name)
            Reminder.objects.filter(pk__in=[row.pk for row in group]).update(due_at=now + AFTER_AN_ERROR)
    return len(rows)


def _fire(kind: Kind | None, target_id: uuid.UUID, key: str, group: list[Reminder]) -> None:
    """Each recipient is asked for through the wall, now: somebody may have left meanwhile."""
    told, target = [], None
    for row in group:
        seen = kind.targets(row.recipient, [target_id]).get(target_id) if kind and row.recipient.is_active else None
        if kind is not None and seen is not None and kind.still_wanted(seen, row.recipient):
            told.append(row)
            target = seen
    Reminder.objects.filter(pk__in=[row.pk for row in group]).update(state=ReminderState.DROPPED)
    if kind is not None and told:
        Reminder.objects.filter(pk__in=[row.pk for row in told]).update(state=ReminderState.SAID)
        tell(kind, to=[row.recipient for row in told], about=target, key=key)
