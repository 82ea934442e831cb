"""A second factor before the rooms where other people's data is handled."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from wellbeing_portal.institutions.models import standing_of
from wellbeing_portal.kernel.render import see_other


def for_role_holders(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view as a room of guides, moderators, coordinators, managers or operators."""
    view.for_role_holders = True
    return view


class SecondFactorForRoles:
    """Sends a role holder without a second factor to set one up, when they enter such a room."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not settings.SECOND_FACTOR_REQUIRED or not getattr(view, "for_role_holders", False):
            return None
        user = request.user
        if user.is_authenticated and standing_of(user).is_sensitive and not is_mfa_enabled(user):
            return see_other("/accounts/2fa/")
        return None
