"""Places and memberships."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from tests.factories.accounts import UserFactory
from wellbeing_portal.institutions.enums import DomainKind, Kind, Role
from wellbeing_portal.institutions.models import (
    VALID_FOR,
    Campus,
    EmailDomain,
    HomeOrganization,
    Institution,
    Invitation,
    Membership,
    hash_of,
)


class InstitutionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Institution
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"place{n}")
    kind = Kind.UNIVERSITY
    name_fi = factory.LazyAttribute(lambda place: f"{place.slug.title()} korkeakoulu")
    short_name = factory.LazyAttribute(lambda place: place.slug.title())


class CampusFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Campus

    institution = factory.SubFactory(InstitutionFactory)
    city = "Oulu"


class EmailDomainFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EmailDomain

    institution = factory.SubFactory(InstitutionFactory)
    domain = factory.Sequence(lambda n: f"student{n}.example")
    kind = DomainKind.STUDENT


class HomeOrganizationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HomeOrganization

    institution = factory.SubFactory(InstitutionFactory)
    value = factory.Sequence(lambda n: f"home{n}.example")


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    institution = factory.SubFactory(InstitutionFactory)
    role = Role.STUDENT
    # Before any moment that a test goes to: a role that begins today would be missing there tomorrow.
    valid_from = date(2020, 1, 1)


class InvitationFactory(factory.django.DjangoModelFactory):
    """An invitation that was sent; its secret is ``secret`` and the number of the invitation."""

    class Meta:
        model = Invitation

    class Params:
        secret = factory.Sequence(lambda n: f"secret{n}")

    institution = factory.SubFactory(InstitutionFactory)
    email = factory.Sequence(lambda n: f"invited{n}@portal.example")
    role = Role.STAFF
    language = "fi"
    secret_hash = factory.LazyAttribute(lambda letter: hash_of(letter.secret))
    expires_at = factory.LazyFunction(lambda: timezone.now() + VALID_FOR)
    sent_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=2))
