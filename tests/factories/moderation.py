"""Items of the queue and what belongs to them."""

import datetime
import uuid

import factory
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory
from wellbeing_portal.moderation.enums import Colour, How, Rule, Verdict, What, Why
from wellbeing_portal.moderation.models import (
    Appeal,
    Cause,
    Decision,
    Duty,
    Event,
    Evidence,
    Item,
    Shift,
    StaffedHours,
    Suspension,
    Unmasking,
)


class ItemFactory(factory.django.DjangoModelFactory):
    """About a post that is gone; give ``thing_id`` of one that is there, its ``author`` and ``place``."""

    class Meta:
        model = Item

    kind = "communities.post"
    thing_id = factory.LazyFunction(uuid.uuid4)
    place = factory.SubFactory(InstitutionFactory)
    colour = Colour.AMBER
    due_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(hours=7))


class CauseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cause

    item = factory.SubFactory(ItemFactory)
    why = Why.REPORT
    colour = Colour.AMBER
    by = factory.SubFactory(UserFactory)
    rule = Rule.HARASSMENT
    note = "Tuntuu pahalta."


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evidence

    item = factory.SubFactory(ItemFactory)
    said = "Ilkeä viesti."
    pen_name = "Hiljainen kuusi"


class EventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Event

    item = factory.SubFactory(ItemFactory)
    what = What.OPENED


class StaffedHoursFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StaffedHours

    place = factory.SubFactory(InstitutionFactory)
    weekday = 0
    opens = datetime.time(9)
    closes = datetime.time(16)


class DecisionFactory(factory.django.DjangoModelFactory):
    """A hidden text; its item is closed."""

    class Meta:
        model = Decision

    item = factory.SubFactory(ItemFactory, closed_at=factory.LazyFunction(timezone.now), how=How.DECIDED)
    decider = factory.SubFactory(UserFactory)
    verdict = Verdict.HIDE
    hides = True
    rule = Rule.HARASSMENT
    facts = "Viesti pilkkaa toista."
    by_machine = False
    reported = True


class AppealFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Appeal

    decision = factory.SubFactory(DecisionFactory)
    by = factory.SelfAttribute("decision.item.author")
    says = "En tarkoittanut pahaa."
    due_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=7))
    first_decider = factory.SelfAttribute("decision.decider")


class SuspensionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Suspension

    decision = factory.SubFactory(
        DecisionFactory, verdict=Verdict.SUSPEND, hides=False, until=factory.SelfAttribute("..until")
    )
    user = factory.SubFactory(UserFactory)
    since = factory.LazyFunction(lambda: timezone.now() - datetime.timedelta(days=1))
    until = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=7))


class DutyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Duty

    place = factory.SubFactory(InstitutionFactory)
    person = factory.SubFactory(UserFactory)
    order = 1


class ShiftFactory(factory.django.DjangoModelFactory):
    """One that runs."""

    class Meta:
        model = Shift

    place = factory.SubFactory(InstitutionFactory)
    person = factory.SubFactory(UserFactory)


class UnmaskingFactory(factory.django.DjangoModelFactory):
    """Asked by a moderator and not answered yet."""

    class Meta:
        model = Unmasking

    item = factory.SubFactory(ItemFactory)
    asked_by = factory.SubFactory(UserFactory)
    asked_as = "moderator"
    reason = "Henki on vaarassa."
