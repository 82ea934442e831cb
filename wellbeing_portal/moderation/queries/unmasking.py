"""Reads of requests to know who somebody is."""

import datetime
import uuid
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from wellbeing_portal.accounts.models import User
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Membership
from wellbeing_portal.moderation.models import Item, Unmasking

WHOLE = ("item__place", "item__author", "asked_by", "answered_by")


def unmaskings_for(user: Any) -> QuerySet[Unmasking]:
    """What those who moderate, and operators, see: that it was asked and answered, the newest first."""
    return Unmasking.objects.visible_to(user).select_related("item__place").order_by("-asked_at", "-pk")


def unmasking_for(user: Any, public_id: uuid.UUID) -> Unmasking:
    """One request, or 404."""
    return get_object_or_404(Unmasking.objects.visible_to(user).select_related(*WHOLE), public_id=public_id)


def open_unmasking(item: Item) -> Unmasking | None:
    """The request about the item that nobody has answered yet."""
    return Unmasking.objects.unscoped("the item came through its wall").filter(item=item, answered_at=None).first()


def told_unmasking(user: Any, public_id: uuid.UUID, now: datetime.datetime) -> Unmasking:
    """What the person it is about is told, once they may be; or 404."""
    rows = Unmasking.objects.unscoped("whom it is about is told").telling(user, now)
    return get_object_or_404(rows.select_related("item__place"), public_id=public_id)


def answerers_of_unmasking(unmasking: Unmasking) -> list[Any]:
    """Who may agree: the coordinators of the place, or else the operators; never who asked or whom it is about."""
    users = User.objects.unscoped("they are asked to look").exclude(
        pk__in=[unmasking.asked_by_id, unmasking.item.author_id]
    )
    current = Membership.objects.current()
    coordinators = current.filter(institution=unmasking.item.place_id, role=Role.COORDINATOR).values("user")
    found = list(users.filter(pk__in=coordinators).order_by("pk"))
    return found or list(users.filter(pk__in=current.filter(role=Role.OPERATOR).values("user")).order_by("pk"))


def person_behind(unmasking: Unmasking) -> dict[str, str]:
    """Who it is. Nothing else in the portal puts a name beside a pseudonym."""
    person: Any = unmasking.item.author
    places = Membership.objects.current().filter(user=person).select_related("institution").order_by("pk")
    return {
        "name": person.name,
        "email": person.email,
        "places": ", ".join(dict.fromkeys(row.institution.short_name for row in places)),
    }
