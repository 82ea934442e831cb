"""Looking after the queue: reading, taking, handing back, and asking a colleague."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.audit.actions import record, record_read
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import tell
from wellbeing_portal.moderation import queries
from wellbeing_portal.moderation.actions.duty import alert, nobody_more
from wellbeing_portal.moderation.actions.shifts import refuse_when_tired
from wellbeing_portal.moderation.enums import Colour, What
from wellbeing_portal.moderation.models import Event, Item
from wellbeing_portal.moderation.notices import OpinionAsked


def note(actor: Any, action: str, item: Item, what: What, *, says: str = "") -> None:
    """A step in the item's history, and its entry in the trail, which never holds what was said."""
    Event.objects.create(item=item, what=what, actor=actor, note=says, at=timezone.now())
    record(actor=actor, action=action, target=item, chain=item.place.slug)


@transaction.atomic
def read_evidence(actor: Any, *, item: Item) -> None:
    """Put in the trail that somebody was shown what an item is about.

    One entry names the item. Its writer gets one of their own, which names only the place: a row that named the item
    as well would tell a reader of the trail who wrote it.
    """
    record(actor=actor, action="read_item", target=item, chain=item.place.slug)
    writers = [item.author] if item.author is not None else []
    record_read(actor=actor, action="read_evidence", target=item.place, chain=item.place.slug, subjects=writers)


@transaction.atomic
def take_item(actor: Any, *, item: Item) -> None:
    """Say that one looks after it now. Of two who press at once one gets it; pressing twice changes nothing."""
    refuse_when_tired(actor, item)
    free = Item.objects.open().filter(pk=item.pk, assignee=None)
    if free.update(assignee=actor, taken_at=timezone.now()):
        nobody_more(item)
        note(actor, "take_item", item, What.TAKEN)
        return
    item.refresh_from_db(fields=["assignee", "closed_at"])
    if item.closed_at is not None:
        raise Refusal(_("This has been dealt with already."))
    if item.assignee_id != actor.pk:
        raise Refusal(_("A colleague took this just now."))


@transaction.atomic
def release_item(actor: Any, *, item: Item) -> None:
    """Hand it back to the queue. Twice changes nothing; a crisis goes to the contacts anew."""
    now = timezone.now()
    held = Item.objects.open().filter(pk=item.pk, assignee=item.assignee_id, assignee__isnull=False)
    if held.update(assignee=None, taken_at=None):
        if item.colour == Colour.CRISIS:
            alert(item, now)
        note(actor, "release_item", item, What.RELEASED)


def _said_already(actor: Any, item: Item, what: What, says: str) -> bool:
    """Whether their last such step says the same; behind the lock of the item, so that of two presses one counts."""
    Item.objects.select_for_update(of=("self",)).get(pk=item.pk)
    last = Event.objects.filter(item=item, what=what, actor=actor).order_by("-at", "-pk").first()
    return last is not None and last.note == says


@transaction.atomic
def ask_opinion(actor: Any, *, item: Item, question: str) -> None:
    """Ask the colleagues of the place what they think. The same question again is the same question."""
    if _said_already(actor, item, What.ASKED, question):
        return
    others = [user for user in queries.keepers_of(item.place, but=item.author) if user.pk != actor.pk]
    if not others:
        raise Refusal(_("Nobody else moderates here now. Ask the coordinator to invite a colleague."))
    tell(OpinionAsked, to=others, about=item, key=f"{timezone.now():%Y%m%d%H%M%S}")
    note(actor, "ask_opinion", item, What.ASKED, says=question)


@transaction.atomic
def give_opinion(actor: Any, *, item: Item, opinion: str) -> None:
    """Say what one thinks; whoever has taken the item decides. The same words again are one opinion."""
    if not _said_already(actor, item, What.OPINION, opinion):
        note(actor, "give_opinion", item, What.OPINION, says=opinion)
