"""Verbs of hosts: co-hosts, turns, hand-over notes, and letting a group rest or end."""

import datetime
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communities import queries
from communities.actions.groups import move_group
from communities.enums import GroupState, MemberState
from communities.models import Group, HandOverNote, HostTurn, Member
from communities.notices import RestOver
from wellbeing_portal.audit.actions import record
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import call_off, remind

# When on the day of return those who look after the group are reminded.
MORNING = datetime.time(9, 0)


@transaction.atomic
def set_cohost(actor: Any, *, member: Member, on: bool) -> Member:
    """Make a member a co-host, or no longer one. Twice changes nothing; a host is not made less by this."""
    inside = Member.objects.filter(pk=member.pk, state=MemberState.ACTIVE, is_host=not on, is_cohost=not on)
    if inside.update(is_host=on, is_cohost=on):
        group = member.group
        action = "appoint_cohost" if on else "release_cohost"
        record(actor=actor, action=action, target=group, chain=group.owner.slug, subject=member.user)
    member.refresh_from_db()
    return member


@transaction.atomic
def add_turn(actor: Any, *, group: Group, member: Member, begins: datetime.date, ends: datetime.date) -> HostTurn:
    """Put a host on turn. The same host from the same day again moves the end."""
    if member.group_id != group.pk or not member.is_host or member.state != MemberState.ACTIVE:
        raise Refusal(_("Choose somebody who is a host now."), "host")
    try:
        with transaction.atomic():
            turn, made = HostTurn.objects.update_or_create(
                member=member, begins=begins, defaults={"group": group, "ends": ends}
            )
    except IntegrityError:
        raise Refusal(_("The turn ends before it begins."), "ends") from None
    action = "add_turn" if made else "move_turn"
    record(actor=actor, action=action, target=group, chain=group.owner.slug)
    return turn


@transaction.atomic
def remove_turn(actor: Any, *, turn: HostTurn) -> None:
    """Twice changes nothing."""
    gone, _models = HostTurn.objects.filter(pk=turn.pk).delete()
    if gone:
        record(actor=actor, action="remove_turn", target=turn.group, chain=turn.group.owner.slug)


@transaction.atomic
def write_note(actor: Any, *, group: Group, author: Member | None, body: str, once: uuid.UUID) -> HandOverNote:
    """Leave a note to the other hosts; ``author`` is None for those who keep the group by their role."""
    note, made = HandOverNote.objects.get_or_create(
        once=once, defaults={"group": group, "author": author, "body": body}
    )
    if made:
        record(actor=actor, action="write_hand_over_note", target=group, chain=group.owner.slug)
    return note


@transaction.atomic
def rest_group(actor: Any, *, group: Group, note: str, back_on: datetime.date | None) -> Group:
    """Let the group rest, with a word to the members; on the day of return those who look after it are reminded."""
    rested = move_group(actor, group=group, to=GroupState.RESTING)
    Group.objects.filter(pk=group.pk, state=GroupState.RESTING).update(rest_note=note, back_on=back_on)
    call_off(RestOver, about=group)
    if rested.state == GroupState.RESTING and back_on is not None:
        at = datetime.datetime.combine(back_on, MORNING, tzinfo=timezone.get_default_timezone())
        remind(RestOver, to=queries.answerers_of(group), about=group, at=at, key=str(back_on))
    rested.refresh_from_db()
    return rested


@transaction.atomic
def archive_group(actor: Any, *, group: Group, read_until: datetime.date | None) -> Group:
    """Close the group for good: nobody joins or writes; members read until that day is over, or without an end."""
    end = None
    if read_until is not None:
        midnight = datetime.datetime.combine(read_until, datetime.time(), tzinfo=timezone.get_default_timezone())
        end = midnight + datetime.timedelta(days=1)
    closed = move_group(actor, group=group, to=GroupState.CLOSED)
    Group.objects.filter(pk=group.pk, state=GroupState.CLOSED).update(read_until=end)
    closed.refresh_from_db()
    return closed
