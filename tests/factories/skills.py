"""What learners keep for themselves."""

import datetime
import uuid

import factory

from skills.models import PlanItem
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
