"""Verbs of members: join, ask, answer, leave, remove, host. Locks: the user, the member, then the group."""

import datetime
import hashlib
import hmac
import re
import uuid
from base64 import urlsafe_b64encode
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from communities import queries
from communities.actions.guests import leave_meetups
from communities.actions.suspended import refuse_suspended
from communities.enums import GroupState, MemberState
from communities.models import Group, GroupInvite, Member, ThreadFollow
from communities.notices import NoHost, RequestAnswered, RequestWaiting
from communities.rules import MOST_OPEN_INVITES
from communities.validators import pseudonym_key, resembles_person
from wellbeing_portal.audit.actions import record
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import tell
from wellbeing_portal.moderation.actions import put_down_host_act, take_back_host_act
from wellbeing_portal.moderation.enums import Verdict

CONTACT = re.compile(r"@|https?:|www\.|\d{5,}|\d[\d \-]{6,}\d")
FEWEST_LETTERS = 3


def refuse_name(user: Any, pseudonym: str, *, field: str = "pseudonym") -> None:
    """A pseudonym, or a nickname, is a name that says nothing about who it is."""
    if len([char for char in pseudonym if char.isalpha()]) < FEWEST_LETTERS:
        raise Refusal(_("Use at least three letters, so that the others can call you by it."), field)
    if CONTACT.search(pseudonym):
        raise Refusal(_("Leave addresses and numbers out. Nobody should find you by your pseudonym."), field)
    if resembles_person(pseudonym, name=user.name, email=user.email):
        raise Refusal(_("This looks like your own name or address. Choose a name that nobody can link to you."), field)


def _taken() -> Refusal:
    return Refusal(_("Somebody in the group already has this pseudonym, or one that looks like it."), "pseudonym")


def _row_of(actor: Any, group: Group) -> Member | None:
    """The person's own row in the group. Their user row is the lock: two tabs come one after the other."""
    get_user_model().objects.select_for_update(no_key=True).get(pk=actor.pk)
    return Member.objects.select_for_update().filter(group=group, user=actor).first()


def _save_pseudonym(member: Member) -> None:
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError:
        raise _taken() from None


def _take_seat(group: Group, *, states: tuple[str, ...] = (GroupState.OPEN,)) -> bool:
    """Take a seat in one statement, so that a full group never gets one too many."""
    room = Q(capacity__isnull=True) | Q(member_count__lt=F("capacity"))
    seats = Group.objects.filter(room, pk=group.pk, state__in=states)
    return bool(seats.update(member_count=F("member_count") + 1))


def _end_stay(member: Member) -> None:
    """The seat is free, here and in meet-ups, and what was followed is followed no longer."""
    Group.objects.filter(pk=member.group_id).update(member_count=F("member_count") - 1)
    ThreadFollow.objects.filter(member=member, on=True).delete()
    leave_meetups(member)


def _use_invite(invite: GroupInvite) -> None:
    used = GroupInvite.objects.filter(pk=invite.pk, uses_left__gt=0, valid_until__gt=timezone.now()).update(
        uses_left=F("uses_left") - 1
    )
    if not used:
        raise Refusal(_("This invitation does not work any more. Ask the host for a new one."))


@transaction.atomic
def join_group(
    actor: Any, *, group: Group, pseudonym: str, as_host: bool = False, invite: GroupInvite | None = None
) -> Member:
    """Join a group that is open to the actor. Joining twice returns the first membership.

    Somebody who left comes back under the same pseudonym; somebody whose request waits is let in by an
    invitation. Whether the door is open to the actor is asked before (rules), whether there is room here.
    """
    before = _row_of(actor, group)
    if before is not None and before.state == MemberState.ACTIVE:
        return before
    if before is not None and before.state == MemberState.REMOVED:
        raise Refusal(_("The hosts have taken you out of this group, so you cannot join it now."))
    refuse_suspended(actor, at=group.owner_id)
    now = timezone.now()
    new = before or Member(group=group, user=actor)
    if before is None or before.state != MemberState.LEFT:
        refuse_name(actor, pseudonym)
        new.pseudonym = pseudonym.strip()
    new.state = MemberState.ACTIVE
    # What was written before somebody came is there to be read, and not new to them.
    new.since = new.accepted_rules_at = new.all_read_at = now
    new.is_host, new.reason = as_host, ""
    _save_pseudonym(new)
    if not _take_seat(group):
        raise Refusal(_("The group became full just now. You can look for another group, or come back later."))
    if invite is not None:
        _use_invite(invite)
    facts = {"host": True} if as_host else {}
    if invite is not None:
        facts["invited"] = True
    record(actor=actor, action="join_group", target=group, chain=group.owner.slug, subject=actor, **facts)
    return new


@transaction.atomic
def ask_to_join(actor: Any, *, group: Group, pseudonym: str, note: str = "") -> Member:
    """Ask the hosts for a place; asking twice is one request. A full group may be asked too."""
    before = _row_of(actor, group)
    if before is not None and before.state in (MemberState.REQUESTED, MemberState.ACTIVE):
        return before
    if before is not None and before.state == MemberState.REMOVED:
        raise Refusal(_("The hosts have taken you out of this group, so you cannot join it now."))
    refuse_suspended(actor, at=group.owner_id)
    refuse_name(actor, pseudonym)
    now = timezone.now()
    new = before or Member(group=group, user=actor)
    new.pseudonym, new.request_note, new.reason = pseudonym.strip(), note, ""
    new.state, new.since, new.asked_at, new.accepted_rules_at = MemberState.REQUESTED, now, now, now
    _save_pseudonym(new)
    record(actor=actor, action="ask_to_join", target=group, chain=group.owner.slug, subject=actor)
    tell(RequestWaiting, to=queries.answerers_of(group), about=group)
    return new


@transaction.atomic
def withdraw_request(actor: Any, *, member: Member) -> None:
    """Take the request back; nothing of it is kept. Twice changes nothing."""
    gone, _models = Member.objects.filter(pk=member.pk, state=MemberState.REQUESTED).delete()
    if gone:
        record(
            actor=actor, action="withdraw_request", target=member.group, chain=member.group.owner.slug, subject=actor
        )


def _tell(actor: Any, action: str, member: Member) -> None:
    """The trail names the group and the person, never the member's row: that would tell the pseudonym."""
    group = member.group
    record(actor=actor, action=action, target=group, chain=group.owner.slug, subject=member.user)


def _tell_asker(member: Member, answer: MemberState) -> None:
    """Each answer is said once; who asks again hears again."""
    tell(RequestAnswered, to=[member.user], about=member, key=f"{answer} {member.asked_at}")


@transaction.atomic
def accept_request(actor: Any, *, member: Member) -> Member:
    """Let somebody in who asked (or was declined by mistake), if there is room. Twice changes nothing."""
    waiting = Member.objects.filter(pk=member.pk, state__in=(MemberState.REQUESTED, MemberState.DECLINED))
    now = timezone.now()
    if waiting.update(state=MemberState.ACTIVE, since=now, all_read_at=now, reason=""):
        if not _take_seat(member.group, states=(GroupState.OPEN, GroupState.RESTING)):
            raise Refusal(_("There is no room now. Make more places first, or answer later."))
        _tell(actor, "accept_request", member)
        _tell_asker(member, MemberState.ACTIVE)
    member.refresh_from_db()
    return member


@transaction.atomic
def decline_request(actor: Any, *, member: Member, reason: str) -> Member:
    """Say no to a request with a reason that the asker sees. Twice changes nothing."""
    waiting = Member.objects.filter(pk=member.pk, state=MemberState.REQUESTED)
    if waiting.update(state=MemberState.DECLINED, since=timezone.now(), reason=reason):
        _tell(actor, "decline_request", member)
        _tell_asker(member, MemberState.DECLINED)
    member.refresh_from_db()
    return member


def _take_out(actor: Any, action: str, member: Member, *, to: MemberState, reason: str = "") -> Member:
    inside = Member.objects.filter(pk=member.pk, state=MemberState.ACTIVE)
    if inside.update(state=to, since=timezone.now(), is_host=False, is_cohost=False, reason=reason):
        _end_stay(member)
        _tell(actor, action, member)
    member.refresh_from_db()
    return member


@transaction.atomic
def leave_group(actor: Any, *, member: Member) -> Member:
    """Leave; what was written stays under the pseudonym. Leaving twice changes nothing.

    A group whose last host leaves is not left to itself: those who keep it are told.
    """
    hosted = member.is_host
    left = _take_out(actor, "leave_group", member, to=MemberState.LEFT)
    if hosted and not queries.has_other_host(left):
        tell(NoHost, to=queries.keepers_of(left.group), about=left.group, key=str(left.since))
    return left


@transaction.atomic
def remove_member(actor: Any, *, member: Member, reason: str, decided: bool = False) -> Member:
    """Take somebody out of the group with a reason that they see. Twice changes nothing.

    ``decided``: by moderation, which tells the person.
    """
    was = Member.objects.select_for_update(no_key=True).get(pk=member.pk).state
    gone = _take_out(actor, "remove_member", member, to=MemberState.REMOVED, reason=reason)
    if was == MemberState.ACTIVE and not decided:
        put_down_host_act(actor, about=gone, verdict=Verdict.REMOVE, reason=reason)
    return gone


@transaction.atomic
def let_member_back(actor: Any, *, member: Member) -> Member:
    """Allow a removed person to join again whenever they like; nobody is put back without wanting it."""
    outside = Member.objects.filter(pk=member.pk, state=MemberState.REMOVED)
    if outside.update(state=MemberState.LEFT, since=timezone.now(), reason=""):
        _tell(actor, "let_member_back", member)
        take_back_host_act(about=member, verdict=Verdict.REMOVE)
    member.refresh_from_db()
    return member


@transaction.atomic
def set_host(actor: Any, *, member: Member, is_host: bool) -> Member:
    """Make a member (or a co-host) a host of the group, or no longer one. Twice changes nothing."""
    other = Q(is_host=False) | Q(is_cohost=True) if is_host else Q(is_host=True)
    inside = Member.objects.filter(other, pk=member.pk, state=MemberState.ACTIVE)
    if inside.update(is_host=is_host, is_cohost=False):
        _tell(actor, "appoint_host" if is_host else "release_host", member)
    member.refresh_from_db()
    return member


@transaction.atomic
def change_pseudonym(actor: Any, *, member: Member, pseudonym: str) -> Member:
    """Change one's pseudonym, once and before the first post."""
    refuse_name(actor, pseudonym)
    new = pseudonym.strip()
    unused = Member.objects.filter(pk=member.pk, state=MemberState.ACTIVE, pseudonym_changed=False, post_count=0)
    try:
        with transaction.atomic():
            changed = unused.update(pseudonym=new, pseudonym_key=pseudonym_key(new), pseudonym_changed=True)
    except IntegrityError:
        raise _taken() from None
    if not changed:
        raise Refusal(_("A pseudonym can be changed once, before the first message."))
    _tell(actor, "change_pseudonym", member)
    member.refresh_from_db()
    return member


@transaction.atomic
def make_invite(actor: Any, *, group: Group, once: uuid.UUID, days: int, uses: int) -> tuple[GroupInvite, str]:
    """Make an invitation and give its secret, which is kept nowhere.

    The secret follows from the form's own key, so that the same form sent twice gives the same link.
    """
    seed = hmac.new(settings.SECRET_KEY.encode(), f"invite:{group.pk}:{once}".encode(), hashlib.sha256).digest()
    secret = urlsafe_b64encode(seed[:24]).decode()
    now = timezone.now()
    known = GroupInvite.objects.filter(secret_hash=GroupInvite.hash_of(secret)).first()
    if known is not None:
        return known, secret
    if GroupInvite.objects.filter(group=group, uses_left__gt=0, valid_until__gt=now).count() >= MOST_OPEN_INVITES:
        raise Refusal(_("There are many open invitations already. End one of them first."))
    invite = GroupInvite.objects.create(
        group=group,
        secret_hash=GroupInvite.hash_of(secret),
        made_by=actor,
        made_at=now,
        valid_until=now + datetime.timedelta(days=days),
        uses_left=uses,
    )
    record(actor=actor, action="make_invite", target=invite, chain=group.owner.slug, days=days, uses=uses)
    return invite, secret


@transaction.atomic
def end_invite(actor: Any, *, invite: GroupInvite) -> None:
    """End an invitation now. Twice changes nothing."""
    open_still = GroupInvite.objects.filter(pk=invite.pk, valid_until__gt=timezone.now())
    if open_still.update(valid_until=timezone.now()):
        record(actor=actor, action="end_invite", target=invite, chain=invite.group.owner.slug)
