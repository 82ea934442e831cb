"""How things come into the queue, and how they leave it when they were dealt with elsewhere."""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from wellbeing_portal.audit.actions import record
from wellbeing_portal.moderation import queries
from wellbeing_portal.moderation.actions.duty import alert, nobody_more, tell_keepers
from wellbeing_portal.moderation.enums import BY_HOSTS, TARGETS, Colour, What, Why
from wellbeing_portal.moderation.models import Cause, Event, Evidence, Item
from wellbeing_portal.moderation.registry import reportable_of


def _locked_item(about: Any, colour: Colour, why: Why, now: datetime.datetime) -> tuple[Item, bool]:
    """The open item of the thing, locked; made now if there is none, and whether it was.

    Two that come at once meet at the unique key: the later one finds what the earlier one made. A question of a host
    is always an item of its own: what is answered to the host is read by nobody who reported the same thing.
    """
    kind = reportable_of(about)
    place = kind.place(about)
    named: dict[str, Any] = {"kind": kind.name, "thing_id": about.public_id, "is_question": why == Why.HOST}
    facts: dict[str, Any] = {
        "place": place,
        "author": kind.author(about),
        "colour": colour,
        "opened_at": now,
        "due_at": queries.promised(place, now, TARGETS[colour]),
    }
    if named["is_question"]:
        return Item.objects.create(**named, **facts), True
    item, made = Item.objects.get_or_create(**named, closed_at=None, defaults=facts)
    return Item.objects.select_for_update(of=("self",)).select_related("place").get(pk=item.pk), made


def keep_evidence(item: Item, about: Any, now: datetime.datetime) -> None:
    """What it says at this moment, unless it said the same when it was brought up last."""
    kind = reportable_of(about)
    said = kind.says(about)
    last = Evidence.objects.filter(item=item).order_by("-taken_at", "-pk").first()
    if last is None or last.said != said:
        Evidence.objects.create(item=item, said=said, pen_name=kind.pen_name(about), taken_at=now)


def _raise_colour(item: Item, colour: Colour, now: datetime.datetime) -> None:
    """A more urgent colour brings a nearer promise; what was promised before is never put off."""
    if colour <= item.colour:
        return
    item.colour = colour
    item.due_at = min(item.due_at, queries.promised(item.place, now, TARGETS[colour]))
    item.save(update_fields=["colour", "due_at"])
    Event.objects.create(item=item, what=What.RAISED, at=now)
    if colour == Colour.CRISIS and item.assignee_id is None:
        alert(item, now)


def put_cause(
    *,
    about: Any,
    colour: Colour,
    why: Why,
    by: Any = None,
    rule: str = "",
    note: str = "",
    once: uuid.UUID | None = None,
) -> tuple[Cause, bool]:
    """A cause on the open item of the thing and whether it is new; the caller's transaction puts it in the trail.

    The first cause with the same ``once``, or of the same person's report of the open item, is given back.
    """
    known = Cause.objects.filter(once=once).select_related("item__place").first() if once is not None else None
    if known is not None:
        return known, False
    now = timezone.now()
    item, made = _locked_item(about, colour, why, now)
    if why == Why.REPORT and by is not None:
        mine = Cause.objects.filter(item=item, why=why, by=by).select_related("item__place").first()
        if mine is not None:
            return mine, False
    cause = Cause.objects.create(item=item, why=why, colour=colour, by=by, rule=rule, note=note, made_at=now, once=once)
    keep_evidence(item, about, now)
    Event.objects.create(item=item, what=What.OPENED if made else What.CAUSE, at=now)
    if made:
        tell_keepers(item, now, but=by)
    else:
        _raise_colour(item, colour, now)
    return cause, True


@transaction.atomic
def raise_item(
    *,
    about: Any,
    colour: Colour,
    why: Why,
    by: Any = None,
    rule: str = "",
    note: str = "",
    once: uuid.UUID | None = None,
) -> Item:
    """Bring a thing before those who moderate; there is one open item for a thing.

    A second call adds a cause and raises the colour, never lowers it. ``by`` is who asks (never shown), None for
    the word list. ``once`` makes a call that comes twice count once. Nothing is hidden by this.
    """
    cause, made = put_cause(about=about, colour=colour, why=why, by=by, rule=rule, note=note, once=once)
    item = cause.item
    if made:
        record(actor=None, action="raise_item", target=item, chain=item.place.slug, why=str(why), colour=int(colour))
    return item


@transaction.atomic
def settle_items(*, about: Any, actor: Any, how: str) -> None:
    """Close the open item of a thing that was dealt with elsewhere, such as by its hosts. Twice changes nothing.

    What was reported, asked, or noticed by the word list besides stays open: those who moderate still answer it, and
    read in its history that a host was there.
    """
    kind = reportable_of(about)
    now = timezone.now()
    items = Item.objects.open().filter(kind=kind.name, thing_id=about.public_id)
    for item in items.select_for_update(of=("self",)).select_related("place"):
        if how in BY_HOSTS and Cause.objects.filter(item=item).exclude(why=Why.HELD).exists():
            Event.objects.create(item=item, what=What.HANDLED, at=now)
            continue
        item.closed_at, item.how = now, how
        item.save(update_fields=["closed_at", "how"])
        Event.objects.create(item=item, what=What.CLOSED, at=now)
        nobody_more(item)
        record(actor=actor, action="settle_item", target=item, chain=item.place.slug, how=str(how))
