"""Pages of meet-ups: look, say that one comes, be reminded; and for hosts plan, change, cancel."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities import actions, queries, rules
from communities.enums import GuestState, Scope
from communities.forms import CancelForm, ComeForm, MeetupForm
from communities.models import Meetup
from wellbeing_portal.institutions.middleware import for_role_holders
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other


@require_safe
def meetup_page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return _meetup_page(request, queries.meetup_for(request.user, public_id))


def _meetup_page(request: HttpRequest, meetup: Meetup, form: ComeForm | None = None) -> HttpResponse:
    now = timezone.now()
    hosts = rules.can_host_group(request.user, meetup.group, meetup.me)
    wish = {"wish": meetup.guest.remind} if meetup.guest else {}
    context = {
        "meetup": meetup,
        "group": meetup.group,
        "mine": meetup.guest.state if meetup.guest else "",
        "form": form or ComeForm(initial=wish),
        "can_answer": rules.can_answer_meetup(meetup.me, meetup, now=now),
        "can_come": rules.can_come(meetup.me, meetup, now=now),
        "can_come_often": rules.can_come_every_time(meetup.me, meetup, now=now),
        "can_stop": meetup.every_time and rules.can_stop_coming(meetup.me, meetup),
        "can_change": rules.can_change_meetup(request.user, meetup, meetup.me, now=now),
        "is_over": now >= meetup.ends_at,
        "address": meetup.online_address if rules.sees_address(meetup, meetup.guest, hosts=hosts, now=now) else "",
        "guests": page_of(request, queries.guests_of(request.user, meetup)) if rules.can_see_guests(meetup.me) else [],
    }
    status = 422 if form is not None else 200
    return render(request, "communities/meetup_page.html", context, status=status)


@require_safe
def meetup_list(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    me = queries.my_member(request.user, group)
    if not (rules.can_read_as_member(me) or rules.can_host_group(request.user, group, me)):
        raise PermissionDenied(_("Only members see the meet-ups of the group."))
    context = {
        "group": group,
        "page": page_of(request, queries.meetups_of(request.user, group, timezone.now())),
        "can_make": rules.can_make_meetup(request.user, group, me),
    }
    return render(request, "communities/meetup_list.html", context)


@require_POST
def meetup_come(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    meetup = queries.meetup_for(request.user, public_id)
    if not rules.can_come(meetup.me, meetup, now=timezone.now()):
        raise PermissionDenied(_("Members of the group come to its meet-ups, until these are over."))
    form = ComeForm(request.POST, user=request.user)
    if not form.is_valid():
        return _meetup_page(request, meetup, form)
    try:
        guest = actions.come_to_meetup(meetup.me, meetup=meetup, wish=form.cleaned_data["wish"])
    except Refusal as refusal:
        form.add_refusal(refusal)
        return _meetup_page(request, meetup, form)
    if guest.state == GuestState.COMING:
        messages.success(request, _("You are coming. If your plans change, just say so here."))
    else:
        messages.success(request, _("All seats are taken. You are in the line, and we tell you of a free seat."))
    return see_other(meetup.get_absolute_url())


@require_POST
def series_come(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Come to this day of what repeats, and every time from now on."""
    meetup = queries.meetup_for(request.user, public_id)
    if not rules.can_come_every_time(meetup.me, meetup, now=timezone.now()):
        raise PermissionDenied(_("Members of the group come every time to what repeats, until it is over."))
    form = ComeForm(request.POST, user=request.user)
    if not form.is_valid():
        return _meetup_page(request, meetup, form)
    try:
        actions.come_every_time(meetup.me, meetup=meetup, wish=form.cleaned_data["wish"])
    except Refusal as refusal:
        form.add_refusal(refusal)
        return _meetup_page(request, meetup, form)
    messages.success(
        request, _("You come every time. Where a day is full, you are in its line. You can say no to any single day.")
    )
    return see_other(meetup.get_absolute_url())


@require_POST
def series_leave(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    meetup = queries.meetup_for(request.user, public_id)
    if not rules.can_stop_coming(meetup.me, meetup):
        raise PermissionDenied(_("Members of the group come every time to what repeats, until it is over."))
    try:
        actions.stop_coming(meetup.me, meetup=meetup)
    except Refusal as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, _("You do not come every time any more. Nobody is told who it was."))
    return see_other(meetup.get_absolute_url())


@require_POST
def meetup_leave(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    meetup = queries.meetup_for(request.user, public_id)
    if not rules.can_answer_meetup(meetup.me, meetup, now=timezone.now()):
        raise PermissionDenied(_("Members of the group come to its meet-ups, until these are over."))
    actions.leave_meetup(meetup.me, meetup=meetup)
    messages.success(request, _("All right, you are not coming. Nobody is told who it was."))
    return see_other(meetup.get_absolute_url())


@require_POST
def meetup_remind(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    meetup = queries.meetup_for(request.user, public_id)
    if not rules.can_answer_meetup(meetup.me, meetup, now=timezone.now()):
        raise PermissionDenied(_("Members of the group come to its meet-ups, until these are over."))
    form = ComeForm(request.POST, user=request.user)
    try:
        if form.is_valid():
            actions.choose_reminder(meetup.me, meetup=meetup, wish=form.cleaned_data["wish"])
            messages.success(request, _("Your reminder is set."))
            return see_other(meetup.get_absolute_url())
    except Refusal as refusal:
        form.add_refusal(refusal)
    return _meetup_page(request, meetup, form)


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def meetup_new(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    if not rules.can_make_meetup(request.user, group, queries.my_member(request.user, group)):
        raise PermissionDenied(_("Meet-ups are made by those who look after an open group of a partner of today."))
    form = MeetupForm(request.POST or None, user=request.user, initial={"place": group.place})
    if form.is_valid():
        try:
            once = form.cleaned_data["once"]
            if form.repeats:
                meetup = actions.make_series(request.user, group=group, once=once, **form.series_facts())
            else:
                meetup = actions.make_meetup(request.user, group=group, once=once, **form.facts())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The meet-up is planned. The group sees it now."))
            return see_other(meetup.get_absolute_url())
    context = {"form": form, "group": group, "meetup": None}
    return render(request, "communities/meetup_form.html", context, status=422 if form.is_bound else 200)


def _to_change(request: HttpRequest, public_id: uuid.UUID) -> Any:
    meetup = queries.meetup_for(request.user, public_id)
    if not rules.can_change_meetup(request.user, meetup, meetup.me, now=timezone.now()):
        raise PermissionDenied(_("Meet-ups are changed by those who look after the group, until they are over."))
    return meetup


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def meetup_edit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    meetup = _to_change(request, public_id)
    form = MeetupForm(request.POST or None, user=request.user, meetup=meetup)
    if form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            if form.is_for_following:
                actions.update_following(request.user, meetup=meetup, version=version, **form.series_facts())
            else:
                actions.update_meetup(request.user, meetup=meetup, version=version, **form.facts())
        except Refusal as refusal:
            form.add_refusal(refusal)
        except actions.ChangedSinceError:
            form = form.on_version(queries.meetup_for(request.user, public_id).version)
            form.add_error(
                None, _("Somebody else has changed the meet-up meanwhile. Look at it first; saving again keeps yours.")
            )
        else:
            messages.success(request, _("The meet-up is saved. Whoever comes hears of another time or place."))
            return see_other(meetup.get_absolute_url())
    context = {"form": form, "group": meetup.group, "meetup": meetup}
    return render(request, "communities/meetup_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def meetup_cancel(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    meetup = _to_change(request, public_id)
    form = CancelForm(request.POST or None, user=request.user, meetup=meetup)
    if form.is_valid():
        following = form.cleaned_data.get("scope") == Scope.FOLLOWING
        act = actions.cancel_following if following else actions.cancel_meetup
        act(request.user, meetup=meetup, reason=form.cleaned_data["reason"])
        messages.success(request, _("The meet-up is cancelled. Whoever comes or waits hears of it."))
        return see_other(meetup.get_absolute_url())
    context = {
        "form": form,
        "title": _("Cancel the meet-up"),
        "lead": meetup.when,
        "back_url": meetup.get_absolute_url(),
        "back": meetup.title,
        "button": _("Cancel the meet-up"),
    }
    return render(request, "communities/group_reason.html", context, status=422 if form.is_bound else 200)
