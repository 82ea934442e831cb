"""Reads of people."""

from allauth.account.models import EmailAddress

from wellbeing_portal.accounts.models import User


def language_of_address(email: str) -> str:
    """The language of the person who has the address, or nothing."""
    found = EmailAddress.objects.filter(email__iexact=email).values_list("user__language", flat=True).first()
    return found or User.objects.filter(email__iexact=email).values_list("language", flat=True).first() or ""
