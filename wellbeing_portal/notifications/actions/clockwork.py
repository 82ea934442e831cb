"""What is done again and again: each part is safe to run twice, late, or by several at once."""

import datetime
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from wellbeing_portal.accounts.models import User
from wellbeing_portal.notifications.actions.letters import plan_letters
from wellbeing_portal.notifications.actions.posting import deliver_due, reclaim
from wellbeing_portal.notifications.actions.reminders import fire_due
from wellbeing_portal.notifications.actions.telling import new_wishes
from wellbeing_portal.notifications.enums import OPEN_STATES, ReminderState
from wellbeing_portal.notifications.models import Delivery, Heartbeat, Notice, Reminder, SoftBounce, Wishes

IN_ONE_GO = 1000
# How long things are kept: long enough to answer "did I get it", short enough to be nobody's archive.
KEEP_DELIVERIES, KEEP_NOTICES, KEEP_REMINDERS = timedelta(days=90), timedelta(days=180), timedelta(days=30)


def beat(name: str, *, now: datetime.datetime | None = None) -> None:
    """A part of the clockwork is alive."""
    Heartbeat.objects.update_or_create(name=name[:120], defaults={"at": now or timezone.now()})


def settle_in(*, now: datetime.datetime | None = None) -> int:
    """Give wishes to people who have none yet, so that their digest has an hour. Returns how many."""
    now = now or timezone.now()
    people = User.objects.unscoped("everybody gets the digest until they say otherwise").filter(is_active=True)
    known = Wishes.objects.unscoped("everybody gets the digest until they say otherwise").values("pk")
    fresh = list(people.exclude(pk__in=known).order_by("pk").values_list("pk", flat=True)[:IN_ONE_GO])
    Wishes.objects.bulk_create([new_wishes(pk, now) for pk in fresh], ignore_conflicts=True)
    return len(fresh)


@transaction.atomic
def forget_old(*, now: datetime.datetime | None = None) -> int:
    """Delete what is past its time, some thousand rows at a time. Returns how many rows went."""
    now = now or timezone.now()
    old = (
        Delivery.objects.exclude(state__in=OPEN_STATES).filter(finished_at__lt=now - KEEP_DELIVERIES),
        Notice.objects.filter(said_at__lt=now - KEEP_NOTICES),
        Reminder.objects.exclude(state=ReminderState.WAITING).filter(due_at__lt=now - KEEP_REMINDERS),
        SoftBounce.objects.filter(at__lt=now - KEEP_REMINDERS),
        Heartbeat.objects.filter(at__lt=now - KEEP_REMINDERS),
    )
    gone = 0
    for rows in old:
        ids = list(rows.order_by("pk").values_list("pk", flat=True)[: 5 * IN_ONE_GO])
        gone += rows.model.objects.filter(pk__in=ids).delete()[0]
    return gone


def tick(*, name: str, seconds: float = 50) -> int:
    """Everything that is due now, in batches, for as long as that takes but not much longer than ``seconds``.

    What the embedded portal and cron run instead of a worker; returns how many rows were looked at.
    """
    until = timezone.now() + timedelta(seconds=seconds)
    beat(name)
    done = reclaim() + settle_in()
    for part in (fire_due, plan_letters, deliver_due):
        while timezone.now() < until:
            rows = part()
            done += rows
            if not rows:
                break
    return done
