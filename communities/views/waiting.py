"""Posts that wait for a host: the list of those who look after the group, and what they and the writer do."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities import actions, queries, rules
from communities.forms import DeclineForm
from communities.models import Group, Post
from communities.views.threads import number_in, status_of
from wellbeing_portal.institutions.middleware import for_role_holders
from wellbeing_portal.kernel.middleware import may_write
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other


@for_role_holders
@may_write("reading what waits by one's role is put in the trail")
@require_safe
def posts_waiting(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    me = queries.my_member(request.user, group)
    if not rules.can_host_group(request.user, group, me):
        raise PermissionDenied(_("Only the hosts of the group see this."))
    page = page_of(request, queries.posts_waiting(request.user, group))
    if not rules.can_read_as_member(me):
        actions.read_waiting_as_keeper(request.user, group=group, posts=page.object_list)
    for post in page:
        post.thread.group = group
        post.can_answer = rules.can_answer_post(request.user, me, post)
    return render(request, "communities/waiting_page.html", {"group": group, "page": page})


def _held(request: HttpRequest, public_id: uuid.UUID) -> Post:
    """The post, for those who may answer it; 403 for its writer. One that was answered meanwhile is still found."""
    post = queries.post_for(request.user, public_id)
    own = post.me is not None and post.author_id == post.me.pk
    if own or not rules.can_host_group(request.user, post.thread.group, post.me):
        raise PermissionDenied(_("Only those who look after the group do this, and nobody for their own post."))
    return post


def _list_of(group: Group) -> HttpResponse:
    return see_other(reverse("communities:posts_waiting", args=[group.slug]))


@require_POST
@for_role_holders
def post_let_through(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The button says which version was read; without one it is the newest."""
    post = _held(request, public_id)
    try:
        actions.let_through(request.user, post=post, version=number_in(request.POST.get("version", "")))
    except Refusal as refusal:
        messages.warning(request, refusal.message)
    except actions.ChangedSinceError:
        messages.warning(request, _("The writer has changed this post meanwhile. Read it again first."))
    else:
        messages.success(request, _("The group sees the post now, and its writer is told."))
    return _list_of(post.thread.group)


@for_role_holders
@may_write("reading what waits by one's role is put in the trail")
@require_http_methods(["GET", "HEAD", "POST"])
def post_decline(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The form says which version was read; where it is not the newest, that one is shown, with what was typed."""
    post = _held(request, public_id)
    form = DeclineForm(request.POST or None, user=request.user, initial={"version": post.version})
    if not form.is_valid():
        return _decline_page(request, post, form, status=status_of(form))
    try:
        actions.decline_post(request.user, post=post, **form.cleaned_data)
    except Refusal as refusal:
        messages.warning(request, refusal.message)
    except actions.ChangedSinceError:
        newest = _held(request, public_id)
        typed = {**form.cleaned_data, "version": newest.version}
        return _decline_page(request, newest, DeclineForm(user=request.user, initial=typed), status=409)
    else:
        messages.success(request, _("The post is not shown. Its writer sees your reason."))
    return _list_of(post.thread.group)


def _decline_page(request: HttpRequest, post: Post, form: DeclineForm, *, status: int) -> HttpResponse:
    if not rules.can_read_as_member(post.me):
        actions.read_waiting_as_keeper(request.user, group=post.thread.group, posts=[post])
    context = {"post": post, "form": form, "changed": status == 409}
    return render(request, "communities/post_decline.html", context, status=status)


@require_POST
def post_withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One's own post, while it waits; the same press twice finds nothing to do."""
    post = queries.post_for(request.user, public_id)
    if post.me is None or post.author_id != post.me.pk:
        raise PermissionDenied(_("You can take back only your own posts."))
    begins = post.thread.held_at is not None
    try:
        actions.withdraw_post(post.me, post=post)
    except Refusal as refusal:
        messages.warning(request, refusal.message)
        return see_other(post.thread.get_absolute_url())
    messages.success(request, _("Your post is taken back. Nothing of it was kept."))
    group_url = reverse("communities:group_page", args=[post.thread.group.slug])
    return see_other(group_url if begins else post.thread.get_absolute_url())
