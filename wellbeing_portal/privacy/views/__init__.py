"""What the portal keeps about people, and a copy of it for each."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.keeping import chapters
from wellbeing_portal.privacy import actions
from wellbeing_portal.privacy.views._copy import zip_of


@login_not_required
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/notice.html", {"chapters": chapters()})


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    return render(request, "privacy/mine.html", {"chapters": chapters()})


@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def copy_take(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Asks who it is once more: the file holds everything that only its owner may read."""
    if request.method != "POST":
        return render(request, "privacy/copy.html")
    actions.take_copy(request.user)
    response = StreamingHttpResponse(zip_of(request.user, get_language()), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="my-data-{today().isoformat()}.zip"'
    response["Cache-Control"] = "no-store"
    return response


__all__ = ["copy_take", "mine", "notice"]
