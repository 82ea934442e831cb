"""Trainings that are asked for."""

import datetime

import factory
from django.utils import timezone

from staff_training.models import TrainingAssignment, TrainingRequirement
from tests.factories.accounts import UserFactory


class RequirementFactory(factory.django.DjangoModelFactory):
    """Live; ``course`` and ``institution`` must be given."""

    class Meta:
        model = TrainingRequirement

    roles = factory.LazyFunction(lambda: ["staff"])
    effective_from = datetime.date(2026, 1, 1)
    due_days = 30
    live_at = factory.LazyFunction(timezone.now)


class AssignmentFactory(factory.django.DjangoModelFactory):
    """``requirement`` must be given."""

    class Meta:
        model = TrainingAssignment

    user = factory.SubFactory(UserFactory)
    due_on = datetime.date(2026, 12, 31)
    counts_from = datetime.date(2024, 1, 1)
