"""The directory."""

import factory

from guidance.models import Schedule, Service, ServiceArea


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
    all_day = True


class ServiceAreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ServiceArea

    service = factory.SubFactory(ServiceFactory)
    slug = factory.Sequence(lambda n: f"town{n}")
    town_fi = factory.LazyAttribute(lambda area: area.slug.title())
