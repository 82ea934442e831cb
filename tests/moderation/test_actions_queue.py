"""Taking, handing back, and asking a colleague."""

import pytest
import time_machine
from django.utils import translation

from tests.factories.moderation import ItemFactory
from wellbeing_portal.audit.models import Entry, keyed_id
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation import actions
from wellbeing_portal.moderation.enums import Colour, How, What
from wellbeing_portal.moderation.models import Event
from wellbeing_portal.notifications.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(diak, student):
    return ItemFactory(place=diak, author=student)


def steps(item):
    return list(Event.objects.filter(item=item).order_by("pk").values_list("what", flat=True))


def test_one_takes_it_and_the_other_hears_that_somebody_has(item, moderator, coordinator):
    for _time in range(2):
        actions.take_item(moderator, item=item)
    with translation.override("en"), pytest.raises(Refusal, match="A colleague took this"):
        actions.take_item(coordinator, item=item)
    item.refresh_from_db()
    assert (item.assignee, steps(item)) == (moderator, [What.TAKEN])
    assert Entry.objects.filter(action="take_item").count() == 1


def test_what_was_dealt_with_is_not_taken(diak, moderator):
    item = ItemFactory(place=diak, how=How.DECIDED, closed_at="2026-11-25T08:00Z")
    with pytest.raises(Refusal):
        actions.take_item(moderator, item=item)


def test_it_is_handed_back_once(item, moderator, coordinator):
    actions.take_item(moderator, item=item)
    item.refresh_from_db()
    for _time in range(2):
        actions.release_item(coordinator, item=item)
    item.refresh_from_db()
    assert (item.assignee, item.taken_at, steps(item)) == (None, None, [What.TAKEN, What.RELEASED])


def test_a_crisis_handed_back_is_told_anew(diak, moderator, coordinator):
    item = ItemFactory(place=diak, colour=Colour.CRISIS)
    actions.take_item(moderator, item=item)
    item.refresh_from_db()
    actions.release_item(moderator, item=item)
    told = Notice.objects.filter(kind="moderation.crisis", target_id=item.public_id)
    assert {notice.recipient for notice in told} == {moderator, coordinator}


def test_colleagues_are_asked_and_answer(item, moderator, coordinator, student):
    actions.take_item(moderator, item=item)
    with time_machine.travel("2026-11-25T08:00Z", tick=False):
        actions.ask_opinion(moderator, item=item, question="Mitä ajattelet?")
    for _press in range(2):
        actions.ask_opinion(moderator, item=item, question="Mitä ajattelet?")
        actions.give_opinion(coordinator, item=item, opinion="Piilottaisin sen.")
    assert [notice.recipient for notice in Notice.objects.filter(kind="moderation.opinion_asked")] == [coordinator]
    said = Event.objects.filter(item=item).exclude(note="").order_by("pk")
    assert [(event.what, event.actor, event.note) for event in said] == [
        (What.ASKED, moderator, "Mitä ajattelet?"),
        (What.OPINION, coordinator, "Piilottaisin sen."),
    ]


def test_nobody_is_asked_where_nobody_else_is(item, moderator):
    with pytest.raises(Refusal):
        actions.ask_opinion(moderator, item=item, question="Onko täällä ketään?")


def test_reading_tells_the_writer_without_naming_the_item(item, moderator, student, diak):
    actions.read_evidence(moderator, item=item)
    about_item = Entry.objects.get(action="read_item")
    about_writer = Entry.objects.get(action="read_evidence")
    assert (about_item.target, about_item.subject) == (f"moderation.Item:{item.public_id}", "")
    assert (about_writer.target, about_writer.subject) == (
        f"institutions.Institution:{diak.public_id}",
        keyed_id(student.public_id),
    )


def test_reading_what_nobody_here_wrote_is_put_down_too(diak, moderator):
    actions.read_evidence(moderator, item=ItemFactory(place=diak, author=None))
    assert [entry.action for entry in Entry.objects.all()] == ["read_item"]
