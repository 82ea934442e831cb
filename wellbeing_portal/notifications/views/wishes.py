"""What a person wants to hear, when and how."""

import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.notifications import actions, queries
from wellbeing_portal.notifications.forms import MuteForm, PauseForm, WishesForm


@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    now = queries.wishes_of(request.user)
    kinds, chosen = queries.kinds_for(request.user), queries.choices_of(request.user)
    form = WishesForm(request.POST or None, user=request.user, wishes=now, kinds=kinds, chosen=chosen)
    if request.method == "POST" and form.is_valid():
        actions.keep_choices(request.user, kinds=form.changed_kinds(), **form.when())
        messages.success(request, _("Saved."))
        return see_other(reverse("notifications:wishes"))
    context = {
        "form": form,
        "paused_until": now.paused_until if queries.is_paused(now) else None,
        "required": [kind for kind in kinds if kind.required],
        "muted": queries.muted_by(request.user),
    }
    return render(request, "notifications/wishes.html", context, status=422 if form.is_bound else 200)


@require_POST
def pause(request: HttpRequest) -> HttpResponse:
    """The quick choices: quiet for some days from today, or no longer."""
    form = PauseForm(request.POST)
    if not form.is_valid():
        raise Http404
    days = form.cleaned_data["days"]
    actions.pause(request.user, until=today() + datetime.timedelta(days=days) if days else None)
    messages.success(request, _("Saved."))
    return see_other(reverse("notifications:wishes"))


@require_POST
def mute(request: HttpRequest) -> HttpResponse:
    """Silence one thing, such as a group, or hear of it again; then back to where the reader was."""
    form = MuteForm(request.POST)
    if not form.is_valid():
        raise Http404
    key, onward = form.cleaned_data["key"], form.cleaned_data["next"]
    if not form.cleaned_data["on"]:
        actions.unmute(request.user, key=key)
        messages.success(request, _("You hear of it again."))
    elif queries.mutable_thing(request.user, key) is None:
        raise Http404
    else:
        actions.mute(request.user, key=key)
        messages.success(request, _("You hear no more of it. You can change this on your own page."))
    safe = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return see_other(onward if safe else reverse("notifications:wishes"))


@require_POST
def ask_again(request: HttpRequest) -> HttpResponse:
    try:
        actions.ask_again(request.user)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Thank you. We write to your address again."))
    return see_other(reverse("notifications:wishes"))
