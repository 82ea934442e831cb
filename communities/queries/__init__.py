"""Reads of peer groups: groups, members, threads, and what waits for a person at home."""

from communities.queries.blocks import fences_of, forget_fences, hidden_people, muted_members
from communities.queries.digest import News, news_for, suggestions_for
from communities.queries.groups import (
    Chosen,
    chosen_from,
    group_for,
    groups_for,
    invite_for,
    invited_group,
    kept_groups,
    open_invites,
    shared_with,
)
from communities.queries.home import my_groups, suggested_group, waiting_for
from communities.queries.members import free_pseudonym, member_for, members_of, my_member, requests_waiting
from communities.queries.telling import answerers_of, followers_of, mentioned_in
from communities.queries.threads import (
    PostsByPosition,
    first_unread,
    my_reactions,
    post_for,
    post_to_quote,
    revisions_of,
    thread_for,
    threads_of,
)
from communities.queries.waiting import count_waiting, posts_waiting, waiting_in

__all__ = [
    "Chosen",
    "News",
    "PostsByPosition",
    "answerers_of",
    "chosen_from",
    "count_waiting",
    "fences_of",
    "first_unread",
    "followers_of",
    "forget_fences",
    "free_pseudonym",
    "group_for",
    "groups_for",
    "hidden_people",
    "invite_for",
    "invited_group",
    "kept_groups",
    "member_for",
    "members_of",
    "mentioned_in",
    "muted_members",
    "my_groups",
    "my_member",
    "my_reactions",
    "news_for",
    "open_invites",
    "post_for",
    "post_to_quote",
    "posts_waiting",
    "requests_waiting",
    "revisions_of",
    "shared_with",
    "suggested_group",
    "suggestions_for",
    "thread_for",
    "threads_of",
    "waiting_for",
    "waiting_in",
]
