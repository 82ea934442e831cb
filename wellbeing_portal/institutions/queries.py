"""Reads of people and places."""

from wellbeing_portal.institutions.enums import DomainKind
from wellbeing_portal.institutions.models import Institution


def institution_of_student_address(email: str) -> Institution | None:
    """The partner whose student domain the address has; None for any other address and ended partners."""
    domain = email.rpartition("@")[2].lower()
    places = Institution.objects.unscoped("who the partners are is public")
    place = places.filter(email_domains__domain=domain, email_domains__kind=DomainKind.STUDENT).first()
    return place if place is not None and place.is_partner else None
