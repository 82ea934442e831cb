"""The demonstration's way in: anybody may be any demo person, by one tap. It does not exist without DEMO."""

from typing import Any

from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from wellbeing_portal.accounts import queries
from wellbeing_portal.front.demo import PEOPLE, STORIES
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.queries import short_names

ADDRESSES = frozenset(address for address, _place, _role in PEOPLE)


def door() -> dict[str, Any]:
    """Whom the sign-in page offers: the people of the stories first, everybody in a list after them."""
    names = short_names()
    places: dict[str, list[tuple[str, str]]] = {}
    for address, place, role in PEOPLE:
        # The peer is a second student; the address tells them apart.
        places.setdefault(names.get(place, place), []).append((address, f"{Role(role).label} · {address}"))
    return {"stories": STORIES, "places": sorted(places.items())}


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    address = request.POST.get("person", "")
    user = queries.person_with_address(address) if address in ADDRESSES else None
    if user is None:
        raise Http404
    onward = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return perform_login(request, user, redirect_url=onward if safe else None, email=address)
