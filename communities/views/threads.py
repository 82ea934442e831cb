"""Pages of threads."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from communities import actions, queries, rules
from communities.forms import PostForm, ThreadForm
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.render import see_other


@require_http_methods(["GET", "HEAD", "POST"])
def thread_new(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    member = queries.my_member(request.user, group)
    if not rules.can_post_in_group(member):
        raise PermissionDenied(_("Only members of an open group write here."))
    form = ThreadForm(request.POST or None, user=request.user, initial={"once": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        thread = actions.start_thread(member, **form.cleaned_data)
        return see_other(reverse("communities:thread_page", args=[thread.public_id]))
    status = 422 if form.is_bound else 200
    return render(
        request, "communities/thread_new.html", {"group": group, "member": member, "form": form}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
def thread_page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    thread = queries.thread_for(request.user, public_id)
    member = queries.my_member(request.user, thread.group)
    may_post = rules.can_post_in_thread(member, thread)
    form = PostForm(request.POST or None, user=request.user, initial={"once": uuid.uuid4()})
    if request.method == "POST":
        if not may_post:
            raise PermissionDenied(_("This thread does not take new posts."))
        if form.is_valid():
            post = actions.publish_post(member, thread=thread, **form.cleaned_data)
            last = (post.position - 1) // 20 + 1
            return see_other(f"{reverse('communities:thread_page', args=[public_id])}?page={last}#p{post.position}")
    context = {
        "thread": thread,
        "member": member,
        "page": page_of(request, queries.posts_of(request.user, thread)),
        "form": form if may_post else None,
    }
    return render(request, "communities/thread_page.html", context, status=422 if form.is_bound else 200)
