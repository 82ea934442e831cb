"""Who am I here; and a second factor before the rooms where other people's data is handled."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from wellbeing_portal.institutions.models import standing_of
from wellbeing_portal.institutions.queries import place_of
from wellbeing_portal.institutions.registry import CAME_FOR, PLACE, for_role_holders
from wellbeing_portal.kernel.render import see_other

__all__ = ["CurrentPlace", "SecondFactorForRoles", "for_role_holders"]


class CurrentPlace:
    """``request.standing`` and ``request.place``: asked of the database when first used, once, in one query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.standing = SimpleLazyObject(lambda: standing_of(request.user))
        request.place = SimpleLazyObject(lambda: place_of(request.user, request.session.get(PLACE, "")))
        return self.get_response(request)


class SecondFactorForRoles:
    """Sends a role holder without a second factor to set one up, and remembers where they were going."""

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
        if not user.is_authenticated or not standing_of(user).is_sensitive:
            return None
        if is_mfa_enabled(user):
            request.session.pop(CAME_FOR, None)
            return None
        # After a post they come back to the front page: the form has to be sent again anyway.
        request.session[CAME_FOR] = request.get_full_path() if request.method == "GET" else "/"
        messages.info(
            request,
            _("In your role you handle other people's data. Add a second factor first, a passkey or an app's code."),
        )
        return see_other(reverse("mfa_index"))
