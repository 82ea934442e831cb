"""Appealing, and deciding about appeals: always somebody else than who made the decision."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.audit.actions import record, recorded_last
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import tell
from wellbeing_portal.moderation import queries, rules
from wellbeing_portal.moderation.actions.decisions import tell_reporters
from wellbeing_portal.moderation.actions.items import keep_evidence
from wellbeing_portal.moderation.actions.queue import note
from wellbeing_portal.moderation.enums import APPEAL_TARGET, Outcome, Verdict, What
from wellbeing_portal.moderation.models import Appeal, Decision, Event, Suspension
from wellbeing_portal.moderation.notices import AppealAnswered, QueueWaits


@transaction.atomic
def appeal_decision(actor: Any, *, decision: Decision, says: str) -> Appeal:
    """Ask for a decision to be looked at again by somebody else. Twice is one appeal."""
    now = timezone.now()
    if not rules.can_appeal_decision(actor, decision, now):
        raise Refusal(_("This can no longer be appealed."))
    facts = {"says": says, "made_at": now, "due_at": now + APPEAL_TARGET, "first_decider": decision.decider}
    appeal, made = Appeal.objects.get_or_create(decision=decision, by=actor, defaults=facts)
    if made:
        item = decision.item
        thing = queries.thing_of(item)
        if thing is not None:
            keep_evidence(item, thing, now)
        others = [user for user in queries.keepers_of(item.place, but=item.author) if user.pk != decision.decider_id]
        tell(QueueWaits, to=others, about=item.place)
        Event.objects.create(item=item, what=What.APPEALED, at=now)
        # Who appeals is the writer; the trail of the item must not say who that is.
        record(actor=None, action="appeal_decision", target=item, chain=item.place.slug)
    return appeal


def _undo(actor: Any, decision: Decision) -> None:
    """What the decision did is undone, as far as its time has not run out by itself."""
    kind, thing = queries.kind_of(decision.item), queries.locked_thing_of(decision.item)
    suspended = Suspension.objects.filter(decision=decision, ended_at__isnull=True)
    if suspended.update(ended_at=timezone.now()):
        transaction.on_commit(queries.forget_suspensions)
    if kind is None or thing is None:
        return
    if decision.hides and not decision.was_hidden:
        kind.unhide(actor, thing=thing)
    if decision.verdict == Verdict.RESTRICT:
        kind.unrestrict(actor, thing=thing)
    if decision.verdict == Verdict.REMOVE:
        kind.take_back(actor, thing=thing)


@transaction.atomic
@recorded_last()
def decide_appeal(actor: Any, *, appeal: Appeal, outcome: str, reason: str) -> Appeal:
    """Uphold a decision or take it back, which undoes it. Told to who appealed; who reported hears of a change."""
    rows = Appeal.objects.select_for_update(of=("self",)).select_related("decision__item__place", "by")
    appeal = rows.get(pk=appeal.pk)
    if appeal.decided_at is not None:
        raise Refusal(_("This has been dealt with already."))
    if not rules.can_decide_appeal(actor, appeal):
        raise Refusal(_("Somebody else than who made the decision answers the appeal."))
    appeal.decider, appeal.outcome, appeal.reason = actor, outcome, reason
    appeal.decided_at = timezone.now()
    appeal.save(update_fields=["decider", "outcome", "reason", "decided_at"])
    item = appeal.decision.item
    overturned = outcome == Outcome.OVERTURNED
    if overturned:
        _undo(actor, appeal.decision)
        tell_reporters(item, key="appeal")
    if appeal.by is not None:
        tell(AppealAnswered, to=[appeal.by], about=appeal)
    note(actor, "decide_appeal", item, What.OVERTURNED if overturned else What.UPHELD)
    return appeal
