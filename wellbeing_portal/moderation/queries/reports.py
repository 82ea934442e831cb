"""Reads of those who report."""

import datetime
import uuid
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from wellbeing_portal.moderation.enums import ANSWERED, Outcome, Verdict, Why
from wellbeing_portal.moderation.models import Appeal, Cause, Decision, Item
from wellbeing_portal.moderation.registry import Reportable, reportable_named, reportable_of

DAY = datetime.timedelta(days=1)


class Found(NamedTuple):
    """A thing and what its kind knows about it."""

    kind: Reportable
    thing: Any


def reportable_for(user: Any, kind: str, public_id: uuid.UUID) -> Found:
    """The thing that the person wants to report, or 404 when there is none they may see."""
    known = reportable_named(kind)
    thing = known.things(user, [public_id]).get(public_id) if known is not None else None
    if known is None or thing is None:
        return get_object_or_404(Cause.objects.none())
    return Found(known, thing)


def decision_of(item: Item) -> Decision | None:
    return getattr(item, "decision", None)


def is_hidden_for_good(about: Any) -> bool:
    """Whether moderation has hidden it, and no appeal has undone that: then no host shows it again."""
    kind = reportable_of(about)
    hiding = Decision.objects.filter(item__kind=kind.name, item__thing_id=about.public_id, hides=True, by_host=False)
    return hiding.exclude(appeals__outcome=Outcome.OVERTURNED).exists()


def outcome_of(item: Item) -> str:
    """What those who reported are told of it: that something was done or nothing, and never what or by whom."""
    decision = decision_of(item)
    if decision is None:
        return "dealt_with" if item.closed_at is not None else "waits"
    overturned = Appeal.objects.filter(decision=decision, outcome=Outcome.OVERTURNED).exists()
    if decision.verdict == Verdict.NO_ACTION:
        return "anew" if overturned else "nothing"
    return "taken_back" if overturned else "done"


def again_of(cause: Cause) -> Appeal | None:
    """The second look that was asked for with this report, or with another of the same person in the same item."""
    mine = Q(cause=cause)
    if cause.by_id is not None:
        mine |= Q(cause__item=cause.item_id, cause__by=cause.by_id)
    return Appeal.objects.unscoped("the report came through its wall").filter(mine).first()


def _own(user: Any) -> QuerySet[Cause]:
    return Cause.objects.visible_to(user).filter(by=user, why__in=ANSWERED)


def receipt_for(user: Any, public_id: uuid.UUID) -> Cause:
    """One's own report, or 404: also for those who see the item it is about."""
    return get_object_or_404(_own(user).select_related("item__decision"), public_id=public_id)


def own_reports(user: Any) -> QuerySet[Cause]:
    """What the person has reported, the newest first."""
    return _own(user).select_related("item").order_by("-made_at", "pk")


def notice_for(public_id: uuid.UUID) -> Cause:
    """What somebody gave notice of without signing in, by its reference; 404 for anything else."""
    notices = Cause.objects.unscoped("whoever holds the reference was given it").filter(why=Why.REPORT, by=None)
    return get_object_or_404(notices.exclude(language="").select_related("item__decision"), public_id=public_id)


def reports_lately(user: Any, now: datetime.datetime) -> int:
    """How many things the person has reported in 24 hours."""
    return _own(user).filter(made_at__gt=now - DAY).count()
