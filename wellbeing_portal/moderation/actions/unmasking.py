"""Verbs of finding out who somebody is: ask, answer, look once, hold the telling back for a law.

The trail keeps each step under the public id of the request. It does not name the person, so that nobody reads the
link out of it; they are told in words of their own (``notices.Unmasked``).
"""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.audit.actions import record
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import remind, tell
from wellbeing_portal.moderation import queries, rules
from wellbeing_portal.moderation.models import Item, Unmasking
from wellbeing_portal.moderation.notices import Unmasked, UnmaskingAsked


@transaction.atomic
def ask_unmasking(actor: Any, *, item: Item, reason: str) -> Unmasking:
    """Ask to be told who wrote this. The same request twice is one, as long as nobody has answered it."""
    unmasking, made = Unmasking.objects.get_or_create(
        item=item, answered_at=None, defaults={"asked_by": actor, "asked_as": Role.MODERATOR, "reason": reason}
    )
    if made:
        tell(UnmaskingAsked, to=queries.answerers_of_unmasking(unmasking), about=unmasking)
        record(actor=actor, action="ask_unmasking", target=unmasking, chain=item.place.slug)
    return unmasking


def _locked(unmasking: Unmasking) -> Unmasking:
    rows = Unmasking.objects.select_for_update(of=("self",)).select_related("item__place", "item__author")
    return rows.get(pk=unmasking.pk)


@transaction.atomic
def answer_unmasking(actor: Any, *, unmasking: Unmasking, approved: bool, answer: str) -> Unmasking:
    """Agree or not, as somebody else in another role than who asked. What was answered first stands."""
    current = _locked(unmasking)
    if current.answered_at is not None:
        return current
    role = rules.answering_role(actor, current)
    if not role:
        raise Refusal(_("Somebody else, in another role, has to answer this."))
    current.answered_by, current.answered_as, current.answered_at = actor, role, timezone.now()
    current.approved, current.answer = approved, answer
    current.save(update_fields=["answered_by", "answered_as", "answered_at", "approved", "answer"])
    if approved and current.item.author is not None:
        remind(Unmasked, to=[current.item.author], about=current, at=current.tell_at or current.answered_at)
    chain = current.item.place.slug
    record(actor=actor, action="answer_unmasking", target=current, chain=chain, approved=approved, role=str(role))
    return current


@transaction.atomic
def see_unmasked(actor: Any, *, unmasking: Unmasking) -> dict[str, str]:
    """Who it is, once for each of the two and for a day. Looking is what is put in the trail."""
    current = _locked(unmasking)
    now = timezone.now()
    if not rules.can_see_unmasked(actor, current, now) or current.item.author is None:
        raise Refusal(_("You have seen it already, or the time to look is over."))
    field = "asker_saw_at" if actor.pk == current.asked_by_id else "answerer_saw_at"
    setattr(current, field, now)
    current.save(update_fields=[field])
    person = queries.person_behind(current)
    record(actor=actor, action="see_unmasked", target=current, chain=current.item.place.slug)
    return person


@transaction.atomic
def hold_unmasking(actor: Any, *, unmasking: Unmasking, days: int, reason: str) -> Unmasking:
    """Do not tell the person for so many days more, because a law forbids it. It has to be looked at again then."""
    current = _locked(unmasking)
    now = timezone.now()
    if not rules.can_hold_unmasking(actor, current, now):
        raise Refusal(_("This cannot be held back any more."))
    until = now + datetime.timedelta(days=days)
    last = (current.answered_at or now) + rules.LONGEST_OF_ALL
    if until > min(now + rules.LONGEST_HOLD, last):
        raise Refusal(_("A hold lasts 30 days at most, and all holds together 90 days."), "days")
    current.hold_until, current.hold_reason, current.hold_by = until, reason, actor
    current.save(update_fields=["hold_until", "hold_reason", "hold_by"])
    if current.item.author is not None:
        remind(Unmasked, to=[current.item.author], about=current, at=current.tell_at or until)
    record(actor=actor, action="hold_unmasking", target=current, chain=current.item.place.slug, days=days)
    return current
