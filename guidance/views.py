"""Help now, and the worker that keeps it on the reader's device."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance import queries
from guidance.rules import age_said

YEAR = 365 * 24 * 3600
# The page is the same for everybody with the same cookies, and a minute old at most.
SHARED = "public, max-age=60"


@login_not_required
@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("place")
    partner = request.COOKIES.get(settings.PARTNER_COOKIE_NAME, "")
    town = queries.town_said(asked, request.COOKIES.get(settings.PLACE_COOKIE_NAME, ""), partner)
    age = age_said(request.GET.get("age", ""))
    shown = queries.help_now(language=request.LANGUAGE_CODE, moment=timezone.now(), age=age, town=town, partner=partner)
    response = render(request, "guidance/help_now.html", {**shown, "age": age, "place": town})
    if asked is not None:
        _remember_place(response, town)
    elif "lang" not in request.GET and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        response.headers["Cache-Control"] = SHARED
    return response


def _remember_place(response: HttpResponse, town: str) -> None:
    """Keep the town on this device for a year, or forget it."""
    if not town:
        response.delete_cookie(settings.PLACE_COOKIE_NAME, samesite="Lax")
        return
    response.set_cookie(
        settings.PLACE_COOKIE_NAME, town, max_age=YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax"
    )


@login_not_required
@require_safe
def help_worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It must come from below the page, or the browser gives it no say over the page."""
    return render(request, "guidance/help_worker.js", content_type="text/javascript; charset=utf-8")
