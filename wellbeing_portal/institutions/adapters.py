"""What allauth asks about who may come in."""

from typing import Any

from django.conf import settings

from wellbeing_portal.accounts.adapters import OwnLanguageAdapter
from wellbeing_portal.institutions import actions, queries
from wellbeing_portal.institutions.enums import Role


class AccountAdapter(OwnLanguageAdapter):
    """A confirmed address at a partner's student domain proves the institution, and no role beyond student."""

    def post_login(self, request: Any, user: Any, **kwargs: Any) -> Any:
        """Help now, which asks no database, learns the institution from a cookie that goes at sign-out."""
        response = super().post_login(request, user, **kwargs)
        place = queries.place_of(user)
        if place is not None:
            response.set_cookie(
                settings.PARTNER_COOKIE_NAME, place.slug, secure=settings.HTTPS, httponly=True, samesite="Lax"
            )
        return response

    def logout(self, request: Any) -> None:
        super().logout(request)
        request.forgets_partner = True

    def confirm_email(self, request: Any, email_address: Any) -> Any:
        """Only a confirmed address makes somebody a student of the institution."""
        confirmed = super().confirm_email(request, email_address)
        place = queries.institution_of_student_address(email_address.email)
        if confirmed and place is not None:
            actions.grant_membership(None, user=email_address.user, institution=place, role=Role.STUDENT)
        return confirmed
