"""Verbs of polls and of the weekly question: ask, answer, close, count. Answers are in no trail."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from communities import queries, rules
from communities.actions.suspended import refuse_suspended
from communities.models import Ballot, Member, MoodCount, MoodSeen, Poll, PollOption, Thread, token_of
from wellbeing_portal.audit.actions import record
from wellbeing_portal.kernel.refusal import Refusal


@transaction.atomic
def make_poll(
    author: Member,
    *,
    thread: Thread,
    question: str,
    options: Sequence[str],
    many: bool,
    closes_at: datetime.datetime,
    once: uuid.UUID,
) -> Poll:
    """Ask the group something in a conversation. The same form sent twice asks once."""
    locked = Thread.objects.select_for_update(of=("self",)).select_related("group__owner").get(pk=thread.pk)
    known = Poll.objects.filter(once=once).first()
    if known is not None:
        return known
    refuse_suspended(author.user, at=locked.group.owner_id)
    now = timezone.now()
    if locked.is_closed or locked.hidden_at is not None:
        raise Refusal(_("This conversation was closed while you were writing."))
    if Poll.objects.filter(thread=locked, closes_at__gt=now).count() >= rules.MOST_OPEN_POLLS:
        raise Refusal(_("There are several open questions in this conversation already. Wait until one has closed."))
    poll = Poll.objects.create(
        thread=locked, author=author, question=question, many=many, closes_at=closes_at, once=once, made_at=now
    )
    PollOption.objects.bulk_create(
        [PollOption(poll=poll, number=number, text=text) for number, text in enumerate(options, start=1)]
    )
    record(actor=author.user, action="make_poll", target=poll, chain=locked.group.owner.slug)
    return poll


@transaction.atomic
def vote(member: Member, *, poll: Poll, chosen: Sequence[int]) -> None:
    """Answer, or answer anew; choosing nothing takes the answer back.

    Not in the trail, and no row joins the person to the answer: a token that nobody can make without SECRET_KEY.
    """
    current = Poll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    if not rules.can_vote(member, current, timezone.now()):
        raise Refusal(_("This question has closed."))
    known = set(PollOption.objects.filter(poll=current).values_list("number", flat=True))
    numbers = sorted(known & set(chosen))
    token = token_of(member, current.public_id)
    if not numbers:
        Ballot.objects.filter(token=token).delete()
        return
    if not current.many and len(numbers) > 1:
        raise Refusal(_("Choose one."))
    Ballot.objects.update_or_create(token=token, defaults={"box": current.public_id, "chosen": numbers})


@transaction.atomic
def close_poll(actor: Any, *, poll: Poll) -> None:
    """End the answering now; the result is told at once, if there are enough answers. Twice changes nothing."""
    now = timezone.now()
    if Poll.objects.filter(pk=poll.pk, closes_at__gt=now).update(closes_at=now):
        record(actor=actor, action="close_poll", target=poll, chain=poll.thread.group.owner.slug)


@transaction.atomic
def hide_poll(actor: Any, *, poll: Poll, hidden: bool) -> None:
    """Take the question away from the group, or bring it back. Twice changes nothing."""
    rows = Poll.objects.filter(pk=poll.pk, hidden_at__isnull=hidden)
    if rows.update(hidden_at=timezone.now() if hidden else None):
        action = "hide_poll" if hidden else "restore_poll"
        record(actor=actor, action=action, target=poll, chain=poll.thread.group.owner.slug)


@transaction.atomic
def tell_mood(member: Member, *, face: int) -> bool:
    """Add one to the face of this week, once for each member; False when they have answered already.

    The token says that somebody answered, the count what: neither row says both.
    """
    week = queries.this_week()
    try:
        with transaction.atomic():
            MoodSeen.objects.create(token=token_of(member, f"{member.group.public_id}:{week}"), week=week)
    except IntegrityError:
        return False
    # All faces of the week are there from its first answer on: which row is new tells nothing.
    rows = [MoodCount(group_id=member.group_id, week=week, face=one) for one in rules.FACES]
    MoodCount.objects.bulk_create(rows, ignore_conflicts=True)
    MoodCount.objects.filter(group=member.group_id, week=week, face=face).update(count=F("count") + 1)
    return True


def count_answers(*, now: datetime.datetime | None = None) -> int:
    """Count closed polls and forget their ballots, and the tokens of weeks that are over. How many polls."""
    now = now or timezone.now()
    polls = queries.uncounted_polls(now)
    for poll in polls:
        count_poll(poll)
    MoodSeen.objects.filter(week__lt=queries.this_week()).delete()
    return len(polls)


@transaction.atomic
def count_poll(poll: Poll) -> None:
    """Two at once count once: the second finds it counted under the lock."""
    current = Poll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    if current.ballots is not None:
        return
    ballots = list(Ballot.objects.filter(box=current.public_id))
    votes = queries.counted(ballots)
    for number, many in votes.items():
        PollOption.objects.filter(poll=current, number=number).update(votes=many)
    current.ballots = len(ballots)
    current.save(update_fields=["ballots"])
    Ballot.objects.filter(box=current.public_id).delete()
