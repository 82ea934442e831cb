"""The order of the queue: amber is looked at in its time however much red there is."""

import datetime

import pytest

from tests.factories.moderation import ItemFactory
from wellbeing_portal.moderation.enums import TARGETS, Colour
from wellbeing_portal.moderation.models import Item
from wellbeing_portal.moderation.queries import ordered

pytestmark = pytest.mark.django_db

START = datetime.datetime(2026, 11, 25, 8, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


def add(place, colour, hour):
    opened = START + hour * HOUR
    return ItemFactory(place=place, colour=colour, opened_at=opened, due_at=opened + TARGETS[colour])


def test_crisis_comes_first_and_the_rest_as_promised(diak):
    late_green, red, amber, crisis, fresh_green = (
        add(diak, Colour.GREEN, -20),
        add(diak, Colour.RED, 0),
        add(diak, Colour.AMBER, -6),
        add(diak, Colour.CRISIS, 3),
        add(diak, Colour.GREEN, 0),
    )
    assert list(ordered(Item.objects.all())) == [crisis, late_green, amber, red, fresh_green]


def waits_of_amber(place, key):
    """Two days of two red and one amber each hour, with time for two items an hour: more than can be looked at."""
    waiting, waits = [], []
    for hour in range(48):
        waiting += [add(place, colour, hour) for colour in (Colour.RED, Colour.RED, Colour.AMBER)]
        for _slot in range(2):
            chosen = key(waiting)
            waiting.remove(chosen)
            if chosen.colour == Colour.AMBER:
                waits.append(START + hour * HOUR - chosen.opened_at)
    return waits


def test_amber_is_not_starved_by_red(diak):
    """By colour no amber is ever looked at; by promise the lateness is shared."""

    def by_promise(waiting):
        return ordered(Item.objects.filter(pk__in=[item.pk for item in waiting])).first()

    def by_colour(waiting):
        return min(waiting, key=lambda item: (-item.colour, item.opened_at))

    assert waits_of_amber(diak, by_colour) == []
    waits = waits_of_amber(diak, by_promise)
    # A third of what came is amber, and so is nearly a third of what was looked at.
    assert len(waits) >= 26
    assert max(waits) <= 22 * HOUR
