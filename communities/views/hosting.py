"""Looking after a group's conversations: pin, close, hide, restore.

Hosts do this as members; moderators and coordinators of the owner by their role. Every view here is a
room of role holders: somebody with such a role needs a second factor, a student who hosts does not.
"""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities import actions, queries, rules
from communities.forms import ShownReasonForm
from communities.models import Group, Member, Post, Thread
from wellbeing_portal.institutions.middleware import for_role_holders
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.moderation.queries import is_hidden_for_good
from wellbeing_portal.moderation.rules import can_moderate


def _require_host(request: HttpRequest, group: Group, me: Member | None) -> None:
    if not rules.can_host_group(request.user, group, me):
        raise PermissionDenied(_("Only those who look after the group do this."))


def leave_to_moderation(request: HttpRequest, thing: Any, owner: Institution) -> None:
    """403 for a host who would show again what those who moderate have hidden."""
    if is_hidden_for_good(thing) and not can_moderate(request.user, owner):
        raise PermissionDenied(_("The moderators have hidden this. Only they can show it again."))


def _thread(request: HttpRequest, public_id: uuid.UUID) -> Thread:
    thread = queries.thread_for(request.user, public_id)
    _require_host(request, thread.group, thread.me)
    return thread


def _post(request: HttpRequest, public_id: uuid.UUID) -> Post:
    post = queries.post_for(request.user, public_id)
    _require_host(request, post.thread.group, post.me)
    return post


def _at_once(request: HttpRequest, act: Callable[..., None], **target: Any) -> HttpResponse:
    """Act on the one target, named as the action names it, and go back to it."""
    act(request.user, **target)
    (about,) = target.values()
    return see_other(about.get_absolute_url())


def _with_reason(request: HttpRequest, act: Callable[..., None], says: dict[str, str], **target: Any) -> HttpResponse:
    """Ask why, then do the same."""
    form = ShownReasonForm(request.POST or None, user=request.user)
    if form.is_valid():
        return _at_once(request, partial(act, reason=form.cleaned_data["reason"]), **target)
    (about,) = target.values()
    context = {**says, "form": form, "back": about.get_absolute_url()}
    return render(request, "communities/thread_reason.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_role_holders
def thread_pin(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return _at_once(request, actions.pin_thread, thread=_thread(request, public_id))


@require_POST
@for_role_holders
def thread_unpin(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return _at_once(request, actions.unpin_thread, thread=_thread(request, public_id))


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def thread_close(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    says = {
        "heading": _("Close the conversation"),
        "lead": _("Nobody can write in it any more. Everybody can still read it, and you can open it again."),
        "button": _("Close"),
    }
    return _with_reason(request, actions.close_thread, says, thread=_thread(request, public_id))


@require_POST
@for_role_holders
def thread_reopen(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return _at_once(request, actions.reopen_thread, thread=_thread(request, public_id))


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def thread_hide(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    says = {
        "heading": _("Hide the conversation"),
        "lead": _("The group no longer sees it. Those who look after the group do, and can bring it back."),
        "button": _("Hide"),
    }
    return _with_reason(request, actions.hide_thread, says, thread=_thread(request, public_id))


@require_POST
@for_role_holders
def thread_restore(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return _at_once(request, actions.restore_thread, thread=_thread(request, public_id))


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def post_hide(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    says = {
        "heading": _("Hide the post"),
        "lead": _("The group sees your reason instead. The writer still sees the text, and you can bring it back."),
        "button": _("Hide"),
    }
    return _with_reason(request, actions.hide_post, says, post=_post(request, public_id))


@require_POST
@for_role_holders
def post_restore(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    post = _post(request, public_id)
    leave_to_moderation(request, post, post.thread.group.owner)
    return _at_once(request, actions.restore_post, post=post)
