"""The shelf, and the page of one course. Both are read without signing in."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from skills import actions, queries
from skills.enums import Length
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.learning import actions as learning
from wellbeing_portal.learning.queries import whole_course
from wellbeing_portal.learning.rules import can_enrol


@login_not_required
@require_safe
def course_list(request: HttpRequest) -> HttpResponse:
    wishes = queries.wishes_from(request.GET.dict())
    page = page_of(request, queries.shelf(request.user, wishes), size=12)
    context = {
        "page": page,
        "cards": [queries.card_of(course, get_language()) for course in page],
        "wishes": wishes,
        "topics": queries.topics_on_the_shelf(request.user),
        "lengths": Length.choices,
        "languages": settings.LANGUAGES,
    }
    return render(request, "skills/course_list.html", context)


@login_not_required
@require_safe
def course_page(request: HttpRequest, slug: str) -> HttpResponse:
    course = queries.course_for(request.user, slug)
    outline = queries.outline_of(request.user, course, get_language())
    context = {
        "course": course,
        "outline": outline,
        "can_start": can_enrol(request.user, course),
        "nudges": None if outline.enrolment is None else queries.nudge_answer(request.user),
        "change": queries.change_around(request.user, outline, get_language()),
    }
    return render(request, "skills/course_page.html", context)


@login_not_required
@require_safe
def course_print(request: HttpRequest, slug: str) -> HttpResponse:
    course = queries.course_for(request.user, slug)
    context = {"whole": whole_course(request.user, course, language=get_language())}
    context["url"] = reverse("skills:course_page", args=[slug])
    return render(request, "learning/course_print.html", context)


@require_POST
def course_start(request: HttpRequest, slug: str) -> HttpResponse:
    course = queries.course_for(request.user, slug)
    outline = queries.outline_of(request.user, course, get_language())
    if outline.enrolment is None and not can_enrol(request.user, course):
        raise PermissionDenied(_("This course takes nobody new."))
    lesson = actions.start_course(request.user, course=course, language=get_language())
    return see_other(reverse("skills:lesson_page", args=[slug, lesson.key]))


@require_POST
def course_newest(request: HttpRequest, slug: str) -> HttpResponse:
    course = queries.course_for(request.user, slug)
    outline = queries.outline_of(request.user, course, get_language())
    if outline.enrolment is None:
        raise Http404
    learning.move_to_current(request.user, enrolment=outline.enrolment)
    messages.success(request, _("You are in the newest version. What has stayed the same stays done."))
    return see_other(reverse("skills:course_page", args=[slug]))
