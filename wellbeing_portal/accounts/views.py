"""One's own page: profile, safety, and who saw my data."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbeing_portal.accounts import actions, queries
from wellbeing_portal.accounts.forms import ProfileForm
from wellbeing_portal.kernel.middleware import remember_language
from wellbeing_portal.kernel.render import see_other


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    return render(request, "me/me.html")


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    user = request.user
    now = {"name": user.name, "language": user.language, "time_zone": user.time_zone}
    every_zone = request.GET.get("zones") == "all"
    form = ProfileForm(request.POST or None, user=user, initial=now, every_zone=every_zone)
    if request.method == "POST" and form.is_valid():
        actions.change_profile(user, **form.cleaned_data)
        response = see_other(reverse("accounts:me"))
        if "language" in form.changed_data:
            # They chose it just now, so this browser speaks it from the next page on.
            translation.activate(user.language)
            remember_language(response, user.language)
        messages.success(request, _("Saved."))
        return response
    context = {"form": form, "every_zone": every_zone}
    return render(request, "me/profile.html", context, status=422 if form.is_bound else 200)


@require_POST
def session_end(request: HttpRequest) -> HttpResponse:
    session = queries.session_of(request.user, request.POST.get("session", ""))
    actions.end_session(request.user, session=session)
    messages.success(request, _("Signed out there."))
    return see_other(reverse("usersessions_list"))
