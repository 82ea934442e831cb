"""Whom to tell what happens in a group."""

from typing import Any

from communities.enums import MemberState
from communities.models import Group, Member, Thread, ThreadFollow
from communities.validators import mentions
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


def followers_of(thread: Thread) -> list[Member]:
    """The members who hear of new posts in the thread, with their users."""
    following = ThreadFollow.objects.filter(thread=thread, on=True).values("member")
    return list(Member.objects.active().filter(pk__in=following).select_related("user"))


def mentioned_in(group: Group, text: str) -> list[Member]:
    """The members whom a text calls by @ and their pseudonym, with their users; one query, none without an @."""
    called = mentions(text)
    if not called:
        return []
    keys = {key for names in called for key in names}
    members = Member.objects.active().filter(group=group, pseudonym_key__in=keys).select_related("user")
    known = {member.pseudonym_key: member for member in members}
    meant = (next((known[key] for key in names if key in known), None) for names in called)
    return list(dict.fromkeys(member for member in meant if member is not None))
