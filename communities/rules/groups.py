"""Who may do what with a group and its members."""

import datetime
from typing import Any

from django.utils import timezone

from communities.enums import Door, GroupState, JoinPolicy, MemberState
from communities.models import Group, Member
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution, standing_of
from wellbeing_portal.moderation.queries import suspension_of
from wellbeing_portal.moderation.rules import is_ready

KEEPER_ROLES = (Role.MODERATOR, Role.COORDINATOR)
# Somebody whose request was declined may ask again after this time.
ASK_AGAIN_AFTER = datetime.timedelta(days=30)
MOST_OPEN_PROPOSALS = 2
MOST_OPEN_INVITES = 10

# From which states a group may come to a state.
MOVES: dict[str, tuple[str, ...]] = {
    GroupState.OPEN: (GroupState.PROPOSED, GroupState.DRAFT, GroupState.RESTING, GroupState.CLOSED),
    GroupState.RESTING: (GroupState.OPEN,),
    GroupState.CLOSED: (GroupState.OPEN, GroupState.RESTING),
}


def keeps_group(user: Any, group: Group) -> bool:
    """Moderators and coordinators of the owner keep its groups; a role elsewhere gives nothing."""
    return standing_of(user).has_role(*KEEPER_ROLES, at=group.owner_id)


def institutions_kept(user: Any) -> tuple[Institution, ...]:
    """Where the person may make groups: partners of today whose moderator or coordinator they are."""
    standing = standing_of(user)
    kept = standing.institutions_as(*KEEPER_ROLES)
    return tuple(place for place in standing.institutions if place.pk in kept and place.is_partner)


def can_make_group(user: Any) -> bool:
    return bool(institutions_kept(user))


def can_propose_group(user: Any) -> bool:
    """Students of a living partner propose groups; whoever keeps groups makes them instead."""
    standing = standing_of(user)
    return standing.living and standing.is_student


def can_look_for_groups(user: Any) -> bool:
    """Students are helped to find their people."""
    return standing_of(user).is_student


def can_edit_group(user: Any, group: Group) -> bool:
    """Its keepers, unless it is a proposal that was declined."""
    return keeps_group(user, group) and group.state != GroupState.DECLINED


def can_move_group(user: Any, group: Group, to: str) -> bool:
    """Its keepers; an ended partner rests and closes its groups and opens none."""
    if not keeps_group(user, group) or group.state not in MOVES.get(to, ()):
        return False
    return to != GroupState.OPEN or group.owner.is_partner


def can_decline_proposal(user: Any, group: Group) -> bool:
    return keeps_group(user, group) and group.state == GroupState.PROPOSED


def can_host_group(user: Any, group: Group, member: Member | None) -> bool:
    """Its hosts, and its keepers once they have the training: they answer requests, invite and remove members."""
    host = member is not None and member.state == MemberState.ACTIVE and member.is_host
    return host or (keeps_group(user, group) and is_ready(user))


def can_rest_group(user: Any, group: Group, me: Member | None) -> bool:
    return group.state == GroupState.OPEN and can_host_group(user, group, me)


def can_wake_group(user: Any, group: Group, me: Member | None) -> bool:
    """Those who look after it, as long as the owner is a partner of today."""
    return group.state == GroupState.RESTING and group.owner.is_partner and can_host_group(user, group, me)


def can_remove_member(user: Any, group: Group, me: Member | None, member: Member) -> bool:
    """Hosts and keepers, not themselves (that is leaving); a host only by a keeper."""
    if member.state != MemberState.ACTIVE or member.user_id == user.pk:
        return False
    return keeps_group(user, group) or (can_host_group(user, group, me) and not member.is_host)


def can_change_pseudonym(member: Member | None) -> bool:
    """Once, before the first post."""
    return (
        member is not None
        and member.state == MemberState.ACTIVE
        and not member.pseudonym_changed
        and member.post_count == 0
    )


def _door_before(group: Group, member: Member | None) -> Door | None:
    """The door as the person's own history in the group makes it; None when it says nothing."""
    if member is None:
        return None
    if member.state == MemberState.DECLINED and timezone.now() - member.since < ASK_AGAIN_AFTER:
        return Door.DECLINED
    doors: dict[str, Door] = {
        MemberState.ACTIVE: Door.MEMBER,
        MemberState.REQUESTED: Door.WAITING,
        MemberState.REMOVED: Door.REMOVED,
    }
    return doors.get(member.state)


def door_of(user: Any, group: Group, member: Member | None) -> Door:
    """How the group stands to the person: what they can do to come in, or why not.

    Somebody who was a member before comes back by the open door whatever the policy is.
    """
    if not user.is_authenticated:
        return Door.SIGN_IN
    told = _door_before(group, member)
    if told is not None:
        return told
    if not standing_of(user).living or group.state != GroupState.OPEN:
        return Door.SHUT
    if suspension_of(user, at=group.owner_id) is not None:
        return Door.SUSPENDED
    free = keeps_group(user, group) or (member is not None and member.state == MemberState.LEFT)
    if group.join_policy == JoinPolicy.REQUEST and not free:
        return Door.ASK
    if group.join_policy == JoinPolicy.INVITATION and not free:
        return Door.INVITATION
    return Door.FULL if group.is_full else Door.JOIN


def can_join_group(user: Any, group: Group, member: Member | None) -> bool:
    return door_of(user, group, member) == Door.JOIN


def can_use_invite(user: Any, group: Group, member: Member | None) -> bool:
    """An invitation opens an open group to a person of its audience, also after a declined request."""
    if not standing_of(user).living or group.state != GroupState.OPEN:
        return False
    if suspension_of(user, at=group.owner_id) is not None:
        return False
    return member is None or member.state not in (MemberState.ACTIVE, MemberState.REMOVED)


def is_muted(member: Member, now: datetime.datetime) -> bool:
    """Whether the member only reads for now; they are told why and until when."""
    return member.muted_until is not None and member.muted_until > now


def can_post_in_group(member: Member | None) -> bool:
    """Active members of an open group write, unless they only read for a time: here, or in all groups."""
    if member is None or member.state != MemberState.ACTIVE or member.group.state != GroupState.OPEN:
        return False
    return not is_muted(member, timezone.now()) and suspension_of(member.user, at=member.group.owner_id) is None


def abilities(user: Any, group: Group, member: Member | None) -> dict[str, bool]:
    """What the page of the group offers the person."""
    return {
        "can_post": can_post_in_group(member),
        "can_host": can_host_group(user, group, member),
        "can_edit": can_edit_group(user, group),
        "can_open": can_move_group(user, group, GroupState.OPEN),
        "can_rest": can_rest_group(user, group, member),
        "can_wake": can_wake_group(user, group, member),
        "can_close": can_move_group(user, group, GroupState.CLOSED),
        "can_decline": can_decline_proposal(user, group),
    }
