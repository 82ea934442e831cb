"""Who chooses co-hosts."""

from typing import Any

from communities.enums import MemberState
from communities.models import Group, Member
from communities.rules.groups import keeps_group


def can_choose_cohosts(user: Any, group: Group, me: Member | None) -> bool:
    """Hosts choose co-hosts among the members; co-hosts do not, so that a group knows who answers for it."""
    host = me is not None and me.state == MemberState.ACTIVE and me.is_host and not me.is_cohost
    return host or keeps_group(user, group)


def can_make_cohost(user: Any, group: Group, me: Member | None, member: Member, *, on: bool) -> bool:
    """Of a member who is no host yet; and only a co-host is released by a host."""
    fits = member.is_cohost if on is False else not member.is_host
    return can_choose_cohosts(user, group, me) and member.state == MemberState.ACTIVE and fits
