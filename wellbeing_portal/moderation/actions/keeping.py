"""Keeping the contacts on duty and the staffed hours of an institution."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from wellbeing_portal.audit.actions import record
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation import queries
from wellbeing_portal.moderation.models import Duty, StaffedHours


def _locked(place: Institution) -> Institution:
    """One change of a place's list at a time."""
    return Institution.objects.select_for_update().get(pk=place.pk)


@transaction.atomic
def add_contact(actor: Any, *, place: Institution, person: Any) -> Duty:
    """Put somebody who moderates there at the end of the list. Twice changes nothing."""
    _locked(place)
    if person.pk not in {keeper.pk for keeper in queries.keepers_of(place)}:
        raise Refusal(_("Only somebody who moderates here can be on duty."), "person")
    last = Duty.objects.filter(place=place).aggregate(last=Max("order"))["last"] or 0
    duty, made = Duty.objects.get_or_create(place=place, person=person, defaults={"order": last + 1})
    if made:
        record(actor=actor, action="add_contact", target=place, chain=place.slug, subject=person)
    return duty


@transaction.atomic
def remove_contact(actor: Any, *, duty: Duty) -> None:
    """Twice changes nothing."""
    gone, _by_model = Duty.objects.filter(pk=duty.pk).delete()
    if gone:
        record(actor=actor, action="remove_contact", target=duty.place, chain=duty.place.slug, subject=duty.person)


@transaction.atomic
def ask_first(actor: Any, *, duty: Duty) -> None:
    """Put a contact first; the others keep their order."""
    place = _locked(duty.place)
    rows = list(Duty.objects.filter(place=place).order_by("order", "pk"))
    rows.sort(key=lambda row: row.pk != duty.pk)
    for number, row in enumerate(rows, start=1):
        row.order = number
    Duty.objects.bulk_update(rows, ["order"])
    record(actor=actor, action="order_contacts", target=place, chain=place.slug)


@transaction.atomic
def set_hours(actor: Any, *, place: Institution, hours: Sequence[tuple[int, datetime.time, datetime.time]]) -> None:
    """Say when somebody is there. What was promised before stays promised."""
    place = _locked(place)
    if list(hours) == queries.hours_of(place):
        return
    StaffedHours.objects.filter(place=place).delete()
    rows = [StaffedHours(place=place, weekday=day, opens=opens, closes=closes) for day, opens, closes in hours]
    StaffedHours.objects.bulk_create(rows)
    record(actor=actor, action="set_staffed_hours", target=place, chain=place.slug)
