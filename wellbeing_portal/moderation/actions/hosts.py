"""What those who look after a group did themselves, put down as a decision: with its reasons, and open to appeal."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from wellbeing_portal.kernel.voice import tell
from wellbeing_portal.moderation.enums import Colour, How, Rule, Verdict, What
from wellbeing_portal.moderation.models import Decision, Event, Item
from wellbeing_portal.moderation.notices import Statement
from wellbeing_portal.moderation.registry import reportable_of


@transaction.atomic
def put_down_host_act(
    actor: Any, *, about: Any, verdict: Verdict, reason: str, until: datetime.datetime | None = None
) -> Decision | None:
    """Tell the writer of a restriction that a host has carried out, as of any decision. Nothing about one's own.

    The item it belongs to has never been in the queue: an open one stays where it is, for those who moderate still
    answer it. Nothing of the text is kept; an appeal keeps what it says then. The trail has the host's act already.
    """
    kind = reportable_of(about)
    writer = kind.author(about)
    if writer is None or writer.pk == actor.pk:
        return None
    now = timezone.now()
    item = Item.objects.create(
        kind=kind.name,
        thing_id=about.public_id,
        place=kind.place(about),
        author=writer,
        colour=Colour.GREEN,
        opened_at=now,
        due_at=now,
        closed_at=now,
        how=How.HANDLED,
    )
    decision = Decision.objects.create(
        item=item,
        decider=actor,
        verdict=verdict,
        hides=verdict == Verdict.HIDE,
        rule=Rule.GROUP,
        facts=reason,
        by_machine=False,
        reported=False,
        by_host=True,
        until=until,
        decided_at=now,
    )
    # A host is known to those who moderate by a pen name, as everybody else: no name in the history.
    Event.objects.create(item=item, what=What.CLOSED, at=now)
    tell(Statement, to=[writer], about=decision)
    return decision


@transaction.atomic
def take_back_host_act(*, about: Any, verdict: Verdict) -> None:
    """A host has undone what a host did: the newest such decision says so, and its writer hears. Twice is once."""
    kind = reportable_of(about)
    acts = Decision.objects.filter(item__kind=kind.name, item__thing_id=about.public_id, by_host=True, verdict=verdict)
    decision = acts.filter(ended_at__isnull=True).select_related("item__author").order_by("-decided_at").first()
    if decision is None or not acts.filter(pk=decision.pk, ended_at__isnull=True).update(ended_at=timezone.now()):
        return
    if decision.item.author is not None:
        tell(Statement, to=[decision.item.author], about=decision, key="taken back")
