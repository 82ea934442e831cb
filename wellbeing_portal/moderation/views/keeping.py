"""Contacts on duty and staffed hours; shifts."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.institutions.registry import PLACE, for_role_holders
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.moderation import actions, queries, rules
from wellbeing_portal.moderation.enums import LONGEST_SHIFT
from wellbeing_portal.moderation.forms import ContactForm, HoursForm, ShiftEndForm
from wellbeing_portal.moderation.views.queue import require_keeper


def _place(request: HttpRequest) -> Institution:
    """The place whose list it is; those who moderate see it, its coordinators keep it."""
    require_keeper(request)
    place = queries.kept_place(request.user, request.session.get(PLACE, ""))
    if request.method == "POST" and not rules.can_keep_duty(request.user, place):
        raise PermissionDenied(_("Only a coordinator keeps the contacts and the hours."))
    return place


def _duty_page(
    request: HttpRequest, place: Institution, contact: ContactForm | None = None, hours: HoursForm | None = None
) -> HttpResponse:
    may_keep = rules.can_keep_duty(request.user, place)
    refused = contact is not None or hours is not None
    context = {
        "place": place,
        "page": page_of(request, queries.duty_of(request.user, place)),
        "may_keep": may_keep,
        "contact": contact or ContactForm(user=request.user, people=queries.not_on_duty(request.user, place)),
        "hours": hours or HoursForm(user=request.user, hours=queries.hours_of(place)),
        "staffed": queries.staffed(place, timezone.now()),
    }
    return render(request, "moderation/duty.html", context, status=422 if refused else 200)


@for_role_holders
@require_safe
def duty(request: HttpRequest) -> HttpResponse:
    return _duty_page(request, _place(request))


@for_role_holders
@require_POST
def contact_add(request: HttpRequest) -> HttpResponse:
    place = _place(request)
    form = ContactForm(request.POST, user=request.user, people=queries.not_on_duty(request.user, place))
    if form.is_valid():
        try:
            actions.add_contact(request.user, place=place, person=form.cleaned_data["person"])
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Saved."))
            return see_other(reverse("moderation:duty"))
    return _duty_page(request, place, contact=form)


@for_role_holders
@require_POST
def hours_set(request: HttpRequest) -> HttpResponse:
    place = _place(request)
    form = HoursForm(request.POST, user=request.user, hours=[])
    if not form.is_valid():
        return _duty_page(request, place, hours=form)
    actions.set_hours(request.user, place=place, hours=form.hours)
    messages.success(request, _("Saved. What was promised before stays promised."))
    return see_other(reverse("moderation:duty"))


@for_role_holders
@require_POST
def contact_change(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """``first`` puts the contact first, ``remove`` takes it from the list."""
    require_keeper(request)
    row = queries.duty_for(request.user, public_id)
    if not rules.can_keep_duty(request.user, row.place):
        raise PermissionDenied(_("Only a coordinator keeps the contacts and the hours."))
    act = actions.remove_contact if "remove" in request.POST else actions.ask_first
    act(request.user, duty=row)
    messages.success(request, _("Saved."))
    return see_other(reverse("moderation:duty"))


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def shift(request: HttpRequest) -> HttpResponse:
    """Begins a shift, or ends the one that runs, by POST."""
    require_keeper(request)
    now, running = timezone.now(), queries.shift_of(request.user)
    form = ShiftEndForm(request.POST or None, user=request.user) if running is not None else None
    if request.method == "POST" and running is None:
        place = queries.kept_place(request.user, request.session.get(PLACE, ""))
        actions.begin_shift(request.user, place=place)
        messages.success(request, _("Your shift has begun."))
        return see_other(reverse("moderation:queue"))
    if form is not None and form.is_valid():
        actions.end_shift(request.user, shift=running, **form.cleaned_data)
        messages.success(request, _("Your shift has ended. Thank you, and rest well."))
        return see_other(reverse("moderation:shift"))
    context = {
        "shift": running,
        "form": form,
        "is_long": running is not None and now - running.began_at >= LONGEST_SHIFT,
        "page": page_of(request, queries.handovers_for(request.user), size=10),
        "debriefs": queries.debriefs_of(request.user)[:10],
    }
    return render(request, "moderation/shift.html", context, status=422 if form and form.is_bound else 200)
