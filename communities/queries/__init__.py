"""Reads of peer groups: groups, members, threads, meet-ups, and what waits for a person at home."""

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
from communities.queries.meetups import (
    concerned_by,
    guests_of,
    meetup_for,
    meetups_of,
    my_meetups,
    my_next_meetup,
    next_meetups,
)
from communities.queries.members import free_pseudonym, member_for, members_of, my_member
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
from communities.queries.waiting import Duties, duties_of, posts_waiting, waiting_in

__all__ = [
    "Chosen",
    "Duties",
    "News",
    "PostsByPosition",
    "answerers_of",
    "chosen_from",
    "concerned_by",
    "duties_of",
    "fences_of",
    "first_unread",
    "followers_of",
    "forget_fences",
    "free_pseudonym",
    "group_for",
    "groups_for",
    "guests_of",
    "hidden_people",
    "invite_for",
    "invited_group",
    "kept_groups",
    "meetup_for",
    "meetups_of",
    "member_for",
    "members_of",
    "mentioned_in",
    "muted_members",
    "my_groups",
    "my_meetups",
    "my_member",
    "my_next_meetup",
    "my_reactions",
    "news_for",
    "next_meetups",
    "open_invites",
    "post_for",
    "post_to_quote",
    "posts_waiting",
    "revisions_of",
    "shared_with",
    "suggested_group",
    "suggestions_for",
    "thread_for",
    "threads_of",
    "waiting_for",
    "waiting_in",
]
