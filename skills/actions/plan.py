"""The learning plan. It is its owner's alone, so nothing of it goes into any trail."""

import datetime
import uuid
from collections.abc import Collection
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skills import queries, rules
from skills.models import PlanItem
from skills.notices import PlannedNow
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import call_off, remind
from wellbeing_portal.learning.models import Course

# More than these in one plan helps nobody.
MOST = 30
IN_ONE_GO = 200


@transaction.atomic
def plan(
    learner: Any,
    *,
    course: Course | None,
    goal: str,
    weekdays: Collection[int],
    day: datetime.date | None,
    at: datetime.time,
    minutes: int,
    remind: bool,
    once: uuid.UUID | None = None,
) -> PlanItem:
    """Put something into one's plan. The same form sent twice finds what the first one made."""
    once = once or uuid.uuid4()
    mine = PlanItem.objects.filter(user=learner)
    if not mine.filter(once=once).exists() and mine.count() >= MOST:
        raise Refusal(_("There are %(most)d things in your plan already. Take one out first.") % {"most": MOST})
    made = PlanItem(
        user=learner,
        course=course,
        goal="" if course else goal,
        weekdays=rules.mask_of(weekdays),
        day=day,
        at=at,
        minutes=minutes,
        remind=remind,
        once=once,
    )
    PlanItem.objects.bulk_create([made], ignore_conflicts=True)
    item = PlanItem.objects.select_related("user").get(user=learner, once=once)
    if item.public_id == made.public_id:
        _set_reminder(item)
    return item


@transaction.atomic
def change_plan(
    learner: Any,
    *,
    item: PlanItem,
    course: Course | None,
    goal: str,
    weekdays: Collection[int],
    day: datetime.date | None,
    at: datetime.time,
    minutes: int,
    remind: bool,
) -> PlanItem:
    """Change what is planned, or when."""
    locked = _locked(learner).get(pk=item.pk)
    locked.course, locked.goal = course, "" if course else goal
    locked.weekdays, locked.day, locked.at = rules.mask_of(weekdays), day, at
    locked.minutes, locked.remind = minutes, remind
    locked.save()
    _set_reminder(locked)
    return locked


@transaction.atomic
def remove_plan(learner: Any, *, item: PlanItem) -> None:
    """Take it out for good, with its reminder; twice changes nothing."""
    call_off(PlannedNow, about=item)
    PlanItem.objects.visible_to(learner).filter(pk=item.pk).delete()


@transaction.atomic
def pause_plan(learner: Any, *, paused: bool, item: PlanItem | None = None) -> None:
    """Let one thing rest, or all of them; or go on. Twice changes nothing."""
    rows = _locked(learner).exclude(is_paused=paused)
    for one in rows if item is None else rows.filter(pk=item.pk):
        one.is_paused = paused
        one.save(update_fields=["is_paused"])
        _set_reminder(one)


@transaction.atomic
def remind_ahead(*, now: datetime.datetime | None = None) -> int:
    """Set the next reminder of what repeats, once the last one was due. How many were looked at.

    Whatever was missed meanwhile is not made up for: the next one is still to come.
    """
    now = now or timezone.now()
    rows = queries.due_plan(now)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    due = list(rows.select_related("user")[:IN_ONE_GO])
    for item in due:
        _remind_next(item, now)
    return len(due)


def _locked(learner: Any) -> Any:
    rows = PlanItem.objects.visible_to(learner).select_for_update(of=("self",))
    return rows.select_related("user").order_by("pk")


def _set_reminder(item: PlanItem) -> None:
    """Forget the reminder that was set, and set the one that fits now, if any."""
    call_off(PlannedNow, about=item)
    _remind_next(item, timezone.now())


def _remind_next(item: PlanItem, now: datetime.datetime) -> None:
    wanted = item.remind and not item.is_paused
    item.remind_at = rules.next_moment(item, now, ZoneInfo(item.user.time_zone)) if wanted else None
    item.save(update_fields=["remind_at"])
    if item.remind_at is not None:
        # Each time it comes round is told by its moment, so that it is said once.
        key = item.remind_at.isoformat(timespec="minutes")
        remind(PlannedNow, to=[item.user], about=item, at=item.remind_at, key=key)
