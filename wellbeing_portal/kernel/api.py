"""What every address of the interface for programs stands on: closed unless said otherwise, and for reading only.

Rooms build their views in ``api.py`` on these. Problems are JSON (RFC 9457) in the reader's language.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import SessionAuthentication
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle
from rest_framework.views import APIView, exception_handler

TITLES = {
    403: _("This is not open to you"),
    404: _("We could not find this page"),
    405: _("This address cannot be opened like that"),
    429: _("Too many tries for now"),
}
# Seconds that what is public may be kept by anybody.
KEPT = 60


def problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """A refusal as a problem; None for a fault of ours, which the portal answers as ever."""
    response = exception_handler(error, context)
    if response is not None:
        title = TITLES.get(response.status_code, _("We did not understand the request"))
        response.data = {"title": str(title), "status": response.status_code}
        response.content_type = "application/problem+json"
    return response


class PerAddress(AnonRateThrottle):
    """Whoever is not signed in shares the rate of their address."""

    rate = "120/min"


class PerPerson(UserRateThrottle):
    rate = "240/min"

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        return super().get_cache_key(request, view) if request.user.is_authenticated else None


class Pages(PageNumberPagination):
    page_size = 20


class Api(APIView):
    """For whoever is signed in; the session of the pages is the only way in."""

    authentication_classes = (SessionAuthentication,)
    permission_classes: Any = (IsAuthenticated,)
    renderer_classes: Any = (JSONRenderer,)
    throttle_classes = (PerAddress, PerPerson)
    pagination_class = Pages
    http_method_names = ["get", "head"]


class PublicApi(Api):
    """For everybody. What nobody is signed in for is the same for all, so that anybody may keep it for a moment."""

    permission_classes: Any = (AllowAny,)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        is_same_for_all = not request.user.is_authenticated and "lang" not in request.GET
        if response.status_code == 200 and is_same_for_all:
            response.headers["Cache-Control"] = f"public, max-age={KEPT}"
        return response
