"""Who may write where."""

from communities.models import Member, Thread
from communities.rules.groups import can_post_in_group


def can_post_in_thread(member: Member | None, thread: Thread) -> bool:
    """As in the group, and the thread is neither closed nor hidden."""
    return can_post_in_group(member) and not thread.is_closed and thread.hidden_at is None
