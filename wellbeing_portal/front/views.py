"""Home, the choice of colours, the component page, and pages for what went wrong."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from wellbeing_portal.front import pages
from wellbeing_portal.front.context import THEME_COOKIE, THEMES, here_url
from wellbeing_portal.kernel.kept import kept_text, loses_text
from wellbeing_portal.kernel.render import see_other


@login_not_required
@require_safe
def front_or_home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return render(request, "front/home.html", pages.home(request.user))
    return render(request, "front/front.html", pages.front(request.user))


# A page kept for reading offline has no fresh token, and all a forged post could do is turn on the light.
@csrf_exempt
@login_not_required
@require_POST
def theme_choose(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("next", "").rstrip("?&")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = see_other(back if safe else "/")
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            THEME_COOKIE,
            chosen,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    return response


@login_not_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every part of the look in every state; for those who build and for those who judge."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    return render(request, "front/components.html", pages.components())


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token is too old or missing; where people write, their text is given back to them."""
    if loses_text(request):
        return kept_text(request)
    back = here_url(request).rstrip("?&")
    return render(request, "front/csrf.html", {"back": back}, status=403)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's own answer knows neither the reader's language nor the shell."""
    return render(request, "400.html", status=400)
