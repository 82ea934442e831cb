"""Verbs of keeping away from somebody: block, take the block back, fold posts away."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from communities import queries, rules
from communities.models import Block, Group, Member, MemberMute
from wellbeing_portal.audit.actions import record
from wellbeing_portal.kernel.refusal import Refusal

# Nobody needs more in a day, and somebody who tries people one by one would.
MOST_A_DAY = 20


@transaction.atomic
def block_person(actor: Any, *, whom: Any, group: Group, name: str) -> Block:
    """Keep away from the person who goes by this name here. Twice changes nothing.

    The trail keeps that somebody blocked somebody, not whom: nobody can read the link out of it.
    """
    if actor.pk == whom.pk:
        raise Refusal(_("This is you."))
    # One block of a person at a time, so that twice is once, and the limit holds, for two tabs too.
    get_user_model().objects.select_for_update(no_key=True).get(pk=actor.pk)
    block = Block.objects.filter(by=actor, whom=whom, group=group, name=name, ended_at=None).first()
    if block is not None:
        return block
    lately = Block.objects.filter(by=actor, made_at__gt=timezone.now() - rules.BLOCKS_COUNTED)
    if lately.count() >= MOST_A_DAY:
        raise Refusal(_("You have blocked many people today. If somebody bothers you, report it: people look at it."))
    block = Block.objects.create(by=actor, whom=whom, group=group, name=name)
    record(actor=actor, action="block_person", target=block, chain=group.owner.slug)
    queries.forget_fences(actor)
    queries.forget_fences(whom)
    return block


@transaction.atomic
def block_member(actor: Member, *, member: Member) -> Block:
    """Block another member of the group by their pseudonym."""
    if not rules.can_block_member(actor, member):
        raise Refusal(_("Hosts look after the group: they see everything, and everybody sees what they say."))
    return block_person(actor.user, whom=member.user, group=actor.group, name=member.pseudonym)


@transaction.atomic
def take_back_block(actor: Any, *, block: Block) -> Block:
    """See each other again where it was made. Twice changes nothing."""
    if Block.objects.filter(pk=block.pk, ended_at=None).update(ended_at=timezone.now()):
        record(actor=actor, action="take_back_block", target=block, chain=block.group.owner.slug)
    queries.forget_fences(actor)
    return block


@transaction.atomic
def fold_member(actor: Member, *, member: Member, on: bool) -> None:
    """Fold a member's posts away, or show them again. Not in the trail: what somebody reads is nobody's business."""
    if actor.pk == member.pk:
        raise Refusal(_("This is you."))
    if on:
        MemberMute.objects.get_or_create(by=actor, whom=member)
    else:
        MemberMute.objects.filter(by=actor, whom=member).delete()
