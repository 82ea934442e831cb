"""When things are said: on the calendar of the portal's own zone first, in UTC last."""

import datetime
from typing import Any

from django.utils import timezone

from wellbeing_portal.institutions.models import standing_of
from wellbeing_portal.kernel.voice import Kind, Urgency
from wellbeing_portal.notifications.enums import Digest, Wanted
from wellbeing_portal.notifications.models import FIRST_HOUR

QUIET_FROM, QUIET_TO = 21, FIRST_HOUR
# reliability.md B2, after GOV.UK Notify: a letter is tried for 72 hours.
GIVE_UP_AFTER = datetime.timedelta(hours=72)
# Seconds between attempts; the last one repeats.
PAUSES = (60, 120, 300, 900, 1800, 3600, 7200, 14400)
# How often a letter is handed over once more after nobody knows how the last attempt ended.
MOST_DOUBTS = 5
# When the clockwork has stopped (nothing was heard of it), and when it has too much to do (what is due waits).
SILENT_AFTER, LATE_AFTER = datetime.timedelta(minutes=3), datetime.timedelta(minutes=10)
SOFT_BOUNCES, SOFT_WITHIN = 3, datetime.timedelta(hours=72)


def local_moment(day: datetime.date, hour: int, minute: int = 0) -> datetime.datetime:
    """The moment in UTC when the clocks in Finland show this, for the first time that day.

    In the night when the clocks go forward an hour is missing: then it is the same time after the hour before.
    """
    zone = timezone.get_default_timezone()
    return datetime.datetime.combine(day, datetime.time(hour, minute), tzinfo=zone).astimezone(datetime.UTC)


def local(moment: datetime.datetime) -> datetime.datetime:
    return moment.astimezone(timezone.get_default_timezone())


def decent(moment: datetime.datetime) -> datetime.datetime:
    """The moment itself, or the next 8 o'clock when it falls between 21 and 8."""
    here = local(moment)
    if QUIET_TO <= here.hour < QUIET_FROM:
        return moment
    day = here.date() + datetime.timedelta(days=here.hour >= QUIET_FROM)
    return local_moment(day, QUIET_TO)


def next_hour(after: datetime.datetime, hour: int, *, not_before: datetime.date | None = None) -> datetime.datetime:
    """The first moment later than ``after`` at this hour in Finland, on or after the day ``not_before``."""
    day = max(local(after).date(), not_before or datetime.date.min)
    moment = local_moment(day, hour)
    return moment if moment > after else local_moment(day + datetime.timedelta(days=1), hour)


def next_digest(after: datetime.datetime, wishes: Any) -> datetime.datetime | None:
    """The first moment later than ``after`` when the person wants the digest; None: never."""
    if wishes.digest == Digest.NEVER or not wishes.mail:
        return None
    moment = next_hour(after, wishes.hour, not_before=wishes.paused_until)
    if wishes.digest == Digest.DAILY:
        return moment
    ahead = (wishes.weekday - local(moment).weekday()) % 7
    return local_moment(local(moment).date() + datetime.timedelta(days=ahead), wishes.hour)


def retry_at(
    now: datetime.datetime, *, attempts: int, tried_at: datetime.datetime, jitter: float
) -> datetime.datetime | None:
    """When to try again after ``attempts`` attempts; None: it is over.

    ``jitter`` from 0 to 1 spreads them over a quarter of the pause, so that not all come back at once.
    """
    pause = PAUSES[min(attempts, len(PAUSES)) - 1]
    moment = now + datetime.timedelta(seconds=pause * (1 + jitter / 4))
    return moment if moment - tried_at <= GIVE_UP_AFTER else None


def wanted_of(kind: Kind, chosen: str | None) -> str:
    """What a person gets of a kind: what they chose, where they can choose, or what the kind declares."""
    if kind.required or chosen is None:
        return Wanted.MAIL if kind.mail else Wanted.PORTAL
    return chosen


def mails_on_its_own(kind: Kind) -> bool:
    """Whether the kind's e-mail leaves by itself instead of with the letter of the day."""
    return kind.mail and kind.urgency != Urgency.CALM


def channels_of(kind: Kind) -> tuple[str, ...]:
    """The ways a kind goes before anybody has chosen: portal, letter (of the day), mail (of its own)."""
    mail = "mail" if mails_on_its_own(kind) else "letter"
    return ("portal",) * kind.inbox + (mail,) * kind.mail


def leaves_at(kind: Kind, now: datetime.datetime) -> datetime.datetime:
    return now if kind.urgency == Urgency.NOW else decent(now)


def can_see_operations(user: Any) -> bool:
    """How the mails do is for those who run the portal."""
    return standing_of(user).is_operator
