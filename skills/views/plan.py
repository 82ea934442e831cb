"""The learning plan: what its owner means to do, and when. Nobody else sees these pages."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills import actions, queries
from skills.forms import PlanForm
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other


@require_safe
def plan_page(request: HttpRequest) -> HttpResponse:
    plan = queries.plan_of(request.user, get_language())
    return render(request, "skills/plan_page.html", {"plan": plan, "page": page_of(request, plan.all, size=15)})


@require_http_methods(["GET", "HEAD", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    initial = {"course": request.GET.get("course", "")}
    form = PlanForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.plan(request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("It is in your plan."))
            return see_other(reverse("skills:plan_page"))
    context = {"form": form, "item": None}
    return render(request, "skills/plan_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    item = queries.plan_item_for(request.user, public_id)
    form = PlanForm(request.POST or None, user=request.user, item=item)
    if request.method == "POST" and form.is_valid():
        actions.change_plan(request.user, item=item, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return see_other(reverse("skills:plan_page"))
    context = {"form": form, "item": item}
    return render(request, "skills/plan_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def plan_delete(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    actions.remove_plan(request.user, item=queries.plan_item_for(request.user, public_id))
    messages.success(request, _("It is no longer in your plan."))
    return see_other(reverse("skills:plan_page"))


@require_POST
def plan_pause(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """``on`` lets it rest; without it, it goes on."""
    item = queries.plan_item_for(request.user, public_id)
    actions.pause_plan(request.user, item=item, paused=bool(request.POST.get("on")))
    return see_other(f"{reverse('skills:plan_page')}#plan-{public_id}")


@require_POST
def plan_pause_all(request: HttpRequest) -> HttpResponse:
    paused = bool(request.POST.get("on"))
    actions.pause_plan(request.user, paused=paused)
    messages.success(request, _("Your plan rests, and so do its reminders.") if paused else _("Your plan goes on."))
    return see_other(reverse("skills:plan_page"))
