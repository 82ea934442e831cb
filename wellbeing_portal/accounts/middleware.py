"""What a signed-in person brings to each request, and takes along when leaving."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from wellbeing_portal.accounts import actions


class Person:
    """Times in the person's own zone on personal pages; public pages, and help now, speak Finnish time.

    A session is marked as seen once a day, not at every request. At sign-out the language that came
    from the person leaves the browser, and so does the name of their institution.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            response = self.get_response(request)
        finally:
            timezone.deactivate()
        if getattr(request, "forgets_language", False):
            response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite=settings.LANGUAGE_COOKIE_SAMESITE)
        if getattr(request, "forgets_partner", False):
            response.delete_cookie(settings.PARTNER_COOKIE_NAME, samesite="Lax")
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        if not getattr(view, "login_required", True) or not request.user.is_authenticated:
            return
        timezone.activate(ZoneInfo(request.user.time_zone))
        actions.mark_seen(request.session)
