"""What is done with one post: edit, remove, bring back, react, look at its history."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as render_page
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities import actions, queries, rules
from communities.enums import ReactionKind
from communities.forms import EditPostForm
from communities.models import Post
from communities.views._care import before_posting, care_before, show_care_after, thread_start
from communities.views._rows import posts_html
from communities.views.threads import previewed, status_of
from wellbeing_portal.institutions.middleware import for_role_holders
from wellbeing_portal.kernel.kept import keeps_text
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import render, see_other, wants_part


@require_safe
def post_page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A post has one lasting address, whatever page of its thread it stands on."""
    return see_other(queries.post_for(request.user, public_id).get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_text
def post_edit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    post = queries.post_for(request.user, public_id)
    if not rules.can_edit_post(post.me, post):
        raise PermissionDenied(_("You can edit only your own posts, while the conversation is open."))
    opened = {"title": post.thread.title, "body": post.body, "version": post.version}
    form = EditPostForm(request.POST or None, user=request.user, is_first=post.begins_thread, initial=opened)
    care = care_before(request, form, post.thread.group)
    if form.is_valid() and "preview" not in request.POST:
        if care is not None:
            return before_posting(request, form, care, thread_start(post.thread), draft=str(post.public_id))
        act = actions.edit_post if post.held_at is None else actions.edit_waiting_post
        try:
            act(post.me, post=post, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        except actions.ChangedSinceError:
            return _both_texts(request, post, form)
        else:
            request.session["sent"] = str(post.public_id)
            show_care_after(request, form)
            return see_other(post.get_absolute_url())
    context = {
        "post": post,
        "form": form,
        "draft": str(post.public_id),
        "theirs": "",
        **previewed(request, form),
        "care": care,
    }
    return render(request, "communities/post_edit.html", "communities/_preview.html", context, status=status_of(form))


def _both_texts(request: HttpRequest, post: Post, form: EditPostForm) -> HttpResponse:
    """409: what another tab saved is shown, what was typed here stays in the form, and the writer decides."""
    newest = queries.post_for(request.user, post.public_id)
    typed = {**form.cleaned_data, "version": newest.version}
    again = EditPostForm(user=request.user, is_first=post.begins_thread, initial=typed)
    context = {
        "post": newest,
        "form": again,
        "draft": str(post.public_id),
        "theirs": newest.body,
        "preview": "",
        "problems": [],
        "care": None,
    }
    return render_page(request, "communities/post_edit.html", context, status=409)


@require_safe
@for_role_holders
def post_history(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    post = queries.post_for(request.user, public_id)
    if not rules.can_read_history(request.user, post.me, post):
        raise PermissionDenied(_("Earlier texts are for the writer and the hosts."))
    context = {"post": post, "page": page_of(request, queries.revisions_of(request.user, post), size=10)}
    return render_page(request, "communities/post_history.html", context)


@require_POST
def post_delete(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    post = queries.post_for(request.user, public_id)
    if not rules.can_delete_post(post.me, post):
        raise PermissionDenied(_("You can remove only your own posts."))
    actions.delete_post(post.me, post=post)
    messages.success(request, _("Your post is removed. You can bring it back for ten minutes."))
    return see_other(post.get_absolute_url())


@require_POST
def post_undelete(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    post = queries.post_for(request.user, public_id)
    if not rules.can_undelete_post(post.me, post, now=timezone.now()):
        raise PermissionDenied(_("The time to undo is over, and the text is gone."))
    actions.undelete_post(post.me, post=post)
    messages.success(request, _("Your post is back."))
    return see_other(post.get_absolute_url())


@require_POST
def post_react(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """``add`` or ``take`` a kind: the button says what it wants, so pressing it twice does nothing twice."""
    post = queries.post_for(request.user, public_id)
    if not rules.can_react_to_post(post.me, post):
        raise PermissionDenied(_("You can react to the posts of others, while the conversation is open."))
    on = "add" in request.POST
    kind = request.POST.get("add" if on else "take", "")
    if kind in ReactionKind.values:
        try:
            actions.react_to_post(post.me, post=post, kind=kind, on=on)
        except Refusal as refusal:
            messages.warning(request, refusal.message)
    return _one_post(request, post) if wants_part(request) else see_other(post.get_absolute_url())


def _one_post(request: HttpRequest, post: Post) -> HttpResponse:
    """The post drawn anew, told to take its old place; the form on the page knows no single post."""
    thread = queries.thread_for(request.user, post.thread.public_id)
    can = rules.abilities_in_thread(request.user, thread.me, thread)
    thread.read_to = None  # The line above the first new post stays where it is on the page.
    rows = queries.PostsByPosition(thread)[post.position - 1 : post.position]
    quoting = post.get_absolute_url().partition("#")[0].partition("?")[2]
    headers = {"HX-Retarget": f"#p{post.position}", "HX-Reswap": "outerHTML"}
    return HttpResponse(posts_html(rows, thread, can, quoting=f"?{quoting}&"), headers=headers)
