"""A row of every table of moderation that belongs to one institution."""

from tests.factories.moderation import (
    AppealFactory,
    CauseFactory,
    DecisionFactory,
    DutyFactory,
    EventFactory,
    EvidenceFactory,
    ItemFactory,
    ShiftFactory,
    SuspensionFactory,
    UnmaskingFactory,
)


def rows(people):
    item = ItemFactory(place=people.diak)
    decision = DecisionFactory(item__place=people.diak)
    return [
        item,
        CauseFactory(item=item),
        EvidenceFactory(item=item),
        EventFactory(item=item),
        decision,
        AppealFactory(decision=decision),
        SuspensionFactory(user=people.student, place=people.diak, decision__item__place=people.diak),
        ShiftFactory(place=people.diak, person=people.moderator),
        UnmaskingFactory(item=item),
        DutyFactory(place=people.diak, person=people.moderator),
    ]
