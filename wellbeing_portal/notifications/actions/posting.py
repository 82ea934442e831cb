"""Handing e-mails to the mail server: claim, write, hand over, and settle what became of it.

A worker may be killed at any point. What it had only claimed is free again when its lease ends. What it was
handing over has an unknown end: a message of its own goes once more under the same Message-ID, the letter
of the day does not, and what it said goes into the next one.
"""

import datetime
import random
import uuid
from typing import Any

import structlog
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from wellbeing_portal.kernel.mail import Answer, Post, Result
from wellbeing_portal.kernel.voice import kind_named
from wellbeing_portal.notifications import rules
from wellbeing_portal.notifications.actions.letters import Contents, fold, mark_told
from wellbeing_portal.notifications.actions.writing import Parcel, write
from wellbeing_portal.notifications.enums import Channel, DeliveryState
from wellbeing_portal.notifications.models import LETTER, Delivery, Suppression

log = structlog.get_logger("portal.mail")
IN_ONE_GO = 300
# A whole batch at a slow server; and one letter, whose dialogue has a few answers of EMAIL_TIMEOUT each.
LEASE, LEASE_OF_ONE = datetime.timedelta(minutes=2), datetime.timedelta(seconds=90)
# After so many broken lines in a row the rest of the batch waits for the next tick.
ENOUGH_BROKEN = 3
# Which field knows how the database wants a value of this type.
FITTING: dict[type, str] = {datetime.datetime: "due_at", uuid.UUID: "claim"}
BEGIN_AND_SETTLE = """
UPDATE notifications_delivery SET state = CASE WHEN id = %s THEN 'sending' ELSE 'sent' END,
 lease_until = CASE WHEN id = %s THEN %s ELSE NULL END, attempts = CASE WHEN id = %s THEN %s ELSE attempts END,
 tried_at = CASE WHEN id = %s THEN %s ELSE tried_at END, claim = CASE WHEN id = %s THEN %s ELSE NULL END,
 finished_at = CASE WHEN id = %s THEN NULL ELSE %s END, last_code = CASE WHEN id = %s THEN last_code ELSE %s END,
 last_reason = ''
 WHERE (id = %s AND claim = %s AND state = 'claimed' AND lease_until > %s)
 OR (id = %s AND claim = %s AND state = 'sending') RETURNING id"""
# A delivery that the mail server has accepted, and its answer.
Gone = tuple[Delivery, Answer]


def claim(*, now: datetime.datetime, limit: int) -> list[Delivery]:
    """Take what is due, the oldest first. The token on the row says whose it is, on either database."""
    token = uuid.uuid4()
    mails = Delivery.objects.filter(channel=Channel.EMAIL)
    due = mails.filter(state=DeliveryState.WAITING, due_at__lte=now).order_by("due_at", "pk")
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        ids = list(due.values_list("pk", flat=True)[:limit])
        if ids:
            # Somebody may have been quicker where rows cannot be locked: the state decides.
            Delivery.objects.filter(pk__in=ids, state=DeliveryState.WAITING).update(
                state=DeliveryState.CLAIMED, claim=token, lease_until=now + LEASE
            )
    if not ids:
        return []
    return list(Delivery.objects.filter(claim=token).select_related("recipient").order_by("due_at", "pk"))


def deliver_due(*, limit: int = IN_ONE_GO) -> int:
    """Hand over one batch of what is due. Returns how many mails were taken."""
    taken = claim(now=timezone.now(), limit=limit)
    if not taken:
        return 0
    parcels = write(taken)
    for parcel in parcels:
        if parcel.letter is None:
            _settle_unwritten(parcel)
    broken = 0
    gone: Gone | None = None
    with Post() as post:
        for parcel in parcels:
            if parcel.letter is None:
                continue
            if broken >= ENOUGH_BROKEN:
                _put_back(parcel.delivery)
                continue
            begun, gone = _begin(parcel.delivery, gone), None
            if begun:
                answer = post.hand_over(parcel.letter)
                gone = settle(parcel.delivery, answer, parcel.contents)
                broken = broken + 1 if answer.result is Result.LATER and answer.code in (0, 421) else 0
    if gone is not None:
        _sent(*gone)
    return len(taken)


def _mine(delivery: Delivery, state: str) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, state=state)


def _changed(statement: str, *values: Any) -> set[int]:
    """The ids that a statement ending in RETURNING id gives.

    The statements of every single mail are written out: to have the ORM build them anew each time costs
    more than the mail server takes for the mail.
    """
    fields: Any = [type(value) in FITTING and Delivery._meta.get_field(FITTING[type(value)]) for value in values]
    fitting = zip(fields, values, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(statement, [f.get_db_prep_value(value, connection) if f else value for f, value in fitting])
        return {pk for (pk,) in cursor.fetchall()}


def _begin(delivery: Delivery, gone: Gone | None = None) -> bool:
    """Say in the row that the letter is being handed over, before it is. False: somebody else has it by now.

    The one before, which the mail server has accepted, is settled in the same statement: a commit for each
    mail is what a batch costs most.
    """
    now = timezone.now()
    delivery.tried_at = delivery.tried_at or now
    delivery.attempts += 1
    if gone is None:
        begun = _changed(
            "UPDATE notifications_delivery SET state = 'sending', lease_until = %s, attempts = %s, tried_at = %s"
            " WHERE id = %s AND claim = %s AND state = 'claimed' AND lease_until > %s RETURNING id",
            now + LEASE_OF_ONE, delivery.attempts, delivery.tried_at, delivery.pk, delivery.claim, now,
        )  # fmt: skip
        return bool(begun)
    last, answer = gone
    changed = _changed(
        BEGIN_AND_SETTLE,
        delivery.pk, delivery.pk, now + LEASE_OF_ONE, delivery.pk, delivery.attempts, delivery.pk, delivery.tried_at,
        delivery.pk, delivery.claim, delivery.pk, now, delivery.pk, answer.code,
        delivery.pk, delivery.claim, now, last.pk, last.claim,
    )  # fmt: skip
    return delivery.pk in changed


def _put_back(delivery: Delivery) -> None:
    _mine(delivery, DeliveryState.CLAIMED).update(state=DeliveryState.WAITING, claim=None, lease_until=None)


def _settle_unwritten(parcel: Parcel) -> None:
    """Nothing to send: it is not wanted any more, says nothing, or could not be written now."""
    now = timezone.now()
    if parcel.failed:
        delivery = parcel.delivery
        _mine(delivery, DeliveryState.CLAIMED).update(
            state=DeliveryState.WAITING,
            claim=None,
            lease_until=None,
            due_at=now + datetime.timedelta(seconds=rules.PAUSES[-3]),
            last_reason=parcel.reason,
        )
        return
    _mine(parcel.delivery, DeliveryState.CLAIMED).update(
        state=DeliveryState.DROPPED, claim=None, lease_until=None, finished_at=now, last_reason=parcel.reason
    )


def settle(delivery: Delivery, answer: Answer, contents: Contents | None) -> Gone | None:
    """Keep what the mail server answered, and what follows from it.

    A digest and nothing else, which is most of all mails, has nothing that follows but its own row: where
    it was accepted it is given back, to be settled with the next one's beginning.
    """
    if answer.result is Result.ACCEPTED and contents is not None and not contents.lines:
        return delivery, answer
    with transaction.atomic():
        if answer.result is not Result.ACCEPTED:
            _not_accepted(delivery, answer)
        elif _sent(delivery, answer):
            _follow(delivery, contents)
    return None


def _sent(delivery: Delivery, answer: Answer) -> bool:
    sent = _changed(
        "UPDATE notifications_delivery SET state = 'sent', finished_at = %s, last_code = %s, last_reason = '',"
        " claim = NULL, lease_until = NULL WHERE id = %s AND claim = %s AND state = 'sending' RETURNING id",
        timezone.now(), answer.code, delivery.pk, delivery.claim,
    )  # fmt: skip
    return bool(sent)


def _follow(delivery: Delivery, contents: Contents | None) -> None:
    kind, target_id = kind_named(delivery.kind), delivery.target_id
    if contents is not None:
        mark_told(contents)
    if kind is not None and target_id is not None:
        kind.handed_over(target_id, timezone.now())


def _not_accepted(delivery: Delivery, answer: Answer) -> None:
    now = timezone.now()
    told = {"last_code": answer.code, "last_reason": answer.reason, "claim": None, "lease_until": None}
    row = _mine(delivery, DeliveryState.SENDING)
    if answer.result is Result.UNKNOWN:
        _doubt(delivery, now, told)
        return
    again = None
    if answer.result is Result.LATER:
        again = rules.retry_at(
            now,
            attempts=delivery.attempts,
            tried_at=delivery.tried_at or now,
            jitter=random.random(),  # noqa: S311
        )
    if again is not None:
        row.update(state=DeliveryState.WAITING, due_at=again, **told)
    elif row.update(state=DeliveryState.FAILED, finished_at=now, **told):
        _failed(delivery, answer, now)


def _failed(delivery: Delivery, answer: Answer, now: datetime.datetime) -> None:
    log.warning("mail_failed", kind=delivery.kind, code=answer.code, reason=answer.reason)
    if answer.result is Result.NO_SUCH_ADDRESS and delivery.recipient is not None:
        Suppression.objects.get_or_create(
            address=delivery.recipient.email.lower(), defaults={"code": answer.code, "since": now}
        )
    kind, target_id = kind_named(delivery.kind), delivery.target_id
    if kind is not None and target_id is not None:
        kind.gave_up(target_id, now)
    else:
        fold(delivery, now)


def _doubt(delivery: Delivery, now: datetime.datetime, told: dict[str, object]) -> None:
    """The letter of the day never goes twice; a message of its own goes again, in bounds, under its Message-ID."""
    row = _mine(delivery, DeliveryState.SENDING)
    told = {**told, "doubts": F("doubts") + 1}
    if delivery.kind == LETTER or delivery.doubts >= rules.MOST_DOUBTS:
        if row.update(state=DeliveryState.UNKNOWN, finished_at=now, **told) and delivery.kind == LETTER:
            fold(delivery, now)
        return
    row.update(state=DeliveryState.WAITING, due_at=now, **told)


def reclaim(*, now: datetime.datetime | None = None) -> int:
    """Free what workers held who are gone. Returns how many rows that were."""
    now = now or timezone.now()
    over = Delivery.objects.filter(channel=Channel.EMAIL, lease_until__lte=now)
    freed = over.filter(state=DeliveryState.CLAIMED).update(state=DeliveryState.WAITING, claim=None, lease_until=None)
    for delivery in over.filter(state=DeliveryState.SENDING).order_by("pk")[:1000]:
        with transaction.atomic():
            _doubt(delivery, now, {"last_reason": "worker lost", "claim": None, "lease_until": None})
        freed += 1
    return freed
