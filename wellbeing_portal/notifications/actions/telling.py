"""Saying something now: the notice in the portal, and the e-mail that will point at it."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Case, F, IntegerField, Value, When
from django.utils import timezone

from wellbeing_portal.kernel.jobs import ask
from wellbeing_portal.kernel.voice import Kind
from wellbeing_portal.notifications import rules
from wellbeing_portal.notifications.enums import Wanted
from wellbeing_portal.notifications.models import Choice, Delivery, Mute, Notice, Wishes
from wellbeing_portal.notifications.queries import count_anew


@transaction.atomic
def tell(kind: Kind, *, to: Iterable[Any], about: Any, key: str) -> None:
    """See ``kernel.voice.tell``. A constant number of statements, however many are told."""
    now = timezone.now()
    if kind.for_addresses:
        _plan_mails(kind, [None], about, key, now)
        return
    people = {user.pk: user for user in to if user.is_active}
    wanted = _wanted(kind, people, about)
    for mail in (True, False):
        group = [pk for pk, what in wanted.items() if what == (Wanted.MAIL if mail else Wanted.PORTAL)]
        if group and kind.inbox:
            _put_notices(kind, group, about.public_id, key, now, letter=mail and not rules.mails_on_its_own(kind))
        if group and mail and rules.mails_on_its_own(kind):
            _plan_mails(kind, [people[pk] for pk in group], about, key, now)
        elif group and mail and kind.inbox:
            _plan_letter_of(group, now)


def _wanted(kind: Kind, people: Collection[int], about: Any) -> dict[int, str]:
    """What each of them gets: by mail, only in the portal, or nothing."""
    if kind.required or not people:
        return dict.fromkeys(people, rules.wanted_of(kind, None))
    chosen = dict(Choice.objects.filter(recipient__in=people, kind=kind.name).values_list("recipient", "wanted"))
    silent: set[int] = set()
    mute_key = kind.mute_key(about)
    if mute_key:
        silent = set(Mute.objects.filter(recipient__in=people, key=mute_key).values_list("recipient", flat=True))
    return {pk: rules.wanted_of(kind, chosen.get(pk)) for pk in people if pk not in silent}


def _put_notices(
    kind: Kind, people: list[int], target_id: uuid.UUID, key: str, now: datetime.datetime, *, letter: bool
) -> None:
    if kind.bundles:
        # One notice about the thing, which counts what has come since it was read.
        known = Notice.objects.filter(recipient__in=people, kind=kind.name, target_id=target_id, key=key)
        known.update(
            count=Case(When(read_at__isnull=True, then=F("count") + 1), default=Value(1), output_field=IntegerField()),
            read_at=None,
            said_at=now,
            waits_for_letter=letter,
        )
    Notice.objects.bulk_create(
        [
            Notice(recipient_id=pk, kind=kind.name, target_id=target_id, key=key, said_at=now, waits_for_letter=letter)
            for pk in people
        ],
        ignore_conflicts=True,
    )
    transaction.on_commit(lambda: count_anew(people))


def _plan_mails(kind: Kind, people: list[Any], about: Any, key: str, now: datetime.datetime) -> None:
    due = rules.leaves_at(kind, now)
    Delivery.objects.bulk_create(
        [
            Delivery(
                key=f"{kind.name}:{about.public_id}:{key}:{person.pk if person else 'address'}",
                kind=kind.name,
                recipient=person,
                target_id=about.public_id,
                due_at=due,
            )
            for person in people
        ],
        ignore_conflicts=True,
    )
    if due <= now:
        ask("notifications.deliver_due")


def _plan_letter_of(people: list[int], now: datetime.datetime) -> None:
    """Their next letter of the day is due at their hour; those who have one coming, or want none, stay as they are."""
    known = {wishes.pk: wishes for wishes in Wishes.objects.filter(pk__in=people)}
    fresh = [new_wishes(pk, now) for pk in people if pk not in known]
    Wishes.objects.bulk_create(fresh, ignore_conflicts=True)
    moments: dict[datetime.datetime, list[int]] = defaultdict(list)
    for wishes in (*known.values(), *fresh):
        if wishes.mail and wishes.letter_at is None:
            moments[rules.next_hour(now, wishes.hour, not_before=wishes.paused_until)].append(wishes.pk)
    for moment, group in moments.items():
        Wishes.objects.filter(pk__in=group, letter_at__isnull=True).update(letter_at=moment)


def new_wishes(pk: int, now: datetime.datetime) -> Wishes:
    """Those of somebody who has chosen nothing yet (not saved): a digest once a week, of what comes from now on."""
    wishes = Wishes(recipient_id=pk, told_until=now)
    wishes.digest_at = rules.next_digest(now, wishes)
    return wishes
