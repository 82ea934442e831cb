"""Reads of hosts: who they are, whose turn it is, and their notes."""

import datetime
import uuid
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from communities.enums import MemberState
from communities.models import Group, HandOverNote, HostTurn, Member
from communities.rules import KEEPER_ROLES
from wellbeing_portal.accounts.models import User
from wellbeing_portal.institutions.models import Membership, ReaderQuery

COMING_TURNS = 12


def hosts_of(user: Any, group: Group) -> list[Member]:
    """Hosts first, then co-hosts."""
    hosts = Member.objects.visible_to(user).active().filter(group=group, is_host=True)
    return list(hosts.order_by("is_cohost", "pseudonym_key"))


def _turns_between(user: Any, group: int, first: datetime.date, last: datetime.date) -> QuerySet[HostTurn]:
    turns = HostTurn.objects.visible_to(user).filter(group=group).during(first, last)
    return turns.values_list("member__pseudonym")


_turns = ReaderQuery(_turns_between, group=int, first=datetime.date, last=datetime.date)


def on_turn(user: Any, group: Group, today: datetime.date) -> list[str]:
    """The pseudonyms of those whose turn it is on some day of this week."""
    monday = today - datetime.timedelta(days=today.weekday())
    turns = _turns.rows(user, group=group.pk, first=max(monday, today), last=monday + datetime.timedelta(days=6))
    return list(dict.fromkeys(name for (name,) in turns))


def coming_turns(user: Any, group: Group, today: datetime.date) -> list[HostTurn]:
    """Turns from today on, the next ones first."""
    turns = HostTurn.objects.visible_to(user).filter(group=group, ends__gte=today).select_related("member")
    return list(turns.order_by("begins", "pk")[:COMING_TURNS])


def turn_for(user: Any, group: Group, public_id: uuid.UUID) -> HostTurn:
    """One turn of the group, or 404."""
    turns = HostTurn.objects.visible_to(user).select_related("group__owner")
    return get_object_or_404(turns, group=group, public_id=public_id)


def notes_of(user: Any, group: Group) -> QuerySet[HandOverNote]:
    """Hand-over notes, the newest first."""
    notes = HandOverNote.objects.visible_to(user).filter(group=group).select_related("author")
    return notes.order_by("-written_at", "-pk")


def has_other_host(member: Member) -> bool:
    """Whether somebody else hosts the member's group."""
    others = Member.objects.filter(group=member.group_id, state=MemberState.ACTIVE, is_host=True)
    return others.exclude(pk=member.pk).exists()


def keepers_of(group: Group) -> list[Any]:
    """Moderators and coordinators of the owner."""
    keepers = Membership.objects.current().filter(institution=group.owner_id, role__in=KEEPER_ROLES).values("user")
    users = User.objects.unscoped("they are told that a group has no host")
    return list(users.filter(pk__in=keepers).order_by("pk"))
