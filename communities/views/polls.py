"""Pages of polls in conversations, and the weekly question how a group is."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities import actions, queries, rules
from communities.enums import Face
from communities.forms import PollForm
from wellbeing_portal.kernel.kept import keeps_text
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_text
def poll_new(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    thread = queries.thread_for(request.user, public_id)
    if not rules.can_make_poll(thread.me, thread, timezone.now()):
        raise PermissionDenied(_("Those whose posts appear at once can ask the group something here."))
    form = PollForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            poll = actions.make_poll(thread.me, thread=thread, **form.facts())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Your question is in the conversation."))
            return see_other(poll.get_absolute_url())
    context = {"thread": thread, "form": form}
    return render(request, "communities/poll_new.html", context, status=422 if form.is_bound else 200)


def _numbers(raw: list[str]) -> list[int]:
    return [int(one) for one in raw if one.isascii() and one.isdigit() and len(one) < 3]


@require_POST
def poll_vote(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    poll = queries.poll_for(request.user, public_id)
    if not rules.can_read_as_member(poll.me):
        raise PermissionDenied(_("Only members of the group answer."))
    chosen = _numbers(request.POST.getlist("choice"))
    try:
        actions.vote(poll.me, poll=poll, chosen=chosen)
    except Refusal as refusal:
        messages.warning(request, refusal.message)
    else:
        said = _("Your answer is in. You can change it until the question closes.")
        messages.success(request, said if chosen else _("You have taken your answer back."))
    return see_other(poll.get_absolute_url())


def _mine(request: HttpRequest, public_id: uuid.UUID) -> Any:
    poll = queries.poll_for(request.user, public_id)
    if not rules.can_close_poll(request.user, poll.me, poll):
        raise PermissionDenied(_("Only who asked, and those who look after the group, do this."))
    return poll


@require_POST
def poll_close(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    poll = _mine(request, public_id)
    actions.close_poll(request.user, poll=poll)
    messages.success(request, _("The question is closed."))
    return see_other(poll.get_absolute_url())


@require_POST
def mood_tell(request: HttpRequest, slug: str) -> HttpResponse:
    """How one is this week, as one of five faces; a face that is none changes nothing."""
    group = queries.group_for(request.user, slug)
    me = queries.my_member(request.user, group)
    if not rules.can_tell_mood(me):
        raise PermissionDenied(_("This group does not ask that now."))
    face = request.POST.get("face", "")
    if face in map(str, Face.values):
        actions.tell_mood(me, face=int(face))
        said = _("Thank you. Nobody sees what you answered.")
        hard = _("Thank you for telling. Nobody sees who it was. If you want to talk with somebody, look at Help now.")
        messages.success(request, hard if int(face) == Face.HARD else said)
    return see_other(reverse("communities:group_page", args=[slug]))
