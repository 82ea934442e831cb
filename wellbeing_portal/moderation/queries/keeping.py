"""Reads of those who keep the list of contacts and the hours, and of shifts."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from wellbeing_portal.accounts.models import User
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.moderation.models import Debrief, Duty, Shift
from wellbeing_portal.moderation.queries.queue import keepers_of, places_kept


def kept_place(user: Any, wanted: str = "") -> Institution | None:
    """The institution somebody moderates for now: the wanted one (a slug) if it is theirs, else their first."""
    places = places_kept(user)
    return next((place for place in places if place.slug == wanted), places[0] if places else None)


def duty_of(user: Any, place: Institution) -> QuerySet[Duty]:
    """The contacts of the place in their order."""
    return Duty.objects.visible_to(user).filter(place=place).select_related("person", "place").order_by("order", "pk")


def duty_for(user: Any, public_id: uuid.UUID) -> Duty:
    """The contact, or 404."""
    return get_object_or_404(Duty.objects.visible_to(user).select_related("person", "place"), public_id=public_id)


def not_on_duty(user: Any, place: Institution) -> list[User]:
    """Who moderates at the place and is not among the contacts yet."""
    there = set(duty_of(user, place).values_list("person", flat=True))
    return [keeper for keeper in keepers_of(place) if keeper.pk not in there]


def shift_of(user: Any) -> Shift | None:
    """The shift that the person has begun and not ended."""
    return Shift.objects.visible_to(user).filter(person=user, ended_at=None).select_related("place").first()


def handovers_for(user: Any) -> QuerySet[Shift]:
    """What was handed over at the places the person looks after, the newest first."""
    ended = Shift.objects.visible_to(user).filter(ended_at__isnull=False).exclude(handover="")
    return ended.select_related("place", "person").order_by("-ended_at", "pk")


def debriefs_of(user: Any) -> QuerySet[Debrief]:
    return Debrief.objects.visible_to(user).order_by("-at", "pk")
