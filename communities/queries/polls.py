"""Polls of a conversation and the mood of a group, as far as they may be told.

Nothing is counted while people still answer: there is one result and it never changes, so that no two views of it
tell what the last one to answer said.
"""

import datetime
import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from communities.enums import Face, Share
from communities.models import Ballot, Group, Member, MoodCount, MoodSeen, Poll, PollOption, token_of
from communities.queries.blocks import hidden_people
from communities.rules import FEWEST_ANSWERS, can_close_poll, can_vote
from wellbeing_portal.institutions.models import ReaderQuery
from wellbeing_portal.kernel.prepared import Prepared


def week_of(day: datetime.date) -> datetime.date:
    """The Monday of the week."""
    return day - datetime.timedelta(days=day.weekday())


@dataclass
class PollView:
    """A poll as one reader sees it; ``mine`` are the numbers they have chosen, ``answers`` is None while untold."""

    poll: Poll
    options: list[Any]
    mine: list[int]
    can_vote: bool
    can_close: bool
    is_closed: bool
    answers: int | None


def _polls_of(user: Any, thread: int) -> QuerySet[Poll]:
    return Poll.objects.visible_to(user).filter(thread=thread).select_related("author").order_by("pk")


def _options_of(thread: int) -> QuerySet[PollOption]:
    options = PollOption.objects.unscoped("their polls came through the wall")
    return options.filter(poll__thread=thread).order_by("poll", "number")


_polls, _options = ReaderQuery(_polls_of, thread=int), Prepared(_options_of, thread=int)


def polls_in(user: Any, thread: Any, now: datetime.datetime) -> list[PollView]:
    """Polls of the conversation, the oldest first. Three queries, and none where there are none."""
    if not thread.polled:
        return []
    hidden = hidden_people(user, thread.group)
    found = [poll for poll in _polls.rows(user, thread=thread.pk) if poll.author.user_id not in hidden]
    options: dict[int, list[Any]] = {poll.pk: [] for poll in found}
    for option in _options.rows(thread=thread.pk):
        options.get(option.poll_id, []).append(option)
    # While it is open, only the reader's own answer is read.
    mine = [token_of(thread.me, poll.public_id) for poll in found if thread.me]
    over = [poll.public_id for poll in found if poll.closes_at <= now]
    ballots = list(Ballot.objects.filter(Q(token__in=mine) | Q(box__in=over)))
    return [_view(user, thread, poll, options[poll.pk], ballots, now) for poll in found]


def _view(
    user: Any, thread: Any, poll: Poll, options: list[Any], ballots: list[Ballot], now: datetime.datetime
) -> PollView:
    poll.thread = thread
    cast = [ballot for ballot in ballots if ballot.box == poll.public_id]
    token = token_of(thread.me, poll.public_id) if thread.me else ""
    mine: list[int] = next((ballot.chosen for ballot in cast if ballot.token == token), [])
    closed = poll.closes_at <= now
    many = len(cast) if poll.ballots is None else poll.ballots
    if closed and poll.ballots is None:
        votes = counted(cast)
        for option in options:
            option.votes = votes[option.number]
    return PollView(
        poll,
        options,
        mine,
        can_vote=can_vote(thread.me, poll, now),
        can_close=not closed and can_close_poll(user, thread.me, poll),
        is_closed=closed,
        answers=many if closed and many >= FEWEST_ANSWERS else None,
    )


def counted(ballots: list[Ballot]) -> Counter[int]:
    """How often each number was chosen."""
    return Counter(number for ballot in ballots for number in ballot.chosen)


def poll_for(user: Any, public_id: uuid.UUID) -> Poll:
    """The poll with its conversation and group, or 404; ``me`` is the reader's own row in the group, or None."""
    polls = Poll.objects.visible_to(user).select_related("thread__group__owner", "author")
    poll = get_object_or_404(polls, public_id=public_id)
    poll.me = Member.objects.visible_to(user).filter(group=poll.thread.group, user=user).first()
    if poll.me is not None:
        poll.me.user, poll.me.group = user, poll.thread.group
    return poll


@dataclass(frozen=True)
class Mood:
    """``told``: whether the reader has answered this week. ``shares``: last week's, or nothing from too few."""

    told: bool
    shares: list[tuple[Face, Share]]


def _share(count: int, of: int) -> Share:
    """One answer alone looks like none, and numbers are not told at all."""
    if count * 2 > of:
        return Share.MOST
    return Share.SOME if count >= 2 and count * 5 >= of else Share.FEW


def _counts_of(user: Any, group: int, week: datetime.date) -> QuerySet[MoodCount]:
    return MoodCount.objects.visible_to(user).filter(group=group, week=week).values_list("face", "count")


def _seen_by(token: str) -> QuerySet[MoodSeen]:
    return MoodSeen.objects.filter(token=token).values_list("pk")


_counts, _seen = ReaderQuery(_counts_of, group=int, week=datetime.date), Prepared(_seen_by, token=str)


def mood_of(user: Any, group: Group, member: Member | None, today: datetime.date) -> Mood | None:
    """For a group that asks how its members are; two queries, none where it does not ask.

    The week that is told of is over: its counts move no more.
    """
    if not group.asks_mood:
        return None
    week = week_of(today)
    counts = dict(_counts.rows(user, group=group.pk, week=week - datetime.timedelta(days=7)))
    many = sum(counts.values())
    shares = [(face, _share(counts.get(face, 0), many)) for face in reversed(Face)] if many >= FEWEST_ANSWERS else []
    box = f"{group.public_id}:{week}"
    told = member is not None and bool(_seen.rows(token=token_of(member, box)))
    return Mood(told, shares)


def uncounted_polls(now: datetime.datetime) -> list[Poll]:
    """Polls that have closed and are not counted yet."""
    polls = Poll.objects.unscoped("answers are counted for those who may see the poll")
    return list(polls.filter(closes_at__lte=now, ballots=None)[:200])


def this_week() -> datetime.date:
    return week_of(timezone.localdate(timezone=timezone.get_default_timezone()))
