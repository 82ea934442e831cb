"""Verbs of peer groups: groups, their members, and what they write."""

from communities.actions.groups import (
    ChangedSinceError,
    create_group,
    decline_proposal,
    move_group,
    propose_group,
    update_group,
)
from communities.actions.members import (
    accept_request,
    ask_to_join,
    change_pseudonym,
    decline_request,
    end_invite,
    join_group,
    leave_group,
    let_member_back,
    make_invite,
    remove_member,
    set_host,
    withdraw_request,
)
from communities.actions.threads import publish_post, start_thread

__all__ = [
    "ChangedSinceError",
    "accept_request",
    "ask_to_join",
    "change_pseudonym",
    "create_group",
    "decline_proposal",
    "decline_request",
    "end_invite",
    "join_group",
    "leave_group",
    "let_member_back",
    "make_invite",
    "move_group",
    "propose_group",
    "publish_post",
    "remove_member",
    "set_host",
    "start_thread",
    "update_group",
    "withdraw_request",
]
