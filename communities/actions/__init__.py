"""Verbs of peer groups, one file for groups and one for threads."""

from communities.actions.groups import join_group, leave_group
from communities.actions.threads import publish_post, start_thread

__all__ = ["join_group", "leave_group", "publish_post", "start_thread"]
