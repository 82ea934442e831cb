"""Polls of a conversation and the mood of a group, as far as they may be told.

Nothing is counted while people still answer: there is one result and it never changes, so that no two views of it
tell what the last one to answer said.
"""

import datetime
import uuid
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from communities.enums import Face, Share
from communities.models import Ballot, Group, Member, MoodCount, MoodSeen, Poll, token_of
from communities.queries.blocks import hidden_people
from communities.rules import FEWEST_ANSWERS, can_close_poll, can_vote


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


def polls_in(user: Any, thread: Any, now: datetime.datetime) -> list[PollView]:
    """Polls of the conversation, the oldest first. Three queries at most, and none where there are none."""
    if not thread.polled:
        return []
    polls = (
        Poll.objects.visible_to(user).filter(thread=thread).exclude(author__user__in=hidden_people(user, thread.group))
    )
    found = list(polls.select_related("author").prefetch_related("options").order_by("pk"))
    # While it is open, only the reader's own answer is read.
    mine = [token_of(thread.me, poll.public_id) for poll in found if thread.me]
    over = [poll.public_id for poll in found if poll.closes_at <= now]
    ballots = list(Ballot.objects.filter(Q(token__in=mine) | Q(box__in=over)))
    return [_view(user, thread, poll, ballots, now) for poll in found]


def _view(user: Any, thread: Any, poll: Poll, ballots: list[Ballot], now: datetime.datetime) -> PollView:
    poll.thread = thread
    cast = [ballot for ballot in ballots if ballot.box == poll.public_id]
    token = token_of(thread.me, poll.public_id) if thread.me else ""
    mine: list[int] = next((ballot.chosen for ballot in cast if ballot.token == token), [])
    options = sorted(poll.options.all(), key=lambda option: option.number)
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


def mood_of(user: Any, group: Group, member: Member | None, today: datetime.date) -> Mood | None:
    """For a group that asks how its members are; two queries, none where it does not ask.

    The week that is told of is over: its counts move no more.
    """
    if not group.asks_mood:
        return None
    week = week_of(today)
    last = MoodCount.objects.visible_to(user).filter(group=group, week=week - datetime.timedelta(days=7))
    counts = dict(last.values_list("face", "count"))
    many = sum(counts.values())
    shares = [(face, _share(counts.get(face, 0), many)) for face in reversed(Face)] if many >= FEWEST_ANSWERS else []
    box = f"{group.public_id}:{week}"
    told = member is not None and MoodSeen.objects.filter(token=token_of(member, box)).exists()
    return Mood(told, shares)


def uncounted_polls(now: datetime.datetime) -> list[Poll]:
    """Polls that have closed and are not counted yet."""
    polls = Poll.objects.unscoped("answers are counted for those who may see the poll")
    return list(polls.filter(closes_at__lte=now, ballots=None)[:200])


def this_week() -> datetime.date:
    return week_of(timezone.localdate(timezone=timezone.get_default_timezone()))
