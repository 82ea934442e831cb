"""Who may write, and who looks after what is written."""

import datetime
from dataclasses import dataclass
from typing import Any

from communities.enums import MemberState
from communities.models import Member, Post, Thread
from communities.rules.groups import can_host_group, can_post_in_group

# How long a writer can take back the removal of a post; after that the text is gone for good.
UNDO_TIME = datetime.timedelta(minutes=10)


def can_read_as_member(member: Member | None) -> bool:
    """Active members read their group, whatever state the group is in."""
    return member is not None and member.state == MemberState.ACTIVE


def can_post_in_thread(member: Member | None, thread: Thread) -> bool:
    """As in the group, and the thread is neither closed nor hidden, and has begun."""
    shut = thread.is_closed or thread.hidden_at is not None or thread.held_at is not None
    return can_post_in_group(member) and not shut


def _is_by(member: Member | None, post: Post) -> bool:
    return member is not None and post.author_id == member.pk


def _is_in_sight(post: Post) -> bool:
    return post.deleted_at is None and post.hidden_at is None and post.held_at is None


def can_edit_post(member: Member | None, post: Post) -> bool:
    """One's own post, where one may write, unless it is removed, hidden or declined. One that waits can be changed."""
    if post.held_at is not None:
        shut = post.thread.is_closed or post.thread.hidden_at is not None or post.declined_at is not None
        return can_post_in_group(member) and _is_by(member, post) and not shut
    return can_post_in_thread(member, post.thread) and _is_by(member, post) and _is_in_sight(post)


def can_delete_post(member: Member | None, post: Post) -> bool:
    """One's own post, at any time: also in a closed thread and a resting group. One that waits is taken back."""
    return can_read_as_member(member) and _is_by(member, post) and post.held_at is None


def can_undelete_post(member: Member | None, post: Post, *, now: datetime.datetime) -> bool:
    """One's own post, as long as the time to undo lasts."""
    return can_delete_post(member, post) and (post.deleted_at is None or now - post.deleted_at < UNDO_TIME)


def can_react_to_post(member: Member | None, post: Post) -> bool:
    """Somebody else's post, where one may write, unless it is removed or hidden."""
    return can_post_in_thread(member, post.thread) and not _is_by(member, post) and _is_in_sight(post)


def can_read_history(user: Any, member: Member | None, post: Post) -> bool:
    """The writer, and those who look after the group."""
    own = can_read_as_member(member) and _is_by(member, post)
    return own or can_host_group(user, post.thread.group, member)


@dataclass(frozen=True)
class ThreadAbilities:
    """What one reader may do in one thread, worked out once for all its posts."""

    write: bool
    moderate: bool


def abilities_in_thread(user: Any, member: Member | None, thread: Thread) -> ThreadAbilities:
    return ThreadAbilities(
        write=can_post_in_thread(member, thread), moderate=can_host_group(user, thread.group, member)
    )
