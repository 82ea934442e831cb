"""What waits to be read, and how the mails do."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone

from wellbeing_portal.accounts.models import User
from wellbeing_portal.kernel.prepared import Prepared
from wellbeing_portal.kernel.voice import Kind, Thing, kind_named, kinds, mutable_things
from wellbeing_portal.notifications import rules
from wellbeing_portal.notifications.enums import HELD_STATES, OPEN_STATES, DeliveryState, ReminderState
from wellbeing_portal.notifications.models import (
    BEAT,
    TICK,
    Choice,
    Delivery,
    Heartbeat,
    Mute,
    Notice,
    Reminder,
    Suppression,
    Wishes,
)

# Seconds: a worker of another machine may have said something meanwhile.
COUNT_KEPT = 60
# How far back the operator looks.
LATELY = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Line:
    """One notice as the reader meets it: a sentence in their language, and the address it leads to."""

    notice: Notice
    kind: Kind
    text: str
    link: str


def inbox(user: Any) -> QuerySet[Notice]:
    """The person's notices, the newest first."""
    return Notice.objects.visible_to(user).order_by("-said_at", "-pk")


def lines_of(recipient: Any, notices: Sequence[Notice], *, by_mail: bool = False) -> list[Line]:
    """The notices in words of the active language; one query for each kind among them.

    Left out are those about things that the recipient may no longer see, and ``by_mail`` those that their
    kind has thought better of; nor does an e-mail say what is for the portal only.
    """
    ids: dict[str, set[uuid.UUID]] = defaultdict(set)
    for notice in notices:
        ids[notice.kind].add(notice.target_id)
    targets = {}
    for name, wanted in ids.items():
        known = kind_named(name)
        if known is not None:
            targets[name] = known.targets(recipient, wanted)
    lines = []
    for notice in notices:
        kind = kind_named(notice.kind)
        target = targets.get(notice.kind, {}).get(notice.target_id)
        if kind is None or target is None or (by_mail and not kind.still_wanted(target, recipient)):
            continue
        facts = {**kind.facts(target, recipient), **({} if by_mail else kind.only_inside(target))}
        text = render_to_string(f"{kind.folder}/line.txt", {**facts, "count": notice.count}).strip()
        lines.append(Line(notice, kind, text, facts["link"]))
    return lines


def notice_for(user: Any, public_id: uuid.UUID) -> Notice:
    """One of the person's notices, or 404."""
    return get_object_or_404(Notice.objects.visible_to(user), public_id=public_id)


# --- what every page of a signed-in person tells at its edge


class News(NamedTuple):
    """How many notices wait, and whether the mail server refuses the person's address."""

    unread: int
    refused: bool


def _news(pk: int) -> QuerySet[Any]:
    unread = Notice.objects.filter(recipient=OuterRef("pk"), read_at__isnull=True).order_by().values("recipient")
    refused = Suppression.objects.filter(address=Lower(OuterRef("email")))
    return (
        User.objects.filter(pk=pk)
        .annotate(unread=Subquery(unread.annotate(number=Count("pk")).values("number")), refused=Exists(refused))
        .values_list("unread", "refused")
    )


NEWS = Prepared(_news, pk=int)


def _news_key(pk: int) -> str:
    return f"news:{pk}"


def news_for(user: Any) -> News:
    """One query a minute for each person; asked anew when something was said or read."""
    kept = cache.get(_news_key(user.pk))
    if kept is None:
        rows = NEWS.rows(pk=user.pk)
        kept = (rows[0][0] or 0, bool(rows[0][1])) if rows else (0, False)
        cache.set(_news_key(user.pk), kept, COUNT_KEPT)
    return News(*kept)


def unread_count(user: Any) -> int:
    """How many notices wait; kept for a minute, and forgotten when something is said or read."""
    return news_for(user).unread


def count_anew(people: Iterable[int]) -> None:
    """Forget what was kept of these people."""
    cache.delete_many([_news_key(pk) for pk in people])


# --- what a person has chosen


def wishes_of(user: Any) -> Wishes:
    """The person's wishes; those of somebody who has chosen nothing are not in the database."""
    return Wishes.objects.visible_to(user).first() or Wishes(recipient=user)


def is_paused(wishes: Wishes) -> bool:
    return wishes.paused_until is not None and rules.local(timezone.now()).date() < wishes.paused_until


def kinds_for(user: Any) -> list[Kind]:
    """The kinds of message that can reach the person, by category and name."""
    return [kind for kind in kinds() if not kind.for_addresses and kind.concerns(user)]


def choices_of(user: Any) -> dict[str, str]:
    """What the person has chosen, by the name of the kind."""
    return dict(Choice.objects.visible_to(user).values_list("kind", "wanted"))


class Muted(NamedTuple):
    """Something silenced; ``thing`` is None where the person may not see it any more."""

    key: str
    thing: Thing | None


def muted_by(user: Any) -> list[Muted]:
    """What the person has silenced; one query, and one for each sort of thing."""
    keys = list(Mute.objects.visible_to(user).order_by("pk").values_list("key", flat=True))
    found = _things(user, keys)
    return [Muted(key, found.get(key)) for key in keys]


def mutable_thing(user: Any, key: str) -> Thing | None:
    """The thing with this key, if it can be silenced and the person may see it."""
    return _things(user, [key]).get(key)


def _things(user: Any, keys: Iterable[str]) -> dict[str, Thing]:
    wanted: dict[str, set[uuid.UUID]] = defaultdict(set)
    for key in keys:
        name, _colon, public_id = key.partition(":")
        try:
            wanted[name].add(uuid.UUID(public_id))
        except ValueError:
            continue
    found: dict[str, Thing] = {}
    for name, ids in wanted.items():
        things = mutable_things(name)
        if things is not None:
            found |= {f"{name}:{public_id}": thing for public_id, thing in things(user, ids).items()}
    return found


# --- how the clockwork does


def heard_at(*, beat: bool) -> datetime.datetime | None:
    """When the beat, or else any worker, was last heard of."""
    rows = Heartbeat.objects.filter(name__in=(BEAT, TICK)) if beat else Heartbeat.objects.exclude(name=BEAT)
    return rows.aggregate(at=Max("at"))["at"]


def due_since(now: datetime.datetime) -> datetime.datetime | None:
    """Since when the oldest thing waits that is due; three queries, each answered by an index of what is due."""
    letters = Wishes.objects.aggregate(
        digest=Min("digest_at", filter=Q(digest_at__lte=now)), letter=Min("letter_at", filter=Q(letter_at__lte=now))
    )
    mails = Delivery.objects.filter(Q(state=DeliveryState.WAITING, due_at__lte=now) | Q(state__in=HELD_STATES))
    reminders = Reminder.objects.filter(state=ReminderState.WAITING, due_at__lte=now)
    due = [*letters.values(), *(rows.aggregate(due=Min("due_at"))["due"] for rows in (mails, reminders))]
    return min((moment for moment in due if moment), default=None)


# --- how the mails do, for those who run the portal: numbers only


class Beat(NamedTuple):
    """A part of the clockwork, and how long ago it last did its work."""

    name: str
    age: datetime.timedelta


@dataclass(frozen=True)
class Figures:
    due: int  # e-mails
    oldest_due: datetime.datetime | None  # of e-mails, letters of the day and reminders
    queue_age: datetime.timedelta
    states: list[dict[str, Any]]
    reasons: list[dict[str, Any]]
    beats: list[Beat]
    suppressed: int


def operations(*, now: datetime.datetime | None = None) -> Figures:
    """The queue as it is, and what became of mails in the last seven days; eight queries."""
    now = now or timezone.now()
    mails = Delivery.objects.unscoped("numbers without people")
    oldest = due_since(now)
    lately = mails.filter(Q(state__in=OPEN_STATES) | Q(finished_at__gte=now - LATELY))
    beats = Heartbeat.objects.unscoped("the clockwork has no people").order_by("name")
    return Figures(
        due=mails.filter(state=DeliveryState.WAITING, due_at__lte=now).count(),
        oldest_due=oldest,
        queue_age=now - oldest if oldest else datetime.timedelta(0),
        states=list(lately.values("kind", "state").annotate(number=Count("pk")).order_by("kind", "state")),
        reasons=list(
            lately.exclude(last_reason="")
            .values("state", "last_reason", "last_code")
            .annotate(number=Count("pk"))
            .order_by("-number", "state", "last_reason", "last_code")
        ),
        beats=[Beat(beat.name, max(now - beat.at, datetime.timedelta(0))) for beat in beats],
        suppressed=Suppression.objects.unscoped("a number without addresses").count(),
    )
