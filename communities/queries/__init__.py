"""Reads of peer groups, one file for groups and one for threads."""

from communities.queries.groups import group_for, groups_for, my_groups, my_member
from communities.queries.threads import posts_of, thread_for, threads_of

__all__ = ["group_for", "groups_for", "my_groups", "my_member", "posts_of", "thread_for", "threads_of"]
