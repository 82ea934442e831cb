"""Reads of people."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.shortcuts import get_object_or_404

from wellbeing_portal.accounts.models import User


def language_of_address(email: str) -> str:
    """The language of the person who has the address, or nothing."""
    found = EmailAddress.objects.filter(email__iexact=email).values_list("user__language", flat=True).first()
    return found or User.objects.filter(email__iexact=email).values_list("language", flat=True).first() or ""


def session_of(user: User, number: str) -> UserSession:
    """One of the person's own sessions, or 404."""
    is_number = number.isascii() and number.isdigit() and len(number) < 19
    return get_object_or_404(UserSession.objects.filter(user=user), pk=number if is_number else None)


def person_with_address(email: str) -> User | None:
    """The active person who signs in with the address."""
    return User.objects.filter(email=email, is_active=True).first()
