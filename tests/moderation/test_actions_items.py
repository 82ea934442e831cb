"""How things come into the queue and leave it."""

import datetime
import uuid

import pytest
import time_machine
from django.db import IntegrityError, connection

from tests.factories.moderation import ItemFactory, StaffedHoursFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.moderation.actions import raise_item, settle_items
from wellbeing_portal.moderation.enums import Colour, How, What, Why
from wellbeing_portal.moderation.models import Cause, Event, Evidence, Item

pytestmark = pytest.mark.django_db

# A Monday in Finland's winter: 10:00 there is 8:00 in UTC.
TEN = datetime.datetime(2026, 11, 23, 8, tzinfo=datetime.UTC)


def hours(number):
    return datetime.timedelta(hours=number)


def test_a_thing_comes_into_the_queue_of_its_owner_with_what_it_says(post, student, diak):
    with time_machine.travel(TEN, tick=False):
        item = raise_item(about=post, colour=Colour.AMBER, why=Why.WORDS)

    assert (item.kind, item.thing_id, item.place, item.author) == ("communities.post", post.public_id, diak, student)
    assert (item.colour, item.opened_at, item.due_at) == (Colour.AMBER, TEN, TEN + hours(7))
    evidence = Evidence.objects.get()
    assert (evidence.said, evidence.pen_name) == (f"{post.thread.title}\n\nIlkeä viesti.", "Sininen lyhty")
    assert [event.what for event in Event.objects.all()] == [What.OPENED]
    assert Entry.objects.filter(action="raise_item").get().facts == {"why": "words", "colour": 2}


def test_what_was_said_lies_encrypted(post):
    raise_item(about=post, colour=Colour.GREEN, why=Why.HELP, note="Auttakaa minua")
    with connection.cursor() as cursor:
        cursor.execute("SELECT said, pen_name FROM moderation_evidence")
        kept = " ".join(cursor.fetchone())
        cursor.execute("SELECT note FROM moderation_cause")
        kept += cursor.fetchone()[0]
    assert "Ilkeä" not in kept
    assert "lyhty" not in kept
    assert "Auttakaa" not in kept


def test_a_second_cause_raises_the_colour_and_never_lowers_it(post):
    with time_machine.travel(TEN, tick=False) as clock:
        first = raise_item(about=post, colour=Colour.GREEN, why=Why.HELD)
        clock.shift(hours(1))
        second = raise_item(about=post, colour=Colour.RED, why=Why.WORDS)
        third = raise_item(about=post, colour=Colour.AMBER, why=Why.HELP, note="Katsotteko tätä?")

    assert first == second == third
    item = Item.objects.get()
    assert (item.colour, item.due_at) == (Colour.RED, TEN + hours(3))
    assert Cause.objects.count() == 3
    assert Evidence.objects.count() == 1
    said = [event.what for event in Event.objects.order_by("pk")]
    assert said == [What.OPENED, What.CAUSE, What.RAISED, What.CAUSE]


def test_a_raised_colour_never_puts_a_promise_off(post):
    with time_machine.travel(TEN, tick=False) as clock:
        raise_item(about=post, colour=Colour.AMBER, why=Why.WORDS)
        clock.shift(hours(6.5))
        item = raise_item(about=post, colour=Colour.RED, why=Why.WORDS)

    assert item.due_at == TEN + hours(7)


def test_the_promise_is_counted_in_staffed_hours(post, diak):
    for weekday in (0, 1):
        StaffedHoursFactory(place=diak, weekday=weekday)
    with time_machine.travel(TEN, tick=False):
        item = raise_item(about=post, colour=Colour.AMBER, why=Why.WORDS)

    # Six hours are left of Monday; the seventh is Tuesday's first.
    assert item.due_at == datetime.datetime(2026, 11, 24, 8, tzinfo=datetime.UTC)


def test_an_edited_text_is_kept_again(post):
    raise_item(about=post, colour=Colour.GREEN, why=Why.WORDS)
    post.body = "Siivottu viesti."
    post.save()
    raise_item(about=post, colour=Colour.GREEN, why=Why.HELP)
    assert [row.said.rpartition("\n")[2] for row in Evidence.objects.order_by("pk")] == [
        "Ilkeä viesti.",
        "Siivottu viesti.",
    ]


def test_the_same_key_counts_once(post):
    once = uuid.uuid4()
    items = [raise_item(about=post, colour=Colour.GREEN, why=Why.WORDS, once=once) for _time in range(2)]
    assert items[0] == items[1]
    assert (Cause.objects.count(), Entry.objects.filter(action="raise_item").count()) == (1, 1)


def test_a_thing_has_one_open_item(post):
    item = raise_item(about=post, colour=Colour.GREEN, why=Why.HELD)
    with pytest.raises(IntegrityError):
        ItemFactory(kind=item.kind, thing_id=item.thing_id)


def test_what_was_dealt_with_elsewhere_is_closed_once(post, moderator):
    item = raise_item(about=post, colour=Colour.GREEN, why=Why.HELD)
    for _time in range(2):
        settle_items(about=post, actor=moderator, how=How.LET_THROUGH)
    item.refresh_from_db()
    assert (item.how, item.closed_at is not None) == (How.LET_THROUGH, True)
    assert Entry.objects.filter(action="settle_item").count() == 1
    again = raise_item(about=post, colour=Colour.GREEN, why=Why.HELD)
    assert again != item


def test_something_nobody_declared_is_a_mistake(diak):
    with pytest.raises(LookupError):
        raise_item(about=diak, colour=Colour.GREEN, why=Why.WORDS)
