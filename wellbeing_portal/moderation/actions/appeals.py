"""Appealing, asking for a second look, and answering: always somebody else than who made the decision."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.audit.actions import record, recorded_last
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import remind, tell
from wellbeing_portal.moderation import queries, rules
from wellbeing_portal.moderation.actions.decisions import tell_reporters
from wellbeing_portal.moderation.actions.duty import nobody_more
from wellbeing_portal.moderation.actions.items import keep_evidence, put_cause
from wellbeing_portal.moderation.actions.queue import note
from wellbeing_portal.moderation.enums import APPEAL_TARGET, Circle, Colour, Outcome, Verdict, What, Why
from wellbeing_portal.moderation.models import Appeal, Cause, Decision, Event, Item, Suspension
from wellbeing_portal.moderation.notices import AppealAnswered, AppealWaits, NoticeAnswered

IN_ONE_GO = 200


@transaction.atomic
def appeal_decision(actor: Any, *, decision: Decision, says: str) -> Appeal:
    """Ask for a decision to be looked at again by somebody else. Twice is one appeal."""
    now = timezone.now()
    if not rules.can_appeal_decision(actor, decision, now):
        raise Refusal(_("This can no longer be appealed."))
    facts = {"says": says, "made_at": now, "due_at": now + APPEAL_TARGET, "first_decider": decision.decider}
    appeal, made = Appeal.objects.get_or_create(decision=decision, by=actor, defaults=facts)
    if made:
        _begin(appeal, "appeal_decision")
    return appeal


@transaction.atomic
def ask_again(*, cause: Cause, says: str) -> Appeal:
    """Whoever reported something of which nothing came asks somebody else to look. Twice is once.

    Also where two questions of a host were decided together, as they were before each had an item of its own.
    """
    now = timezone.now()
    decision: Any = queries.decision_of(cause.item)
    if not rules.can_ask_again(cause, decision, now):
        raise Refusal(_("This can no longer be looked at again."))
    facts = {"says": says, "made_at": now, "due_at": now + APPEAL_TARGET, "first_decider": decision.decider}
    facts |= {"decision": decision, "by": cause.by, "cause": cause}
    once: dict[str, Any] = {"decision": decision, "by": cause.by} if cause.by is not None else {"cause": cause}
    appeal, made = Appeal.objects.get_or_create(**once, defaults=facts)
    if made:
        _begin(appeal, "ask_again")
    return appeal


def _late_at(appeal: Appeal) -> datetime.datetime:
    """When those before whom it lies have not answered in time."""
    return max(appeal.due_at, (appeal.widened_at or appeal.made_at) + APPEAL_TARGET)


def _lay_before(appeal: Appeal, circle: Circle, now: datetime.datetime) -> None:
    """Those in the circle hear of it, and again once it is late; that it is a wider one stands in the history."""
    if circle > appeal.circle:
        appeal.circle, appeal.widened_at = circle, now
        appeal.save(update_fields=["circle", "widened_at"])
        Event.objects.create(item=appeal.decision.item, what=What.WIDENED, at=now)
    people = queries.answerers_of(appeal, circle)
    tell(AppealWaits, to=people, about=appeal, key=str(int(circle)))
    remind(AppealWaits, to=people, about=appeal, at=_late_at(appeal), key=f"late {int(circle)}")


def widen_appeals(*, now: datetime.datetime | None = None, limit: int = IN_ONE_GO) -> int:
    """Lay before more people what nobody is left to answer, or nobody answered in time; returns how many those are.

    Each in its own transaction; run twice or by several at once, it widens once.
    """
    now = now or timezone.now()
    rows = Appeal.objects.unscoped("no appeal is left without an answer").waiting()
    waiting = rows.filter(circle__lt=Circle.PORTAL).order_by("due_at", "pk").values_list("pk", flat=True)[:limit]
    return sum(_widen(pk, now) for pk in list(waiting))


@transaction.atomic
def _widen(pk: int, now: datetime.datetime) -> bool:
    locked = Appeal.objects.select_for_update(of=("self",)).select_related("decision__item__place")
    appeal = locked.filter(pk=pk, decided_at__isnull=True, circle__lt=Circle.PORTAL).first()
    if appeal is None:
        return False
    reached = [circle for circle in Circle if circle <= appeal.circle]
    if now < _late_at(appeal) and any(queries.answerers_of(appeal, circle) for circle in reached):
        return False
    _lay_before(appeal, queries.circle_that_answers(appeal, appeal.circle + 1), now)
    item = appeal.decision.item
    record(actor=None, action="widen_appeal", target=item, chain=item.place.slug, circle=appeal.circle)
    return True


def _begin(appeal: Appeal, action: str) -> None:
    """What was said is kept until it is answered, and those who may answer hear of it."""
    decision = appeal.decision
    item = decision.item
    thing = queries.thing_of(item)
    if thing is not None:
        keep_evidence(item, thing, appeal.made_at)
    Event.objects.create(item=item, what=What.APPEALED, at=appeal.made_at)
    _lay_before(appeal, queries.circle_that_answers(appeal, Circle.PLACE), appeal.made_at)
    # The trail of the item must not say who its writer is, or who reported it.
    record(actor=None, action=action, target=item, chain=item.place.slug)


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


def _bring_back(actor: Any, item: Item, report: Cause) -> None:
    """The report comes into the queue again, with whoever found so, if they look after it and nobody has it."""
    thing = queries.locked_thing_of(item)
    if thing is None:
        raise Refusal(_("The text is gone, so there is nothing to decide anew. Say so in your answer."), "outcome")
    said: dict[str, Any] = {"by": report.by, "rule": report.rule, "note": report.note}
    cause, made = put_cause(about=thing, colour=Colour(report.colour), why=Why(report.why), **said)
    if made and report.language:
        cause.who, cause.address, cause.language = report.who, report.address, report.language
        cause.save(update_fields=["who", "address", "language"])
    free = Item.objects.open().filter(pk=cause.item_id, assignee=None)
    if rules.can_moderate(actor, item.place) and free.update(assignee=actor, taken_at=timezone.now()):
        nobody_more(cause.item)
        note(actor, "take_item", cause.item, What.TAKEN)


def _tell_asker(appeal: Appeal) -> None:
    if appeal.by is not None:
        tell(AppealAnswered, to=[appeal.by], about=appeal)
    elif appeal.cause is not None:
        tell(NoticeAnswered, about=appeal.cause, key="again")


@transaction.atomic
@recorded_last()
def decide_appeal(actor: Any, *, appeal: Appeal, outcome: str, reason: str) -> Appeal:
    """Uphold a decision or take it back, which undoes it. Told to who appealed; who reported hears of a change.

    Where whoever reported asked, there is nothing to undo: the thing comes into the queue again.
    """
    rows = Appeal.objects.select_for_update(of=("self",)).select_related("decision__item__place", "by", "cause__by")
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
    if overturned and appeal.cause is not None:
        _bring_back(actor, item, appeal.cause)
    elif overturned:
        _undo(actor, appeal.decision)
        tell_reporters(item, key="appeal")
    _tell_asker(appeal)
    note(actor, "decide_appeal", item, What.OVERTURNED if overturned else What.UPHELD)
    return appeal
