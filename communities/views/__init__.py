"""Pages of peer groups: find, join, keep, host, and write."""

from communities.views.groups import group_list, group_page
from communities.views.hosting import (
    post_hide,
    post_restore,
    thread_close,
    thread_hide,
    thread_pin,
    thread_reopen,
    thread_restore,
    thread_unpin,
)
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
from communities.views.posts import post_delete, post_edit, post_history, post_page, post_react, post_undelete
from communities.views.threads import group_read, thread_keeping, thread_new, thread_page, thread_read

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
    "group_read",
    "invite_end",
    "invite_make",
    "invite_open",
    "member_back",
    "member_host",
    "member_list",
    "member_remove",
    "post_delete",
    "post_edit",
    "post_hide",
    "post_history",
    "post_page",
    "post_react",
    "post_restore",
    "post_undelete",
    "proposal_decline",
    "pseudonym_change",
    "request_accept",
    "request_decline",
    "request_withdraw",
    "thread_close",
    "thread_hide",
    "thread_keeping",
    "thread_new",
    "thread_page",
    "thread_pin",
    "thread_read",
    "thread_reopen",
    "thread_restore",
    "thread_unpin",
]
