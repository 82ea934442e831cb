"""Finding one's people: three steps that can all be skipped, and the page where what was chosen is erased."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities import actions, queries, rules
from communities.forms import ThemesForm, WaysForm
from wellbeing_portal.kernel.render import see_other

STEPS = {"themes": (1, ThemesForm, "interests_ways"), "ways": (2, WaysForm, "interests_found")}


def _require_seeker(request: HttpRequest) -> None:
    if not rules.can_look_for_groups(request.user):
        raise PermissionDenied(_("Groups are suggested to students of the partner institutions."))


def _step(request: HttpRequest, name: str) -> HttpResponse:
    """One step: a form in which nothing is needed, and a link that skips it."""
    _require_seeker(request)
    number, form_class, onward = STEPS[name]
    # Nothing ticked is an answer too.
    posted = request.POST if request.method == "POST" else None
    form: Any = form_class(posted, user=request.user, initial=form_class.initial_of(queries.looked_by(request.user)))
    next_url = reverse(f"communities:{onward}")
    if form.is_valid():
        actions.choose_interests(request.user, **form.chosen())
        return see_other(next_url)
    context = {"form": form, "step": number, "next_url": next_url}
    return render(request, "communities/interests_step.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def interests_themes(request: HttpRequest) -> HttpResponse:
    return _step(request, "themes")


@require_http_methods(["GET", "HEAD", "POST"])
def interests_ways(request: HttpRequest) -> HttpResponse:
    return _step(request, "ways")


@require_safe
def interests_found(request: HttpRequest) -> HttpResponse:
    """What fits, each with its reason, and all that was chosen."""
    _require_seeker(request)
    looked = queries.looked_by(request.user)
    context = {"looked": looked, "fits": queries.fits_for(request.user, looked), "chosen": queries.words_of(looked)}
    return render(request, "communities/interests_found.html", context)


@require_POST
def interests_erase(request: HttpRequest) -> HttpResponse:
    actions.erase_interests(request.user)
    messages.success(request, _("What you had chosen is erased."))
    return see_other(reverse("communities:group_list"))
