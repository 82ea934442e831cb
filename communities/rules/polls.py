"""Who asks a group something, who answers, and from how many answers on something is told."""

import datetime
from typing import Any

from communities.enums import Face
from communities.models import Member, Poll, Thread
from communities.rules.groups import can_host_group, can_post_in_group
from communities.rules.rhythm import must_wait
from communities.rules.threads import can_post_in_thread, can_read_as_member

# Fewer answers than these tell about persons, not about a group.
FEWEST_ANSWERS = 5
FEWEST_OPTIONS, MOST_OPTIONS = 2, 8
MOST_OPEN_POLLS = 3
FACES = tuple(Face)


def can_make_poll(member: Member | None, thread: Thread, now: datetime.datetime) -> bool:
    """Whose posts appear at once there: a poll has no place to wait in."""
    if member is None or not can_post_in_thread(member, thread):
        return False
    return must_wait(member, member.group, now) is None


def can_vote(member: Member | None, poll: Poll, now: datetime.datetime) -> bool:
    """Members who read the conversation, until the poll closes; also those who only read for a time."""
    return can_read_as_member(member) and poll.hidden_at is None and poll.closes_at > now


def can_close_poll(user: Any, member: Member | None, poll: Poll) -> bool:
    """Who asked, and those who look after the group."""
    own = member is not None and can_read_as_member(member) and poll.author_id == member.pk
    return own or can_host_group(user, poll.thread.group, member)


def can_tell_mood(member: Member | None) -> bool:
    """Members of an open group whose hosts ask it."""
    return member is not None and member.group.asks_mood and can_post_in_group(member)
