"""Reads of people and places."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from wellbeing_portal.institutions.enums import DomainKind, Kind
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.clock import today


def institution_of_student_address(email: str) -> Institution | None:
    """The partner whose student domain the address has; None for any other address and ended partners."""
    domain = email.rpartition("@")[2].lower()
    places = Institution.objects.unscoped("who the partners are is public")
    place = places.filter(email_domains__domain=domain, email_domains__kind=DomainKind.STUDENT).first()
    return place if place is not None and place.is_partner else None


def partners() -> QuerySet[Institution]:
    """Today's partners, for everybody: universities first, then unions, then organisations; one query."""
    kinds = Case(
        When(kind=Kind.UNIVERSITY, then=Value(0)),
        When(kind=Kind.STUDENT_UNION, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    places = Institution.objects.unscoped("who the partners are is public")
    return places.partners_on(today()).order_by(kinds, "short_name")
