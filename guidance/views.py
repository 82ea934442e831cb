"""Help now, and the worker that keeps it on the reader's device."""

import datetime
from functools import lru_cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from guidance import queries
from guidance.enums import Age
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
    moment = timezone.now().replace(second=0, microsecond=0)
    main = _main(request.LANGUAGE_CODE, moment, age, town, partner, queries.copy_stamp())
    response = render(request, "guidance/help_now.html", {"main": main})
    if asked is not None:
        _remember_place(response, town)
    elif "lang" not in request.GET and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        response.headers["Cache-Control"] = SHARED
    return response


@login_not_required
@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The address of all services. What there is of them stands on help now, so texts may lead here already."""
    return redirect("guidance:help_now")


@lru_cache(maxsize=128)
def _main(
    language: str, moment: datetime.datetime, age: Age, town: str, partner: str, stamp: tuple[int, int]
) -> SafeString:
    """The page below its shell: the same for a minute, until the copy changes, for every reader of the kind."""
    shown = queries.help_now(language=language, moment=moment, age=age, town=town, partner=partner)
    return render_to_string("guidance/_help_main.html", {**shown, "age": age, "place": town})


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
