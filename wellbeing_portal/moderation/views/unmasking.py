"""Finding out who somebody is: two people, two roles, one look each, and the person is told."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import standing_of
from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.moderation import actions, queries, rules
from wellbeing_portal.moderation.forms import AskForm, HoldForm, UnmaskingAnswerForm
from wellbeing_portal.moderation.models import Unmasking
from wellbeing_portal.moderation.views.queue import require_keeper


def _require_looker(request: HttpRequest) -> None:
    """Those who moderate, and the operators, who are asked where a place has no coordinator."""
    if not standing_of(request.user).has_role(Role.OPERATOR):
        require_keeper(request)


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def unmasking_ask(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    require_keeper(request)
    item = queries.item_for(request.user, public_id)
    if not rules.can_ask_unmasking(request.user, item):
        raise PermissionDenied(_("Only moderators ask this, about what somebody else wrote."))
    form = AskForm(request.POST or None, user=request.user)
    if form.is_valid():
        unmasking = actions.ask_unmasking(request.user, item=item, reason=form.cleaned_data["reason"])
        return see_other(reverse("moderation:unmasking_page", args=[unmasking.public_id]))
    context = {"item": item, "form": form}
    return render(request, "moderation/unmasking_ask.html", context, status=422 if form.is_bound else 200)


@for_role_holders
@require_safe
def unmasking_list(request: HttpRequest) -> HttpResponse:
    _require_looker(request)
    return render(
        request, "moderation/unmasking_list.html", {"page": page_of(request, queries.unmaskings_for(request.user))}
    )


def _unmasking_page(request: HttpRequest, unmasking: Unmasking, **more: object) -> HttpResponse:
    user, now = request.user, timezone.now()
    context = {
        "unmasking": unmasking,
        "form": UnmaskingAnswerForm(user=user) if rules.can_answer_unmasking(user, unmasking) else None,
        "hold": HoldForm(user=user) if rules.can_hold_unmasking(user, unmasking, now) else None,
        "can_see": rules.can_see_unmasked(user, unmasking, now),
        "person": None,
        **more,
    }
    bound = any(form is not None and form.is_bound for form in (context["form"], context["hold"]))
    return render(request, "moderation/unmasking_page.html", context, status=422 if bound else 200)


@for_role_holders
@require_safe
def unmasking_page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    _require_looker(request)
    return _unmasking_page(request, queries.unmasking_for(request.user, public_id))


@for_role_holders
@require_POST
def unmasking_answer(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    _require_looker(request)
    unmasking = queries.unmasking_for(request.user, public_id)
    if not rules.answering_role(request.user, unmasking):
        raise PermissionDenied(_("Somebody else, in another role, has to answer this."))
    form = UnmaskingAnswerForm(request.POST, user=request.user)
    if not form.is_valid():
        return _unmasking_page(request, unmasking, form=form)
    actions.answer_unmasking(request.user, unmasking=unmasking, **form.cleaned_data)
    return see_other(reverse("moderation:unmasking_page", args=[public_id]))


@for_role_holders
@never_cache
@require_POST
def unmasking_show(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Answers with the page itself, not with a redirect: nothing keeps what it shows, so it is shown this once."""
    _require_looker(request)
    unmasking = queries.unmasking_for(request.user, public_id)
    if request.user.pk not in (unmasking.asked_by_id, unmasking.answered_by_id):
        raise PermissionDenied(_("Only the two who asked and agreed are shown this."))
    try:
        person = actions.see_unmasked(request.user, unmasking=unmasking)
    except Refusal as refusal:
        messages.warning(request, refusal.message)
        return see_other(reverse("moderation:unmasking_page", args=[public_id]))
    return _unmasking_page(request, unmasking, person=person, can_see=False)


@for_role_holders
@require_POST
def unmasking_hold(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    _require_looker(request)
    unmasking = queries.unmasking_for(request.user, public_id)
    if not rules.can_hold_unmasking(request.user, unmasking, timezone.now()):
        raise PermissionDenied(_("This cannot be held back, or not by you."))
    form = HoldForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            actions.hold_unmasking(request.user, unmasking=unmasking, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return see_other(reverse("moderation:unmasking_page", args=[public_id]))
    return _unmasking_page(request, unmasking, hold=form)


@require_safe
def unmasking_told(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What the person is told whose pseudonym was opened: when, why, by which roles, and what they can do."""
    unmasking = queries.told_unmasking(request.user, public_id, timezone.now())
    return render(request, "moderation/unmasking_told.html", {"unmasking": unmasking})
