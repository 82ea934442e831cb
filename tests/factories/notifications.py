"""Notices, mails on their way, and what people have chosen."""

import uuid

import factory
from django.utils import timezone

from tests.factories.accounts import UserFactory
from wellbeing_portal.notifications.models import Delivery, Mute, Notice, Suppression


class NoticeFactory(factory.django.DjangoModelFactory):
    """Give ``kind`` and ``target_id`` for one that says something."""

    class Meta:
        model = Notice

    recipient = factory.SubFactory(UserFactory)
    kind = "trial.gone"
    target_id = factory.LazyFunction(uuid.uuid4)


class DeliveryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delivery

    key = factory.Sequence(lambda n: f"trial.soon:{n}")
    kind = "trial.soon"
    recipient = factory.SubFactory(UserFactory)
    target_id = factory.LazyFunction(uuid.uuid4)
    due_at = factory.LazyFunction(timezone.now)


class MuteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mute

    recipient = factory.SubFactory(UserFactory)
    key = factory.LazyFunction(lambda: f"group:{uuid.uuid4()}")


class SuppressionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Suppression

    address = factory.Sequence(lambda n: f"gone.{n}@diak.example")
    code = 550
