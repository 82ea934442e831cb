"""Verbs of the rhythm of a group: when it is open, whose posts wait, and how new members are welcomed."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from communities.models import Group, Member
from wellbeing_portal.audit.actions import record
from wellbeing_portal.kernel.refusal import Refusal


@transaction.atomic
def set_rhythm(actor: Any, *, group: Group, version: int, **facts: Any) -> Group:
    """Save what hosts and keepers decide of the rhythm, made on ``version`` of the group.

    Said twice it is saved once: the same facts on an older version are what is there already.
    """
    saved = Group.objects.filter(pk=group.pk, version=version).update(**facts, version=F("version") + 1)
    group.refresh_from_db()
    if not saved and any(getattr(group, name) != value for name, value in facts.items()):
        raise Refusal(_("Somebody else has saved the group meanwhile. Look at what you wrote, and save again."))
    if saved:
        record(actor=actor, action="set_rhythm", target=group, chain=group.owner.slug, fields=sorted(facts))
    return group


@transaction.atomic
def dismiss_welcome(member: Member) -> None:
    """Do not show the welcome any more. Not put in the trail: it is nobody's business."""
    Member.objects.filter(pk=member.pk, welcome_closed_at=None).update(welcome_closed_at=timezone.now())
