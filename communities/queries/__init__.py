"""Reads of peer groups: groups, threads, and what waits for a person at home."""

from communities.queries.groups import group_for, groups_for, my_member
from communities.queries.home import my_groups, suggested_group, waiting_for
from communities.queries.threads import posts_of, thread_for, threads_of

__all__ = [
    "group_for",
    "groups_for",
    "my_groups",
    "my_member",
    "posts_of",
    "suggested_group",
    "thread_for",
    "threads_of",
    "waiting_for",
]
