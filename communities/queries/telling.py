"""Whom to tell what happens in a group."""

from typing import Any

from communities.enums import MemberState
from communities.models import Group, Member
from wellbeing_portal.accounts.models import User
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Membership


def answerers_of(group: Group) -> list[Any]:
    """Who answers requests to join: the hosts; where there are none the owner's moderators, or else coordinators."""
    users = User.objects.unscoped("they are told what waits for them").order_by("pk")
    hosts = Member.objects.filter(group=group, state=MemberState.ACTIVE, is_host=True).values("user")
    found = list(users.filter(pk__in=hosts))
    for role in (Role.MODERATOR, Role.COORDINATOR):
        if not found:
            keepers = Membership.objects.current().filter(institution=group.owner_id, role=role).values("user")
            found = list(users.filter(pk__in=keepers))
    return found
