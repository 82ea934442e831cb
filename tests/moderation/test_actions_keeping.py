"""Contacts, hours, shifts, and forgetting."""

import datetime
from datetime import time

import pytest
import time_machine
from django.utils import timezone

from tests.factories.moderation import (
    AppealFactory,
    CauseFactory,
    DecisionFactory,
    DutyFactory,
    EventFactory,
    EvidenceFactory,
    ItemFactory,
    ShiftFactory,
)
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation import actions, queries
from wellbeing_portal.moderation.enums import APPEAL_TIME, EVIDENCE_KEPT, LONGEST_SHIFT, Colour
from wellbeing_portal.moderation.models import Debrief, Duty, Evidence, Shift

pytestmark = pytest.mark.django_db


def test_contacts_stand_in_the_order_they_were_added(coordinator, moderator, diak):
    for _time in range(2):
        actions.add_contact(coordinator, place=diak, person=moderator)
    actions.add_contact(coordinator, place=diak, person=coordinator)
    assert queries.contacts_of(diak) == [moderator, coordinator]
    actions.ask_first(coordinator, duty=Duty.objects.get(person=coordinator))
    assert queries.contacts_of(diak) == [coordinator, moderator]
    for _time in range(2):
        actions.remove_contact(coordinator, duty=Duty.objects.filter(person=moderator).first() or DutyFactory.build())
    assert queries.contacts_of(diak) == [coordinator]


def test_only_those_who_moderate_are_contacts(coordinator, student, diak):
    with pytest.raises(Refusal):
        actions.add_contact(coordinator, place=diak, person=student)


def test_hours_are_said_anew(coordinator, diak):
    hours = [(0, time(9), time(16)), (2, time(12), time(18))]
    for _time in range(2):
        actions.set_hours(coordinator, place=diak, hours=hours)
    assert queries.hours_of(diak) == hours
    assert Entry.objects.filter(action="set_staffed_hours").count() == 1


def test_a_shift_begins_and_ends_once(moderator, diak):
    shifts = [actions.begin_shift(moderator, place=diak) for _time in range(2)]
    for _time in range(2):
        actions.end_shift(moderator, shift=shifts[0], handover="Yksi odottaa.", debrief="Raskas päivä.")
    shift = Shift.objects.get()
    assert (shift.handover, shift.ended_at is not None) == ("Yksi odottaa.", True)
    assert [debrief.says for debrief in Debrief.objects.visible_to(moderator)] == ["Raskas päivä."]


def test_what_stays_in_the_mind_is_nobody_elses(moderator, coordinator, diak):
    actions.end_shift(moderator, shift=ShiftFactory(place=diak, person=moderator), debrief="Raskas päivä.")
    actions.end_shift(coordinator, shift=ShiftFactory(place=diak, person=coordinator))
    assert list(Debrief.objects.visible_to(coordinator)) == []
    assert Debrief.objects.count() == 1


def test_after_a_long_shift_only_a_crisis_is_taken(moderator, diak):
    ShiftFactory(place=diak, person=moderator, began_at=timezone.now() - LONGEST_SHIFT)
    with pytest.raises(Refusal):
        actions.take_item(moderator, item=ItemFactory(place=diak, colour=Colour.RED))
    crisis = ItemFactory(place=diak, colour=Colour.CRISIS)
    actions.take_item(moderator, item=crisis)
    crisis.refresh_from_db()
    assert crisis.assignee == moderator


NOW = datetime.datetime(2026, 11, 25, 8, tzinfo=datetime.UTC)


def closed(place, ago, verdict=""):
    """An item that was closed so long ago, with everything that was said."""
    item = ItemFactory(place=place, closed_at=NOW - ago, how="decided" if verdict else "handled")
    EvidenceFactory(item=item)
    CauseFactory(item=item, who="Ulla", address="ulla@elsewhere.example")
    EventFactory(item=item, note="Mietin.")
    return DecisionFactory(item=item, verdict=verdict, decided_at=NOW - ago) if verdict else item


def test_what_was_said_is_forgotten_in_its_time(diak):
    day = datetime.timedelta(days=1)
    gone = [
        closed(diak, EVIDENCE_KEPT),
        closed(diak, EVIDENCE_KEPT, "no_action").item,
        closed(diak, APPEAL_TIME, "hide").item,
    ]
    kept = [closed(diak, EVIDENCE_KEPT - day), closed(diak, APPEAL_TIME - day, "hide").item]
    appealed = closed(diak, APPEAL_TIME, "hide")
    AppealFactory(decision=appealed)
    waiting = EvidenceFactory(item=ItemFactory(place=diak))
    assert actions.forget_evidence(now=NOW) == 3
    left = {*kept, appealed.item, waiting.item}
    assert {row.item for row in Evidence.objects.all()} == left
    forgotten = gone[0].causes.get()
    assert (forgotten.note, forgotten.who, forgotten.address, gone[0].events.get().note) == ("", "", "", "")
    assert kept[0].causes.get().note == "Tuntuu pahalta."
    with time_machine.travel(NOW, tick=False):
        assert actions.forget_evidence() == 0
