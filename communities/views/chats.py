"""Pages of theme chats: find, plan, enter, and be in one."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities import actions, queries, rules
from communities.enums import ChatState, Told
from communities.forms import ChatForm, NicknameForm, OnceForm, PaceForm, SayForm
from communities.models import Group
from communities.queries import Seat
from communities.registry import suggest_pseudonym
from communities.views._chat_rows import messages_html
from communities.views.threads import number_in
from wellbeing_portal.institutions.middleware import for_role_holders
from wellbeing_portal.kernel.kept import keeps_text
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.moderation.registry.words import read_words

# What the live page asks with, so that it gets a short answer instead of a page.
LIVE = "Live"
# The whole portal answers about so many questions of one chat in a second; the more people, the seldomer each asks.
ASKED_A_SECOND, FASTEST, SLOWEST = 200, 1.0, 10.0


@require_safe
def chat_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.chats_for(request.user, timezone.now()))
    return render(request, "communities/chat_list.html", {"page": page, "can_make": rules.can_make_chat(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def chat_new(request: HttpRequest) -> HttpResponse:
    if not rules.can_make_chat(request.user):
        raise PermissionDenied(_("Theme chats for everybody are planned by moderators and coordinators of a partner."))
    form = ChatForm(request.POST or None, user=request.user, initial={"language": get_language()})
    return _plan(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def group_chat_new(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    if not rules.can_make_chat_of_group(request.user, group, queries.my_member(request.user, group)):
        raise PermissionDenied(
            _("Theme chats are planned by those who look after an open group of a partner of today.")
        )
    form = ChatForm(request.POST or None, user=request.user, of_group=True, initial={"language": get_language()})
    return _plan(request, form, group)


def _plan(request: HttpRequest, form: ChatForm, group: Group | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        of_group = {"group": group, "owner": group.owner} if group is not None else {}
        try:
            chat = actions.make_chat(request.user, **form.facts(), **of_group)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The chat is planned. Be there a few minutes before it opens."))
            return see_other(chat.get_absolute_url())
    context = {"form": form, "group": group}
    return render(request, "communities/chat_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def chat_page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    seat = queries.chat_for(request.user, public_id)
    if not seat.inside:
        return _door(request, seat, None)
    return _room(request, seat, SayForm(initial={"once": uuid.uuid4()}))


def _door(request: HttpRequest, seat: Seat, form: NicknameForm | None) -> HttpResponse:
    now = timezone.now()
    chat, enters = seat.chat, rules.can_enter_chat(request.user, seat.chat, seat.member, now)
    if form is None and enters and seat.guest is None:
        form = NicknameForm(user=request.user, initial={"nickname": suggest_pseudonym(get_language() or "fi")})
    context = {
        "chat": chat,
        "state": chat.state_at(now),
        "guest": seat.guest,
        "form": form if enters else None,
        "can_host": rules.can_host_chat(request.user, chat, seat.member),
        "reminded": queries.is_reminded(request.user, chat),
    }
    return render(
        request, "communities/chat_door.html", context, status=422 if form is not None and form.is_bound else 200
    )


def _room(request: HttpRequest, seat: Seat, form: SayForm) -> HttpResponse:
    now, chat = timezone.now(), seat.chat
    before = number_in(request.GET.get("before", ""))
    rows, earlier = queries.latest_messages(seat, before)
    context = {
        "chat": chat,
        "state": chat.state_at(now),
        "waits": now >= chat.opens_at,
        "guest": seat.guest,
        "hosts": seat.hosts,
        "form": form,
        "pace": PaceForm(initial={"slow_seconds": chat.slow_seconds, "holds_all": chat.holds_all}),
        "messages_html": messages_html(rows, seat),
        "any": bool(rows),
        "earlier": rows[0]["place"] if earlier else 0,
        "before": before,
        "muted_until": rules.muted_until(seat.guest, seat.member, now),
        "can_reopen": seat.hosts and rules.can_reopen_chat(chat, now),
        "again": again(chat.guest_count),
        "care": "care" in request.GET,
        "reminded": chat.state_at(now) == ChatState.PLANNED and queries.is_reminded(request.user, chat),
        "key": uuid.uuid4(),
    }
    return render(request, "communities/chat_room.html", context, status=422 if form.is_bound else 200)


def again(people: int) -> int:
    """After how many milliseconds the live page asks again."""
    return int(min(max(people / ASKED_A_SECOND, FASTEST), SLOWEST) * 1000)


@require_POST
def chat_enter(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return _enter(request, public_id, as_host=False)


@require_POST
@for_role_holders
def chat_host(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Come in as a host: shown as one, and able to do what hosts do."""
    return _enter(request, public_id, as_host=True)


def _enter(request: HttpRequest, public_id: uuid.UUID, *, as_host: bool) -> HttpResponse:
    seat = queries.chat_for(request.user, public_id)
    if as_host and not rules.can_host_chat(request.user, seat.chat, seat.member):
        raise PermissionDenied(_("Only those who look after the chat come in as hosts."))
    if seat.guest is not None and not as_host:
        return see_other(seat.chat.get_absolute_url())
    if not as_host and not rules.can_enter_chat(request.user, seat.chat, seat.member, timezone.now()):
        raise PermissionDenied(_("Nobody comes into this chat now."))
    form = NicknameForm(request.POST, user=request.user)
    if form.is_valid():
        data = form.cleaned_data
        try:
            actions.enter_chat(
                request.user, chat=seat.chat, nickname=data["nickname"], as_host=as_host, anyway=data["anyway"]
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return see_other(seat.chat.get_absolute_url())
    return _door(request, seat, form)


@require_POST
def chat_remind(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """``on`` in the form: be reminded a quarter of an hour before, or no longer."""
    seat = queries.chat_for(request.user, public_id)
    on = request.POST.get("on") == "1"
    actions.remind_of_chat(request.user, chat=seat.chat, on=on)
    messages.success(request, _("We remind you a quarter of an hour before.") if on else _("We do not remind you."))
    return see_other(seat.chat.get_absolute_url())


@require_POST
@keeps_text
def chat_say(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    seat = queries.chat_for(request.user, public_id)
    if not seat.inside:
        raise PermissionDenied(_("Only those who are in the chat write there."))
    form = SayForm(request.POST, user=request.user)
    if form.is_valid():
        data = form.cleaned_data
        told = Told.HOSTS if data["hosts_only"] else Told.ALL
        if seat.hosts:
            actions.be_present(seat.guest)
        try:
            actions.say(seat.guest, body=data["body"], once=data["once"], told=told, anyway=data["anyway"])
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return _said(request, seat, care=bool(read_words(data["body"]).risk))
    if LIVE in request.headers:
        return _plainly(form)
    return _room(request, seat, form)


def _said(request: HttpRequest, seat: Seat, *, care: bool) -> HttpResponse:
    """``care``: what was written may tell of distress, so its writer is shown who helps."""
    if LIVE in request.headers:
        return HttpResponse(status=204, headers={"Chat-Care": "1"} if care else {})
    return see_other(seat.chat.get_absolute_url() + ("?care=1#care" if care else "#write"))


def _plainly(form: SayForm) -> HttpResponse:
    """What is wrong, for the live page to show beside what was typed."""
    said = " ".join(str(error) for errors in form.errors.values() for error in errors)
    headers = {"Chat-Anyway": "1"} if form.warned else {}
    return HttpResponse(said, status=422, content_type="text/plain; charset=utf-8", headers=headers)


@require_POST
def chat_help(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask the hosts for help, and see who else helps right now."""
    seat = queries.chat_for(request.user, public_id)
    if not seat.inside:
        raise PermissionDenied(_("Only those who are in the chat write there."))
    form = OnceForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            actions.ask_for_help(seat.guest, once=form.cleaned_data["once"])
        except Refusal as refusal:
            messages.info(request, refusal.message)
        else:
            messages.success(request, _("The hosts know. Somebody writes to you here."))
    return see_other(seat.chat.get_absolute_url() + "?care=1#care")


@require_safe
def chat_messages(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What changed after ``?after=``: messages to put in their places, or 204. Asked all the time, so kept cheap."""
    seat = queries.seat_in(request.user, public_id)
    if not seat.inside:
        return HttpResponse(status=204, headers={"Chat-State": "out"})
    rows, known = queries.changes_since(seat, number_in(request.GET.get("after", "")) or 0)
    headers = {
        "Chat-State": seat.chat.state_at(timezone.now()).value,
        "Chat-Known": str(known),
        "Chat-Again": str(again(seat.chat.guest_count)),
    }
    if not rows:
        return HttpResponse(status=204, headers=headers)
    return HttpResponse(messages_html(rows, seat), headers=headers)


@require_POST
@for_role_holders
def chat_present(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A host is here; their page says so while it is in front of them, and a button where there is no script."""
    seat = queries.seat_in(request.user, public_id)
    if not seat.hosts:
        raise PermissionDenied(_("Only those who look after the chat do this."))
    chat = actions.be_present(seat.guest)
    if LIVE in request.headers:
        return HttpResponse(status=204, headers={"Chat-State": chat.state_at(timezone.now()).value})
    return see_other(chat.get_absolute_url())


def _fold(request: HttpRequest, public_id: uuid.UUID, *, on: bool) -> HttpResponse:
    """The live page gets back what this nickname has said, to put it in its places."""
    guest = queries.guest_in(request.user, public_id)
    seat = queries.chat_for(request.user, guest.chat.public_id)
    if not rules.can_fold_guest(seat.guest, guest):
        raise PermissionDenied(_("You fold away what others in the chat say; hosts see and are seen."))
    actions.fold_guest(seat.guest, guest=guest, on=on)
    if LIVE in request.headers:
        return HttpResponse(messages_html(queries.messages_by(seat, guest), seat))
    said = _("What %(name)s says is folded away for you.") if on else _("You see what %(name)s says again.")
    messages.success(request, said % {"name": guest.nickname})
    return see_other(seat.chat.get_absolute_url())


@require_POST
def guest_fold(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Fold away one nickname, for oneself and in this chat."""
    return _fold(request, public_id, on=True)


@require_POST
def guest_unfold(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return _fold(request, public_id, on=False)
