"""Telling those who look after the queue, and the contacts on duty one after another."""

import datetime
from typing import Any

from wellbeing_portal.kernel.voice import call_off, remind, tell
from wellbeing_portal.moderation import queries
from wellbeing_portal.moderation.enums import TARGETS, Colour
from wellbeing_portal.moderation.models import Item
from wellbeing_portal.moderation.notices import CrisisWaits, QueueWaits, UrgentWaits


def tell_keepers(item: Item, now: datetime.datetime, *, but: Any = None) -> None:
    """Say that something new waits; ``but`` has brought it up themselves, and its writer is never told."""
    others = [user for user in queries.keepers_of(item.place, but=item.author) if but is None or user.pk != but.pk]
    if item.colour == Colour.CRISIS:
        alert(item, now)
    elif item.colour == Colour.RED:
        tell(UrgentWaits, to=others, about=item)
    else:
        tell(QueueWaits, to=others, about=item.place)


def alert(item: Item, now: datetime.datetime) -> None:
    """The first contact hears at once, at any hour; each next one half an hour of staffed time after the one before.

    Whoever is asked is asked again at that moment whether it is still wanted: once somebody has taken it, it is not.
    A place without contacts tells all who moderate there at once.
    """
    contacts = queries.contacts_of(item.place, but=item.author)
    if not contacts:
        tell(CrisisWaits, to=queries.keepers_of(item.place, but=item.author), about=item, key=_key(now))
        return
    tell(CrisisWaits, to=contacts[:1], about=item, key=_key(now))
    moment = now
    for contact in contacts[1:]:
        moment = queries.promised(item.place, moment, TARGETS[Colour.CRISIS])
        remind(CrisisWaits, to=[contact], about=item, at=moment, key=_key(now))


def _key(now: datetime.datetime) -> str:
    """An item that was taken and handed back is told anew."""
    return f"{now:%Y%m%d%H%M%S}"


def nobody_more(item: Item) -> None:
    """Somebody has it now: the contacts after them need not hear of it."""
    call_off(CrisisWaits, about=item)
