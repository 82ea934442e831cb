"""Courses one keeps: the list, and one of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.learning import actions, queries, rules
from wellbeing_portal.learning.enums import CourseState
from wellbeing_portal.learning.rules import said


@for_role_holders
@require_safe
def course_list(request: HttpRequest) -> HttpResponse:
    if not rules.can_author(request.user):
        raise Http404
    page = page_of(request, queries.kept_courses(request.user, language=get_language()))
    return render(request, "learning/course_list.html", {"page": page})


@for_role_holders
@require_safe
def course_page(request: HttpRequest, slug: str) -> HttpResponse:
    course = queries.kept_course(request.user, slug)
    page = page_of(request, queries.versions_of(request.user, course))
    context = {
        "course": course,
        "title": said(course.current.title, get_language()),
        "page": page,
        "draft": queries.open_draft_of(request.user, slug),
        "discarded": queries.discarded_drafts(request.user, slug),
        "can_edit": rules.can_edit_course(request.user, course),
    }
    return render(request, "learning/course_page.html", context)


@for_role_holders
@require_POST
def course_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the draft of a course, or go on in it."""
    course = queries.kept_course(request.user, slug)
    try:
        draft = actions.open_draft(request.user, course=course)
    except Refusal as refusal:
        raise PermissionDenied(refusal.message) from refusal
    return see_other(reverse("learning:draft_page", args=[draft.public_id]))


@for_role_holders
@require_POST
def course_archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Off the shelf, or back on it."""
    course = queries.kept_course(request.user, slug)
    archived = request.POST.get("state") == CourseState.ARCHIVED
    try:
        actions.archive_course(request.user, course=course, archived=archived)
    except Refusal as refusal:
        raise PermissionDenied(refusal.message) from refusal
    gone, back = _("The course is off the shelf. Those who are in it go on."), _("The course is on the shelf again.")
    messages.success(request, gone if archived else back)
    return see_other(reverse("learning:course_page", args=[slug]))
