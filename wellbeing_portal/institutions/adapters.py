"""What allauth asks about who may come in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wellbeing_portal.institutions import actions, queries
from wellbeing_portal.institutions.enums import Role


class AccountAdapter(DefaultAccountAdapter):
    """A confirmed address at a partner's student domain proves the institution, and no role beyond student."""

    def clean_email(self, email: str) -> str:
        """Only student addresses of the partners sign up. Raises ValidationError for any other."""
        email = super().clean_email(email)
        if queries.institution_of_student_address(email) is None:
            raise ValidationError(
                _("Use your student e-mail address at one of the partner institutions."), code="not_a_partner"
            )
        return email

    def confirm_email(self, request: Any, email_address: Any) -> Any:
        """Only a confirmed address makes somebody a student of the institution."""
        confirmed = super().confirm_email(request, email_address)
        place = queries.institution_of_student_address(email_address.email)
        if confirmed and place is not None:
            actions.grant_membership(None, user=email_address.user, institution=place, role=Role.STUDENT)
        return confirmed
