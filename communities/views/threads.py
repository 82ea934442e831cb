"""Pages of threads: read, start, reply."""

import datetime
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities import actions, queries, rules
from communities.forms import PostForm, ThreadForm
from communities.models import POSTS_ON_A_PAGE, Member, Post, Thread
from communities.views._care import before_posting, care_after, care_before, group_page, show_care_after, thread_start
from communities.views._rows import posts_html
from wellbeing_portal.institutions.middleware import for_role_holders
from wellbeing_portal.kernel.kept import keeps_text
from wellbeing_portal.kernel.markdown import plain_start, to_html
from wellbeing_portal.kernel.middleware import may_write
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import render, see_other, wants_part
from wellbeing_portal.moderation.queries import Care


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_text
def thread_new(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    member = queries.my_member(request.user, group)
    if not rules.can_post_in_group(member):
        raise PermissionDenied(_("Only members of an open group write here."))
    form = ThreadForm(request.POST or None, user=request.user, initial={"once": uuid.uuid4()})
    care = care_before(request, form, group)
    if form.is_valid() and "preview" not in request.POST:
        if care is not None:
            return before_posting(request, form, care, group_page(group), draft=group.slug)
        try:
            thread = actions.start_thread(member, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            request.session["sent"] = group.slug
            show_care_after(request, form)
            _tell_if_held(request, thread.held_at)
            return see_other(thread.get_absolute_url())
    context = {
        "group": group,
        "member": member,
        "form": form,
        "draft": group.slug,
        **_before_writing(member),
        **previewed(request, form),
        "care": care,
    }
    return render(request, "communities/thread_new.html", "communities/_preview.html", context, status=status_of(form))


def _before_writing(member: Member) -> dict[str, Any]:
    """Whether what is written now will wait for a host, and when the group opens if it is for that."""
    now = timezone.now()
    return {"waits": rules.must_wait(member, member.group, now), "opens": rules.next_opening(member.group, now)}


def _tell_if_held(request: HttpRequest, held_at: datetime.datetime | None) -> None:
    if held_at is not None:
        messages.info(request, _("Your post waits for a host. The group sees it once it has been read."))


def previewed(request: HttpRequest, form: Any) -> dict[str, Any]:
    """What the preview shows: the text as it will look, or, when only this part is asked for, what is wrong."""
    ready = form is not None and "preview" in request.POST and form.is_valid()
    html = to_html(form.cleaned_data["body"]) if ready else ""
    problems = [said for errors in form.errors.values() for said in errors] if wants_part(request) and form else []
    return {"preview": mark_safe(html), "problems": problems}  # noqa: S308 - made by kernel.markdown


def status_of(form: Any) -> int:
    return 422 if form is not None and form.is_bound and not form.is_valid() else 200


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_text
def thread_page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    thread = queries.thread_for(request.user, public_id)
    if not rules.can_read_as_member(thread.me):
        return _to_keepers_door(request, thread)
    can = rules.abilities_in_thread(request.user, thread.me, thread)
    if request.method != "POST":
        return _thread_page(request, thread, can, PostForm(initial={"once": uuid.uuid4()}) if can.write else None)
    if not can.write:
        raise PermissionDenied(_("This conversation does not take new posts."))
    form = PostForm(request.POST, user=request.user)
    care = care_before(request, form, thread.group)
    if form.is_valid() and "preview" not in request.POST:
        if care is not None:
            return before_posting(request, form, care, thread_start(thread), draft=str(thread.public_id))
        quoted = queries.post_to_quote(thread, number_in(request.GET.get("quote", "")))
        try:
            post = actions.publish_post(thread.me, thread=thread, quote_of=quoted, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            request.session["sent"] = str(thread.public_id)
            show_care_after(request, form)
            post.thread = thread
            _tell_if_held(request, post.held_at)
            return see_other(post.get_absolute_url())
    return _thread_page(request, thread, can, form, care)


def number_in(raw: str) -> int | None:
    """A small number that an address or a button says; None for anything else."""
    return int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 9 else None


def _to_keepers_door(request: HttpRequest, thread: Thread) -> HttpResponse:
    """Who may read the thread without being a member reads it by their role, through another door."""
    if request.method == "POST":
        raise PermissionDenied(_("Only members of an open group write here."))
    query = request.GET.urlencode()
    return see_other(reverse("communities:thread_keeping", args=[thread.public_id]) + (f"?{query}" if query else ""))


@for_role_holders
@may_write("reading somebody's conversation by one's role is put in the trail")
@require_safe
def thread_keeping(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The same page for moderators and coordinators of the owner: with a second factor, and in the trail."""
    thread = queries.thread_for(request.user, public_id)
    if rules.can_read_as_member(thread.me):
        return see_other(thread.get_absolute_url())
    shown = [post["author_id"] for post in _page_of(request, thread).object_list if post["deleted_at"] is None]
    waiting = [post.author_id for post in queries.waiting_in(request.user, thread)]
    actions.read_as_keeper(request.user, thread=thread, authors=[*shown, *waiting])
    thread.me = None
    return _thread_page(request, thread, rules.abilities_in_thread(request.user, None, thread), None)


def _page_of(request: HttpRequest, thread: Thread) -> Page:
    return page_of(request, queries.PostsByPosition(thread), size=POSTS_ON_A_PAGE)


def _waiting_in(request: HttpRequest, thread: Thread) -> list[Post]:
    waiting = queries.waiting_in(request.user, thread)
    for post in waiting:
        post.can_edit = rules.can_edit_post(thread.me, post)
    return waiting


def _thread_page(
    request: HttpRequest,
    thread: Thread,
    can: rules.ThreadAbilities,
    form: PostForm | None,
    care: Care | None = None,
) -> HttpResponse:
    page = _page_of(request, thread)
    quoted = queries.post_to_quote(thread, number_in(request.GET.get("quote", ""))) if form is not None else None
    last = page.object_list[-1]["position"] if page.object_list else 0
    unread = queries.first_unread(thread.read_to, thread.post_count)
    context = {
        "thread": thread,
        "member": thread.me,
        "can": can,
        "page": page,
        "posts": posts_html(page.object_list, thread, can, quoting=f"?page={page.number}&"),
        "waiting": _waiting_in(request, thread),
        "polls": queries.polls_in(request.user, thread, timezone.now()),
        "can_ask": thread.me is not None and rules.can_make_poll(thread.me, thread, timezone.now()),
        "form": form,
        "muted": thread.me is not None and rules.is_muted(thread.me, timezone.now()),
        "quoted": quoted,
        "quoted_start": plain_start(quoted.body) if quoted else "",
        "draft": str(thread.public_id),
        "sent": request.session.pop("sent", ""),
        "read_position": last if thread.me is not None and last > (thread.read_to or 0) else 0,
        "unread_url": thread.url_of(unread) if thread.read_to and unread > last else "",
        **(_before_writing(thread.me) if form is not None else {}),
        **previewed(request, form),
        "care": care,
        "posted_care": care_after(request, thread.group),
    }
    status = status_of(form)
    return render(request, "communities/thread_page.html", "communities/_preview.html", context, status=status)


@require_POST
def thread_read(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """How far the reader has come; a small module on the page tells it, so that looking itself writes nothing."""
    thread = queries.thread_for(request.user, public_id)
    position = number_in(request.POST.get("position", ""))
    if rules.can_read_as_member(thread.me) and position is not None:
        actions.mark_thread_read(thread.me, thread=thread, position=position)
    return HttpResponse(status=204)


@require_POST
def group_read(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    member = queries.my_member(request.user, group)
    if not rules.can_read_as_member(member):
        raise PermissionDenied(_("Only members read the conversations of the group."))
    actions.mark_group_read(member)
    return see_other(reverse("communities:group_page", args=[slug]))


@require_POST
def thread_follow(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return _follow(request, public_id, on=True)


@require_POST
def thread_unfollow(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return _follow(request, public_id, on=False)


def _follow(request: HttpRequest, public_id: uuid.UUID, *, on: bool) -> HttpResponse:
    thread = queries.thread_for(request.user, public_id)
    if not rules.can_read_as_member(thread.me):
        raise PermissionDenied(_("Only members of the group follow its conversations."))
    actions.follow_thread(thread.me, thread=thread, on=on)
    said = _("You follow this conversation. We tell you about new replies.")
    messages.success(request, said if on else _("You do not follow this conversation any more."))
    return see_other(thread.get_absolute_url())
