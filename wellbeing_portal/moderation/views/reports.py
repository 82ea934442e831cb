"""Reporting, and what came of it."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.moderation import actions, queries, rules
from wellbeing_portal.moderation.forms import AgainForm, ReportForm
from wellbeing_portal.moderation.models import Cause


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, kind: str, public_id: uuid.UUID) -> HttpResponse:
    """Works from any page that has a link to it; what is reported stays as it is."""
    found = queries.reportable_for(request.user, kind, public_id)
    if not rules.can_report(request.user, found.kind.author(found.thing)):
        raise PermissionDenied(_("This is your own. You can edit it or remove it where it stands."))
    form = ReportForm(request.POST or None, user=request.user, initial={"once": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            cause = actions.report_thing(request.user, about=found.thing, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return see_other(reverse("moderation:receipt", args=[cause.public_id]))
    place = found.kind.place(found.thing)
    context = {
        "form": form,
        "label": found.kind.label,
        "pen_name": found.kind.pen_name(found.thing),
        "said": found.kind.says(found.thing),
        "back": found.kind.link(found.thing),
        "rules_link": found.kind.rules_link(found.thing),
        "place": place,
        "staffed_at": queries.next_staffed(place, timezone.now()),
        "now": timezone.now(),
    }
    return render(request, "moderation/report.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One's own report and what came of it; by POST, asking for a second look."""
    cause = queries.receipt_for(request.user, public_id)
    return answered(request, cause, "moderation/receipt.html")


def answered(request: HttpRequest, cause: Cause, template: str) -> HttpResponse:
    """The receipt of a report, signed in or by its reference."""
    decision, again = queries.decision_of(cause.item), queries.again_of(cause)
    may_ask = rules.can_ask_again(cause, decision, timezone.now())
    form = AgainForm(request.POST or None, user=request.user) if may_ask and again is None else None
    if request.method == "POST":
        if not may_ask:
            raise PermissionDenied(_("This can no longer be looked at again."))
        if form is None or form.is_valid():
            if form is not None:
                actions.ask_again(cause=cause, says=form.cleaned_data["says"])
            return see_other(request.path)
    context = {
        "cause": cause,
        "outcome": queries.outcome_of(cause.item),
        "decision": decision,
        "again": again,
        "form": form,
    }
    return render(request, template, context, status=422 if form and form.is_bound else 200)
