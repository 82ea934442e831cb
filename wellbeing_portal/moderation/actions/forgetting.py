"""Forgetting what was said once nobody needs it any more."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from wellbeing_portal.moderation.enums import APPEAL_TIME, EVIDENCE_KEPT, Verdict
from wellbeing_portal.moderation.models import Appeal, Cause, Event, Evidence, Item

IN_ONE_GO = 500


@transaction.atomic
def forget_evidence(*, now: datetime.datetime | None = None, limit: int = IN_ONE_GO) -> int:
    """Forget texts, notes, names and addresses of items whose time is over; returns how many items that were.

    After a decision that can be appealed they are kept for as long as that and while an appeal waits, else for a
    month. What was decided, and its reasons, stay: they are the writer's.
    """
    now = now or timezone.now()
    waits = Appeal.objects.filter(decision__item=OuterRef("pk"), decided_at__isnull=True)
    open_to_appeal = Q(decision__isnull=False) & ~Q(decision__verdict=Verdict.NO_ACTION)
    over = Item.objects.filter(closed_at__lte=now - EVIDENCE_KEPT, evidence__isnull=False)
    over = over.filter(~open_to_appeal | Q(closed_at__lte=now - APPEAL_TIME)).exclude(Exists(waits))
    items = list(over.distinct().values_list("pk", flat=True)[:limit])
    Evidence.objects.filter(item__in=items).delete()
    Cause.objects.filter(item__in=items).update(note="", who="", address="")
    Event.objects.filter(item__in=items).update(note="")
    return len(items)
