"""What was decided, as its writer reads it; and appeals."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.kernel.middleware import may_write
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.moderation import actions, queries, rules
from wellbeing_portal.moderation.forms import AnswerForm, AppealForm
from wellbeing_portal.moderation.models import Appeal, Decision


@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    """What was decided about me, and what I have reported."""
    context = {
        "page": page_of(request, queries.statements_of(request.user)),
        "reports": queries.own_reports(request.user)[:20],
    }
    return render(request, "moderation/my_cases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    decision = queries.statement_for(request.user, public_id)
    may_appeal = rules.can_appeal_decision(request.user, decision, timezone.now())
    form = AppealForm(request.POST or None, user=request.user) if may_appeal and decision.mine is None else None
    if request.method == "POST":
        if not may_appeal:
            raise PermissionDenied(_("This can no longer be appealed."))
        if form is None or form.is_valid():
            says = form.cleaned_data["says"] if form is not None else ""
            actions.appeal_decision(request.user, decision=decision, says=says)
            messages.success(request, _("Your appeal is on its way to somebody else than who decided."))
            return see_other(reverse("moderation:statement", args=[decision.public_id]))
    context = {**_told(decision), "form": form}
    return render(request, "moderation/statement.html", context, status=422 if form and form.is_bound else 200)


def _told(decision: Decision) -> dict[str, Any]:
    """What the page and the text say."""
    return {"decision": decision, "about": queries.about_of(decision.item)}


@require_safe
def statement_text(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The same as plain text, to keep."""
    decision = queries.statement_for(request.user, public_id)
    text = render_to_string("moderation/statement.txt", {**_told(decision), "portal": settings.PORTAL_URL})
    headers = {"Content-Disposition": 'attachment; filename="decision.txt"'}
    return HttpResponse(text.strip() + "\n", content_type="text/plain; charset=utf-8", headers=headers)


def _require_answerer(request: HttpRequest) -> None:
    if not queries.answers_appeals(request.user):
        raise PermissionDenied(_("Only those who answer appeals see them."))
    if not rules.is_ready(request.user):
        raise PermissionDenied(_("Complete the training of moderators first. Then the queue opens for you."))


@for_role_holders
@require_safe
def appeal_list(request: HttpRequest) -> HttpResponse:
    _require_answerer(request)
    context = {
        "page": page_of(request, queries.appeals_for(request.user)),
        "now": timezone.now(),
        "keeps": bool(queries.places_kept(request.user)),
    }
    return render(request, "moderation/appeal_list.html", context)


def _on(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    """To what came into the queue again and is theirs now, or back to the list."""
    item = queries.open_item_like(request.user, appeal.decision.item)
    if item is not None and rules.can_decide_item(request.user, item):
        return see_other(reverse("moderation:item_page", args=[item.public_id]))
    return see_other(reverse("moderation:appeal_list"))


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
@may_write("that somebody was shown what a person wrote is put in the trail")
def appeal_page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """With what was said: whoever answers from another place does not see the item itself."""
    _require_answerer(request)
    appeal = queries.appeal_for(request.user, public_id)
    item = appeal.decision.item
    if request.method != "POST":
        actions.read_evidence(request.user, item=item)
    may = rules.can_decide_appeal(request.user, appeal)
    form = AnswerForm(request.POST or None, user=request.user, anew=appeal.cause_id is not None) if may else None
    if request.method == "POST":
        if form is None:
            raise PermissionDenied(_("Somebody else than who made the decision answers the appeal."))
        if form.is_valid():
            try:
                actions.decide_appeal(request.user, appeal=appeal, **form.cleaned_data)
            except Refusal as refusal:
                form.add_refusal(refusal)
            else:
                messages.success(request, _("It is decided. Those whom it concerns hear of it."))
                return _on(request, appeal)
    context = {
        "appeal": appeal,
        "decision": appeal.decision,
        "item": item,
        "form": form,
        "evidence": queries.evidence_in(appeal),
        "keeps": rules.can_moderate(request.user, item.place),
    }
    return render(request, "moderation/appeal_page.html", context, status=422 if form and form.is_bound else 200)
