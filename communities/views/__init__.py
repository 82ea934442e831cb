"""Pages of peer groups: find, join, keep, host, and write."""

from communities.views.groups import group_list, group_page
from communities.views.joining import group_join, group_leave, invite_open, pseudonym_change, request_withdraw
from communities.views.keeping import (
    group_edit,
    group_kept,
    group_move,
    group_new,
    group_propose,
    proposal_decline,
)
from communities.views.members import (
    invite_end,
    invite_make,
    member_back,
    member_host,
    member_list,
    member_remove,
    request_accept,
    request_decline,
)
from communities.views.threads import thread_new, thread_page

__all__ = [
    "group_edit",
    "group_join",
    "group_kept",
    "group_leave",
    "group_list",
    "group_move",
    "group_new",
    "group_page",
    "group_propose",
    "invite_end",
    "invite_make",
    "invite_open",
    "member_back",
    "member_host",
    "member_list",
    "member_remove",
    "proposal_decline",
    "pseudonym_change",
    "request_accept",
    "request_decline",
    "request_withdraw",
    "thread_new",
    "thread_page",
]
