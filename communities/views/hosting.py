"""Looking after a group's conversations: pin, close, hide, restore.

Hosts do this as members; moderators and coordinators of the owner by their role. Every view here is a
room of role holders: somebody with such a role needs a second factor, a student who hosts does not.
"""

import uuid
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities import actions, queries, rules
from communities.forms import ShownReasonForm
from communities.models import Post, Thread
from wellbeing_portal.institutions.middleware import for_role_holders
from wellbeing_portal.kernel.render import see_other


def _thread(request: HttpRequest, public_id: uuid.UUID) -> Thread:
    thread = queries.thread_for(request.user, public_id)
    if not rules.can_host_group(request.user, thread.group, thread.me):
        raise PermissionDenied(_("Only those who look after the group do this."))
    return thread


def _post(request: HttpRequest, public_id: uuid.UUID) -> Post:
    post = queries.post_for(request.user, public_id)
    if not rules.can_host_group(request.user, post.thread.group, post.me):
        raise PermissionDenied(_("Only those who look after the group do this."))
    return post


@require_POST
@for_role_holders
def thread_pin(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    thread = _thread(request, public_id)
    actions.pin_thread(request.user, thread=thread)
    return see_other(thread.get_absolute_url())


@require_POST
@for_role_holders
def thread_unpin(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    thread = _thread(request, public_id)
    actions.unpin_thread(request.user, thread=thread)
    return see_other(thread.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def thread_close(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    thread = _thread(request, public_id)
    says = {
        "heading": _("Close the conversation"),
        "lead": _("Nobody can write in it any more. Everybody can still read it, and you can open it again."),
        "button": _("Close"),
    }
    return _with_reason(request, thread, says, actions.close_thread)


@require_POST
@for_role_holders
def thread_reopen(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    thread = _thread(request, public_id)
    actions.reopen_thread(request.user, thread=thread)
    return see_other(thread.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def thread_hide(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    thread = _thread(request, public_id)
    says = {
        "heading": _("Hide the conversation"),
        "lead": _("The group no longer sees it. Those who look after the group do, and can bring it back."),
        "button": _("Hide"),
    }
    return _with_reason(request, thread, says, actions.hide_thread)


@require_POST
@for_role_holders
def thread_restore(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    thread = _thread(request, public_id)
    actions.restore_thread(request.user, thread=thread)
    return see_other(thread.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def post_hide(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    post = _post(request, public_id)
    says = {
        "heading": _("Hide the post"),
        "lead": _("The group sees your reason instead. The writer still sees the text, and you can bring it back."),
        "button": _("Hide"),
    }
    return _with_reason(request, post, says, actions.hide_post)


@require_POST
@for_role_holders
def post_restore(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    post = _post(request, public_id)
    actions.restore_post(request.user, post=post)
    return see_other(post.get_absolute_url())


def _with_reason(
    request: HttpRequest, target: Thread | Post, says: dict[str, str], act: Callable[..., None]
) -> HttpResponse:
    """Ask why, act, and go back to what it was about."""
    form = ShownReasonForm(request.POST or None, user=request.user)
    if form.is_valid():
        kind = "thread" if isinstance(target, Thread) else "post"
        act(request.user, **{kind: target}, reason=form.cleaned_data["reason"])
        return see_other(target.get_absolute_url())
    context = {**says, "form": form, "back": target.get_absolute_url()}
    return render(request, "communities/thread_reason.html", context, status=422 if form.is_bound else 200)
