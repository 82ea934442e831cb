"""Beginning and ending a shift."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.audit.actions import record
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation.enums import LONGEST_SHIFT, Colour
from wellbeing_portal.moderation.models import Debrief, Item, Shift


@transaction.atomic
def begin_shift(actor: Any, *, place: Institution) -> Shift:
    """Begin to look after the queue. Twice is one shift."""
    shift, made = Shift.objects.get_or_create(person=actor, ended_at=None, defaults={"place": place})
    if made:
        record(actor=actor, action="begin_shift", target=shift, chain=place.slug)
    return shift


@transaction.atomic
def end_shift(actor: Any, *, shift: Shift, handover: str = "", debrief: str = "") -> None:
    """Hand over, and put down for oneself what stays in the mind. Twice changes nothing."""
    now = timezone.now()
    mine = Shift.objects.filter(pk=shift.pk, person=actor, ended_at=None)
    locked = mine.select_for_update().first()
    if locked is None:
        return
    locked.ended_at, locked.handover = now, handover
    locked.save(update_fields=["ended_at", "handover"])
    if debrief:
        Debrief.objects.create(person=actor, says=debrief, at=now)
    record(actor=actor, action="end_shift", target=shift, chain=shift.place.slug)


def refuse_when_tired(actor: Any, item: Item) -> None:
    """After a long shift nothing new is taken; a crisis is, for it cannot wait for somebody fresh."""
    long_ago = timezone.now() - LONGEST_SHIFT
    tired = Shift.objects.filter(person=actor, ended_at=None, began_at__lte=long_ago)
    if item.colour != Colour.CRISIS and tired.exists():
        raise Refusal(
            _("You have looked after the queue for a long time. End your shift and rest; a colleague goes on.")
        )
