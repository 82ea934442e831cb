"""A row of every table of moderation that belongs to one institution."""

from tests.factories.moderation import CauseFactory, EventFactory, EvidenceFactory, ItemFactory


def rows(people):
    item = ItemFactory(place=people.diak)
    return [item, CauseFactory(item=item), EvidenceFactory(item=item), EventFactory(item=item)]
