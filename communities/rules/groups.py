"""Who may do what with a group."""

from typing import Any

from communities.enums import GroupState, JoinPolicy, MemberState
from communities.models import Group, Member
from wellbeing_portal.institutions.models import standing_of


def can_join_group(user: Any, group: Group, member: Member | None) -> bool:
    """A signed-in person of a living partner, to an open group with room, unless removed or declined before."""
    before = member.state if member else None
    return (
        user.is_authenticated
        and standing_of(user).living
        and group.state == GroupState.OPEN
        and group.join_policy == JoinPolicy.OPEN
        and not group.is_full
        and before in (None, MemberState.LEFT)
    )


def can_post_in_group(member: Member | None) -> bool:
    """Active members of an open group write; a resting or closed group is for reading."""
    return member is not None and member.state == MemberState.ACTIVE and member.group.state == GroupState.OPEN
