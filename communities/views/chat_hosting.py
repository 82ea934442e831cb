"""What the hosts of a theme chat do in it. Whatever they do also tells that a host is there.

Hosts by role need a second factor; a student who hosts a group does not.
"""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities import actions, queries, rules
from communities.enums import Told
from communities.forms import ChatForm, MuteForm, PaceForm, ReasonForm, WordForm
from communities.models import Chat, ChatGuest, ChatMessage
from communities.queries import Seat
from communities.views.chats import LIVE
from communities.views.hosting import leave_to_moderation
from wellbeing_portal.institutions.middleware import for_role_holders
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other


def _seat(request: HttpRequest, public_id: uuid.UUID) -> Seat:
    """The host's place in the chat; being asked for something they are there."""
    seat = queries.chat_for(request.user, public_id)
    if not seat.hosts:
        raise PermissionDenied(_("Only those who look after the chat do this, once they have come in as hosts."))
    if request.method == "POST":
        actions.be_present(seat.guest)
    return seat


def _message(request: HttpRequest, public_id: uuid.UUID) -> tuple[ChatMessage, Seat]:
    message = queries.message_in(request.user, public_id)
    return message, _seat(request, message.chat.public_id)


def _other(request: HttpRequest, public_id: uuid.UUID) -> tuple[ChatGuest, Seat]:
    guest = queries.guest_in(request.user, public_id)
    return guest, _seat(request, guest.chat.public_id)


def _done(request: HttpRequest, chat: Chat) -> HttpResponse:
    return HttpResponse(status=204) if LIVE in request.headers else see_other(chat.get_absolute_url())


@require_POST
@for_role_holders
def message_let(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    message, seat = _message(request, public_id)
    actions.let_message_through(request.user, message=message)
    return _done(request, seat.chat)


@require_POST
@for_role_holders
def message_show(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    message, seat = _message(request, public_id)
    leave_to_moderation(request, message, seat.chat.owner)
    actions.show_message(request.user, message=message)
    return _done(request, seat.chat)


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def message_hide(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """With one of the reasons that stand ready beside the message, or after asking for another."""
    message, seat = _message(request, public_id)
    form = ReasonForm(request.POST or None, user=request.user)
    if form.is_valid():
        actions.hide_message(request.user, message=message, reason=form.cleaned_data["reason"])
        return _done(request, seat.chat)
    context = {"form": form, "chat": seat.chat, "message": message}
    return render(request, "communities/chat_hide.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def guest_page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A word to one person, a pause, or the way out; ``do`` in the form says which."""
    guest, seat = _other(request, public_id)
    do = request.POST.get("do", "")
    can_act = guest.user_id != request.user.pk and not guest.is_host
    if do in ("mute", "remove") and not can_act:
        raise PermissionDenied(_("A host is not silenced or taken out by another host. Speak with them."))
    forms = {
        name: kind(request.POST if do == name else None, user=request.user, auto_id=f"id_{name}_%s", initial=initial)
        for name, kind, initial in (
            ("word", WordForm, {"once": uuid.uuid4()}),
            ("mute", MuteForm, {}),
            ("remove", ReasonForm, {}),
        )
    }
    status = 200
    if do in forms:
        form = forms[do]
        if form.is_valid() and _act(request, do, form, seat, guest):
            return see_other(seat.chat.get_absolute_url())
        status = 422
    elif do in BACK:
        BACK[do](request.user, guest=guest)
        return see_other(seat.chat.get_absolute_url())
    context = {
        "chat": seat.chat,
        "other": guest,
        "forms": forms,
        "muted": guest.muted_until is not None and guest.muted_until > timezone.now(),
        "can_act": can_act,
    }
    return render(request, "communities/chat_guest.html", context, status=status)


BACK: dict[str, Callable[..., Any]] = {"unmute": actions.unmute_guest, "back": actions.let_guest_back}


def _act(request: HttpRequest, do: str, form: Any, seat: Seat, guest: ChatGuest) -> bool:
    """Do what the form says; False when the action said no, which then stands on the form."""
    data = form.cleaned_data
    try:
        if do == "word":
            actions.say(seat.guest, body=data["body"], once=data["once"], told=Told.ONE, to=guest)
        elif do == "mute":
            until = timezone.now() + datetime.timedelta(minutes=data["minutes"])
            actions.mute_guest(request.user, guest=guest, until=until, reason=data["reason"], host=seat.guest)
        else:
            actions.remove_guest(request.user, guest=guest, reason=data["reason"])
    except Refusal as refusal:
        form.add_refusal(refusal)
        return False
    return True


@require_POST
@for_role_holders
def chat_steer(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Say goodbye, go on, close, open again, or change the pace."""
    seat = _seat(request, public_id)
    match request.POST.get("do", ""):
        case "goodbye":
            actions.say_goodbye(request.user, chat=seat.chat)
        case "extend":
            ends_at = parse_datetime(request.POST.get("ends_at", ""))
            if ends_at is not None:
                actions.extend_chat(request.user, chat=seat.chat, ends_at=ends_at)
        case "close":
            actions.close_chat(request.user, chat=seat.chat)
        case "reopen":
            actions.reopen_chat(seat.guest)
        case "pace":
            form = PaceForm(request.POST, user=request.user)
            if form.is_valid():
                actions.set_pace(request.user, chat=seat.chat, **form.cleaned_data)
    return _done(request, seat.chat)


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def chat_edit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    seat = queries.chat_for(request.user, public_id)
    if not rules.can_edit_chat(request.user, seat.chat, seat.member, timezone.now()):
        raise PermissionDenied(_("A chat is changed by its hosts, until it opens."))
    form = ChatForm(request.POST or None, user=request.user, chat=seat.chat)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_chat(request.user, chat=seat.chat, **form.facts())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The chat is saved."))
            return see_other(seat.chat.get_absolute_url())
    context = {"form": form, "group": seat.chat.group, "chat": seat.chat}
    return render(request, "communities/chat_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_role_holders
def chat_off(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Call off what is planned."""
    seat = queries.chat_for(request.user, public_id)
    if not rules.can_edit_chat(request.user, seat.chat, seat.member, timezone.now()):
        raise PermissionDenied(_("A chat is called off by its hosts, until it opens."))
    actions.close_chat(request.user, chat=seat.chat)
    messages.success(request, _("The chat is called off."))
    return see_other(seat.chat.get_absolute_url())
