"""Deciding. Every restriction is told to whom it concerns, with its reasons and the way to appeal."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from wellbeing_portal.audit.actions import record, recorded_last
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import tell
from wellbeing_portal.moderation import queries, rules
from wellbeing_portal.moderation.actions.duty import nobody_more
from wellbeing_portal.moderation.enums import ANSWERED, TIMED, How, Verdict, What, Why
from wellbeing_portal.moderation.models import Cause, Decision, Event, Item, Suspension
from wellbeing_portal.moderation.notices import NoticeAnswered, ReportAnswered, Statement


def _mine(actor: Any, item: Item) -> Item:
    """The item behind its lock, still open and still the actor's."""
    locked = Item.objects.select_for_update(of=("self",)).select_related("place", "author").get(pk=item.pk)
    if locked.closed_at is not None:
        raise Refusal(_("This has been dealt with already."))
    if locked.assignee_id != actor.pk:
        raise Refusal(_("Take this first, so that your colleagues see that you decide."))
    return locked


def _until(verdict: Verdict, days: int | None, now: datetime.datetime) -> datetime.datetime | None:
    if verdict not in TIMED:
        return None
    if days is None:
        raise Refusal(_("Say for how long."), "days")
    return now + datetime.timedelta(days=days)


def _do(actor: Any, decision: Decision, thing: Any, *, everywhere: bool) -> None:
    """What the verdict says, through the verbs of the kind."""
    item, verdict, reason = decision.item, decision.verdict, decision.facts
    kind: Any = queries.kind_of(item)
    if decision.hides:
        # Kept and read with the text, so in its language and not in the one of who decides.
        with translation.override(kind.language(thing) or translation.get_language()):
            kind.hide(actor, thing=thing, reason=_("A moderator decided so."))
    if verdict == Verdict.NO_ACTION and thing is not None and kind.waits(thing):
        kind.let_through(actor, thing=thing)
    elif verdict == Verdict.EDIT:
        kind.ask_edit(actor, thing=thing, reason=reason)
    elif verdict == Verdict.RESTRICT:
        kind.restrict(actor, thing=thing, reason=reason, until=decision.until)
    elif verdict == Verdict.REMOVE:
        kind.remove(actor, thing=thing, reason=reason)
    elif verdict == Verdict.SUSPEND:
        place = None if everywhere else item.place
        held = {"since": decision.decided_at, "until": decision.until}
        writer: Any = item.author
        Suspension.objects.create(user=writer, place=place, decision=decision, **held)
        transaction.on_commit(queries.forget_suspensions)
        # The entry of the person names the place; one that named the item would tell who wrote it.
        record(actor=actor, action="suspend_person", target=item.place, chain=item.place.slug, subject=item.author)


def _changed_since(kind: Any, thing: Any, version: int | None) -> bool:
    return thing is not None and version is not None and kind.waits(thing) and kind.version(thing) != version


@transaction.atomic
@recorded_last()
def decide_item(
    actor: Any,
    *,
    item: Item,
    verdict: str,
    rule: str,
    facts: str,
    hides: bool = False,
    days: int | None = None,
    everywhere: bool = False,
    answer: str = "",
    care: str = "",
    version: int | None = None,
) -> Decision:
    """Decide and do it; the writer gets the reasons, those who reported hear that it was looked at.

    ``hides`` takes the text away besides. ``days`` is how long, where the verdict lasts. A suspension holds in the
    groups of the place, or ``everywhere``. Nothing is said to the writer where nothing is done. ``answer`` are the
    reasons for those who reported; ``care`` is what was done for somebody in a crisis, for those who moderate. What
    waits is let through where nothing is against it, as it was read: at ``version`` of its text.
    """
    now = timezone.now()
    kind, thing = queries.kind_of(item), queries.locked_thing_of(item)
    item = _mine(actor, item)
    was_hidden = kind is not None and thing is not None and kind.is_hidden(thing)
    chosen = Verdict(verdict)
    if chosen not in rules.verdicts_for(actor, item, kind if thing is not None else None):
        raise Refusal(_("This cannot be done here: the text or its writer is gone."), "verdict")
    if chosen == Verdict.NO_ACTION and _changed_since(kind, thing, version):
        raise Refusal(_("The writer has changed the text meanwhile. Read it again first."), "verdict")
    if everywhere and not rules.can_suspend_from_all(actor, item):
        raise Refusal(_("Only a coordinator suspends somebody from all groups."), "everywhere")
    why = set(Cause.objects.filter(item=item).values_list("why", flat=True))
    can_hide = thing is not None and kind is not None and kind.offers("hide")
    decision = Decision.objects.create(
        item=item,
        decider=actor,
        verdict=chosen,
        hides=chosen == Verdict.HIDE or (hides and chosen != Verdict.NO_ACTION and can_hide),
        rule=rule,
        facts=facts,
        answer=answer,
        by_machine=Why.WORDS in why,
        reported=Why.REPORT in why,
        was_hidden=was_hidden,
        until=_until(chosen, days, now),
        decided_at=now,
    )
    item.closed_at, item.how = now, How.DECIDED
    item.save(update_fields=["closed_at", "how"])
    _do(actor, decision, thing, everywhere=everywhere)
    nobody_more(item)
    if chosen != Verdict.NO_ACTION and item.author is not None:
        tell(Statement, to=[item.author], about=decision)
    tell_reporters(item)
    Event.objects.create(item=item, what=What.CLOSED, actor=actor, note=care, at=now)
    record(actor=actor, action="decide_item", target=item, chain=item.place.slug, verdict=str(chosen), rule=rule)
    return decision


def tell_reporters(item: Item, *, key: str = "") -> None:
    """Those who reported hear that there is an answer on their receipt; ``key`` tells a later answer from the first."""
    reports = Cause.objects.filter(item=item, why__in=ANSWERED, by__isnull=False).select_related("by")
    tell(ReportAnswered, to=[cause.by for cause in reports], about=item, key=key)
    for notice in Cause.objects.filter(item=item, why=Why.REPORT, by__isnull=True).exclude(language=""):
        tell(NoticeAnswered, about=notice, key=key)
