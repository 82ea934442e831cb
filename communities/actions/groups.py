"""Verbs of groups and their members."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from communities.enums import MemberState
from communities.models import Group, Member
from communities.validators import resembles_person
from wellbeing_portal.audit.actions import record
from wellbeing_portal.kernel.refusal import Refusal


def _refuse_own_name(user: Any, pseudonym: str) -> None:
    if resembles_person(pseudonym, name=user.name, email=user.email):
        raise Refusal(
            _("This looks like your own name or address. Choose a name that nobody can link to you."), "pseudonym"
        )


@transaction.atomic
def join_group(actor: Any, *, group: Group, pseudonym: str) -> Member:
    """Join an open group. The seat is taken in one statement, so a full group never gets one too many.

    Joining twice returns the first membership. Somebody who left comes back under the same pseudonym.
    """
    _refuse_own_name(actor, pseudonym)
    before = Member.objects.select_for_update().filter(group=group, user=actor).first()
    if before is not None and before.state == MemberState.ACTIVE:
        return before
    room = Q(capacity__isnull=True) | Q(member_count__lt=F("capacity"))
    if not Group.objects.filter(room, pk=group.pk).update(member_count=F("member_count") + 1):
        raise Refusal(_("The group became full just now. You can look for another group, or come back later."))
    now = timezone.now()
    if before is not None:
        before.state, before.since, before.accepted_rules_at = MemberState.ACTIVE, now, now
        before.save(update_fields=["state", "since", "accepted_rules_at"])
        member = before
    else:
        try:
            with transaction.atomic():
                member = Member.objects.create(
                    group=group, user=actor, pseudonym=pseudonym.strip(), accepted_rules_at=now, since=now
                )
        except IntegrityError:
            mine = Member.objects.filter(group=group, user=actor).first()
            if mine is None:
                raise Refusal(_("Somebody in the group already has this pseudonym."), "pseudonym") from None
            # Two joins of the same person at once: the other took the seat, so this one is given back.
            Group.objects.filter(pk=group.pk).update(member_count=F("member_count") - 1)
            return mine
    record(actor=actor, action="join_group", target=group, chain=group.owner.slug, subject=actor)
    return member


@transaction.atomic
def leave_group(actor: Any, *, member: Member) -> Member:
    """Leave; what was written stays under the pseudonym. Leaving twice changes nothing."""
    left = Member.objects.filter(pk=member.pk, state=MemberState.ACTIVE).update(
        state=MemberState.LEFT, since=timezone.now()
    )
    if left:
        Group.objects.filter(pk=member.group_id).update(member_count=F("member_count") - 1)
        record(actor=actor, action="leave_group", target=member.group, chain=member.group.owner.slug, subject=actor)
    member.refresh_from_db()
    return member
