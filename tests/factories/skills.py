"""What learners keep for themselves."""

import datetime
import uuid

import factory

from skills.models import Nudge, NudgeWish, PlanItem
from tests.factories.accounts import UserFactory


class PlanItemFactory(factory.django.DjangoModelFactory):
    """Something of one's own, every Tuesday at five; give ``course`` and no ``goal`` for a course."""

    class Meta:
        model = PlanItem

    user = factory.SubFactory(UserFactory)
    goal = factory.LazyAttribute(lambda made: "" if made.course else "Read in the library")
    course = None
    weekdays = factory.LazyAttribute(lambda made: 0 if made.day else 0b10)
    day = None
    at = datetime.time(17)
    once = factory.LazyFunction(uuid.uuid4)


class NudgeWishFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NudgeWish

    user = factory.SubFactory(UserFactory)
    wants = True


class NudgeFactory(factory.django.DjangoModelFactory):
    """Said of ``enrolment``, which must be given."""

    class Meta:
        model = Nudge

    since = factory.LazyAttribute(lambda made: made.enrolment.seen_at)
    stage = 1
