"""What learners keep for themselves."""

import datetime
import uuid

import factory
from django.utils import timezone

from skills.models import Feedback, Nudge, NudgeWish, PlanItem, SharedReading, SharedText, Supporter
from tests.factories.accounts import UserFactory
from tests.factories.institutions import MembershipFactory


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


class SupporterFactory(factory.django.DjangoModelFactory):
    """Give ``institution``; ``user`` must belong to it, and somebody new does."""

    class Meta:
        model = Supporter

    user = factory.LazyAttribute(lambda made: MembershipFactory(institution=made.institution, role="staff").user)
    agreed_at = factory.LazyFunction(timezone.now)


class SharedTextFactory(factory.django.DjangoModelFactory):
    """Give ``student``, ``supporter`` and ``course``."""

    class Meta:
        model = SharedText

    institution = factory.LazyAttribute(lambda made: made.supporter.institution)
    lesson_key = "write"
    key = factory.Sequence(lambda number: f"shared-{number}")
    body = "It was long."


class FeedbackFactory(factory.django.DjangoModelFactory):
    """The answer to ``shared``, whose state must be given as answered."""

    class Meta:
        model = Feedback

    by = factory.LazyAttribute(lambda made: made.shared.supporter.user)
    body = "You saw a lot."


class SharedReadingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SharedReading
