"""The letter of the day: when it is due, and what it says."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone, translation

from wellbeing_portal.kernel.voice import Reader, Section, sections
from wellbeing_portal.notifications import rules
from wellbeing_portal.notifications.enums import OPEN_STATES, DeliveryState
from wellbeing_portal.notifications.models import LETTER, Delivery, Notice, Wishes
from wellbeing_portal.notifications.queries import Line, lines_of

IN_ONE_GO = 500
NOTHING_TO_SAY = "nothing to say"


@transaction.atomic
def plan_letters(*, now: datetime.datetime | None = None, limit: int = IN_ONE_GO) -> int:
    """Make the letters of those whose hour has come. Returns how many people were looked at.

    The row with the person's wishes is locked while the letter is planned and their next hour is set, so
    that two workers make one letter; the database itself refuses a second letter on one day.
    """
    now = now or timezone.now()
    due = Wishes.objects.filter(Q(digest_at__lte=now) | Q(letter_at__lte=now)).order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    people = list(due.select_related("recipient")[:limit])
    if not people:
        return 0
    leaves = rules.decent(now)
    day = rules.local(leaves).date()
    ids = [wishes.pk for wishes in people]
    served, told = _served_on(day, ids), _told_until(ids)
    letters = []
    for wishes in people:
        wishes.told_until = max(wishes.told_until, told.get(wishes.pk, wishes.told_until))
        if not wishes.recipient.is_active or not wishes.mail:
            wishes.digest_at = wishes.letter_at = None
        elif wishes.paused_until and day < wishes.paused_until:
            _put_off(wishes, wishes.paused_until, now)
        elif wishes.pk in served:
            _put_off(wishes, day + datetime.timedelta(days=1), now)
        else:
            has_digest = wishes.digest_at is not None and wishes.digest_at <= now
            letters.append(
                Delivery(
                    key=f"{LETTER}:{wishes.pk}:{day}",
                    kind=LETTER,
                    recipient_id=wishes.pk,
                    day=day,
                    until=now if has_digest else None,
                    due_at=leaves,
                )
            )
            wishes.letter_at = None
            if has_digest:
                wishes.digest_at = rules.next_digest(now, wishes)
    Delivery.objects.bulk_create(letters)
    Wishes.objects.bulk_update(people, ["digest_at", "letter_at", "told_until"])
    return len(people)


def _told_until(people: list[int]) -> dict[int, datetime.datetime]:
    """Where the last certain digest of each of them ended.

    Read from the letters themselves, so that a letter that left and the cursor can never disagree.
    """
    said = Q(state=DeliveryState.SENT) | Q(state=DeliveryState.DROPPED, last_reason=NOTHING_TO_SAY)
    ended = Delivery.objects.filter(said, kind=LETTER, recipient__in=people, until__isnull=False)
    return dict(ended.order_by().values_list("recipient").annotate(last=Max("until")))


def _served_on(day: datetime.date, people: list[int]) -> set[int]:
    """Those whose letter of the day is made, on its way from an earlier day, or came late from one on this day."""
    midnight = rules.local_moment(day, 0)
    theirs = Delivery.objects.filter(kind=LETTER, recipient__in=people)
    taken = Q(day=day) | Q(state__in=OPEN_STATES) | Q(state=DeliveryState.SENT, finished_at__gte=midnight)
    return set(theirs.filter(taken).values_list("recipient", flat=True))


def _put_off(wishes: Wishes, day: datetime.date, now: datetime.datetime) -> None:
    """What is due now waits until the person's hour on the day."""
    moment = rules.local_moment(day, wishes.hour)
    if wishes.letter_at is not None and wishes.letter_at <= now:
        wishes.letter_at = moment
    if wishes.digest_at is not None and wishes.digest_at <= now:
        wishes.digest_at = moment


@dataclass
class Contents:
    """What one letter says: the notices that wait, and the parts of its digest in their order, not yet in words."""

    lines: list[Line] = field(default_factory=list)
    parts: list[tuple[Section, Any]] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        return bool(self.lines) or any(part.is_news for part, _gathered in self.parts)


def gather(letters: Sequence[Delivery]) -> dict[int, Contents]:
    """What these letters say, by the key of the delivery row; a constant number of queries for the digests."""
    found = {letter.pk: Contents() for letter in letters}
    by_person = {letter.recipient_id: letter for letter in letters}
    waiting: dict[int, list[Notice]] = defaultdict(list)
    notices = Notice.objects.filter(recipient__in=by_person, waits_for_letter=True, read_at__isnull=True)
    for notice in notices.order_by("-said_at", "-pk"):
        waiting[notice.recipient_id].append(notice)
    for pk, theirs in waiting.items():
        letter = by_person[pk]
        reader: Any = letter.recipient
        with translation.override(reader.language):
            found[letter.pk].lines = lines_of(reader, theirs, by_mail=True)
    since = dict(Wishes.objects.filter(pk__in=by_person).values_list("pk", "told_until"))
    digests = [letter for letter in letters if letter.until is not None]
    readers = [Reader(user=letter.recipient, since=since[letter.recipient_id]) for letter in digests]
    for part in sections() if readers else ():
        for pk, gathered in part.gather(readers).items():
            found[by_person[pk].pk].parts.append((part, gathered))
    return found


def mark_told(contents: Contents) -> None:
    """The letter has left: its notices wait no longer. One to which something was added meanwhile goes on waiting."""
    for line in contents.lines:
        Notice.objects.filter(pk=line.notice.pk, said_at=line.notice.said_at).update(waits_for_letter=False)


def fold(letter: Delivery, now: datetime.datetime) -> None:
    """Nobody knows whether it arrived, or it never did: what it said goes into the letter of another day.

    The digest goes on from where the last certain one ended, so that its next turn tells it all.
    """
    tomorrow = rules.local(now).date() + datetime.timedelta(days=1)
    waits = Notice.objects.filter(recipient=letter.recipient_id, waits_for_letter=True, read_at__isnull=True)
    wishes = Wishes.objects.filter(pk=letter.recipient_id, mail=True, letter_at__isnull=True).first()
    if wishes is not None and waits.exists():
        wishes.letter_at = rules.next_hour(now, wishes.hour, not_before=tomorrow)
        wishes.save(update_fields=["letter_at"])
