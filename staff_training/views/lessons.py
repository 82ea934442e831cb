"""My trainings, a course, a lesson."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from staff_training import actions, queries, rules
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.kept import keeps_text
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.learning import actions as learning
from wellbeing_portal.learning.enums import CourseKind
from wellbeing_portal.learning.models import Course, Enrolment
from wellbeing_portal.learning.queries import LessonPage, course_for, outline_of, whole_course
from wellbeing_portal.learning.queries import lesson_page as page_of_lesson


@require_safe
def training_list(request: HttpRequest) -> HttpResponse:
    if not rules.can_train(request.user):
        raise PermissionDenied(_("Trainings are for the staff of the institutions."))
    context = {"asked": queries.my_trainings(request.user, get_language())}
    slugs = {training.card.course.slug for training in context["asked"]}
    cards = queries.shelf(request.user, get_language())
    context["can_look"] = rules.can_look(request.user)
    context["others"] = [card for card in cards if card.course.slug not in slugs]
    return render(request, "staff_training/training_list.html", context)


def course_seen(request: HttpRequest, slug: str) -> Course:
    """404 where the person may not know of it."""
    return course_for(request.user, slug, kind=CourseKind.STAFF)


def lesson_seen(request: HttpRequest, slug: str, key: str) -> LessonPage:
    return page_of_lesson(request.user, course_seen(request, slug), key, language=get_language())


def way_of(page: LessonPage) -> Enrolment:
    """The reader's way through the course; 404 for who has not begun it."""
    if page.outline.enrolment is None:
        raise Http404
    return page.outline.enrolment


@require_safe
def course_page(request: HttpRequest, slug: str) -> HttpResponse:
    course = course_seen(request, slug)
    outline = outline_of(request.user, course, language=get_language())
    training = queries.training_in(request.user, course)
    context = {
        "course": course,
        "outline": outline,
        "training": training,
        "is_exempt": training is not None and rules.is_exempt(training, today()),
        "badge": queries.badge_of(outline.completion),
    }
    return render(request, "staff_training/course_page.html", context)


@require_safe
def course_print(request: HttpRequest, slug: str) -> HttpResponse:
    whole = whole_course(request.user, course_seen(request, slug), language=get_language())
    context = {"whole": whole, "url": reverse("staff_training:course_page", args=[slug])}
    return render(request, "learning/course_print.html", context)


@require_POST
def course_begin(request: HttpRequest, slug: str) -> HttpResponse:
    course = course_seen(request, slug)
    try:
        actions.begin_course(request.user, course=course, language=get_language())
    except Refusal as refusal:
        messages.warning(request, refusal.message)
        return see_other(reverse("staff_training:course_page", args=[slug]))
    outline = outline_of(request.user, course, language=get_language())
    return see_other(reverse("staff_training:lesson_page", args=[slug, outline.resume.key]))


@require_safe
def lesson_page(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    return render(request, "staff_training/lesson_page.html", {"page": lesson_seen(request, slug, key)})


@require_POST
def lesson_done(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    page = lesson_seen(request, slug, key)
    enrolment = way_of(page)
    try:
        learning.open_lesson(request.user, enrolment=enrolment, lesson=page.line.lesson)
        completion = learning.mark_done(request.user, enrolment=enrolment, lesson=page.line.lesson)
    except Refusal as refusal:
        messages.warning(request, refusal.message)
        return see_other(reverse("staff_training:lesson_page", args=[slug, key]))
    if completion is not None or page.after is None:
        return see_other(reverse("staff_training:course_page", args=[slug]))
    return see_other(reverse("staff_training:lesson_page", args=[slug, page.after.key]))


@keeps_text
@require_POST
def text_keep(request: HttpRequest, slug: str, key: str, text: str) -> HttpResponse:
    page = lesson_seen(request, slug, key)
    body = request.POST.get("body", "")
    try:
        kept = learning.save_reflection(
            request.user, enrolment=way_of(page), lesson=page.line.lesson, key=text, body=body
        )
    except Refusal as refusal:
        context = {"page": page, "refused": {"key": text, "body": body, "message": refusal.message}}
        return render(request, "staff_training/lesson_page.html", context, status=422)
    messages.success(request, _("Kept, for you alone.") if kept else _("There is no text here any more."))
    return see_other(f"{reverse('staff_training:lesson_page', args=[slug, key])}#text-{text}")
