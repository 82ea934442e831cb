"""Who makes, enters and hosts a theme chat, and when."""

import datetime
from typing import Any

from communities.enums import ChatEnd, ChatState, GroupState, HeldFor, MemberState
from communities.models import Chat, ChatGuest, Group, Member
from communities.rules.groups import KEEPER_ROLES, can_host_group, institutions_kept
from wellbeing_portal.institutions.models import standing_of
from wellbeing_portal.moderation.queries import suspension_of
from wellbeing_portal.moderation.rules import is_ready

# For so long after it was closed a host can open it again; and for so long what was written is kept.
REOPEN_WITHIN = datetime.timedelta(minutes=30)
KEPT_FOR = datetime.timedelta(hours=24)
MOST_PLANNED = 20


def can_make_chat(user: Any) -> bool:
    """For a whole audience: moderators and coordinators of a partner of today."""
    return bool(institutions_kept(user))


def can_make_chat_of_group(user: Any, group: Group, member: Member | None) -> bool:
    """For the members of an open group: its hosts and keepers."""
    return group.state == GroupState.OPEN and group.owner.is_partner and can_host_group(user, group, member)


def can_host_chat(user: Any, chat: Chat, member: Member | None) -> bool:
    """The hosts and keepers of its group; of a chat for everybody the keepers of its owner."""
    if chat.group_id is not None and member is not None and member.state == MemberState.ACTIVE and member.is_host:
        return True
    return standing_of(user).has_role(*KEEPER_ROLES, at=chat.owner_id) and is_ready(user)


def can_enter_chat(user: Any, chat: Chat, member: Member | None, now: datetime.datetime) -> bool:
    """Members of its group, or its audience while their partner lives; before the hour too, but not afterwards."""
    if chat.state_at(now) == ChatState.CLOSED:
        return False
    if suspension_of(user, at=chat.owner_id) is not None:
        return False
    if chat.group_id is None:
        return standing_of(user).living
    return member is not None and member.state == MemberState.ACTIVE


def is_inside(user: Any, chat: Chat, guest: ChatGuest | None, member: Member | None, *, suspended: bool) -> bool:
    """Whether somebody who came in may still be there."""
    if guest is None or guest.removed_at is not None or suspended:
        return False
    if chat.group_id is None or (member is not None and member.state == MemberState.ACTIVE):
        return True
    return guest.is_host and can_host_chat(user, chat, member)


def can_fold_guest(me: ChatGuest | None, guest: ChatGuest) -> bool:
    """Somebody else in the same chat, where neither hosts: a host has to see and to be heard."""
    if me is None or me.pk == guest.pk or me.chat_id != guest.chat_id:
        return False
    return not me.is_host and not guest.is_host


def can_edit_chat(user: Any, chat: Chat, member: Member | None, now: datetime.datetime) -> bool:
    """Its hosts, until it opens."""
    return chat.state_at(now) == ChatState.PLANNED and can_host_chat(user, chat, member)


def can_reopen_chat(chat: Chat, now: datetime.datetime) -> bool:
    """What ended without its time being over goes on, if a host comes back soon."""
    return (
        chat.closed_at is not None
        and chat.closed_why in (ChatEnd.NO_HOST, ChatEnd.BY_HOST)
        and now - chat.closed_at < REOPEN_WITHIN
        and now < chat.ends_at
    )


def muted_until(guest: ChatGuest, member: Member | None, now: datetime.datetime) -> datetime.datetime | None:
    """Until when the person may not write here: by a host of this chat, or in its group as a whole."""
    times = [guest.muted_until, member.muted_until if member is not None else None]
    return max((time for time in times if time is not None and time > now), default=None)


def held_for(chat: Chat, guest: ChatGuest, *, risk: bool) -> str:
    """Why what the person says waits for a host; empty: it does not. Hosts never wait."""
    if guest.is_host:
        return ""
    if risk:
        return HeldFor.WORDS
    if chat.holds_all:
        return HeldFor.ALL
    return HeldFor.FIRST if guest.passed_count < chat.holds_first else ""
