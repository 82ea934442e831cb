"""The directory."""

import factory

from guidance.models import Schedule, Service


class ServiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Service

    slug = factory.Sequence(lambda n: f"service{n}")
    name_fi = factory.LazyAttribute(lambda service: f"Palvelu {service.slug}")
    source = "example.org"


class ScheduleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Schedule

    service = factory.SubFactory(ServiceFactory)
    weekday = 0
    all_day = True
