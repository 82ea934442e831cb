"""Giving notice without signing in, of what is seen without signing in."""

import uuid

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods

from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.moderation import actions, queries
from wellbeing_portal.moderation.forms import NoticeForm
from wellbeing_portal.moderation.views.reports import answered


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, kind: str, public_id: uuid.UUID) -> HttpResponse:
    """Only what anybody sees can be reported here, whoever asks: the wall is that of somebody signed out."""
    found = queries.reportable_for(AnonymousUser(), kind, public_id)
    form = NoticeForm(request.POST or None, initial={"once": uuid.uuid4()})
    if request.method == "POST":
        refused = ratelimit.consume_or_429(request, action="notice")
        if refused is not None:
            return refused
        if form.is_valid():
            said = {name: value for name, value in form.cleaned_data.items() if name != "good_faith"}
            cause = actions.give_notice(about=found.thing, language=translation.get_language() or "fi", **said)
            return see_other(reverse("moderation:notice_receipt", args=[cause.public_id]))
    context = {
        "form": form,
        "label": found.kind.label,
        "said": found.kind.says(found.thing),
        "back": found.kind.link(found.thing),
        "place": found.kind.place(found.thing),
    }
    return render(request, "moderation/notice.html", context, status=422 if form.is_bound else 200)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice_receipt(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Whoever has the reference sees what came of it and asks for a second look; nothing of who gave notice."""
    cause = queries.notice_for(public_id)
    if request.method == "POST":
        refused = ratelimit.consume_or_429(request, action="notice")
        if refused is not None:
            return refused
    return answered(request, cause, "moderation/notice_receipt.html")
