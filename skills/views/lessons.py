"""The page of a lesson, and what its reader does there. It is read, and practised, without signing in."""

from typing import Any

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
from skills.forms import given_in
from wellbeing_portal.kernel.kept import keeps_text
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import render as render_part
from wellbeing_portal.kernel.render import see_other, wants_part
from wellbeing_portal.learning import actions as learning
from wellbeing_portal.learning.rules import can_enrol


def _found(request: HttpRequest, slug: str, key: str) -> tuple[queries.Outline, queries.Step]:
    """The course as this reader meets it, and its lesson; 404 for what is not there."""
    course = queries.course_for(request.user, slug)
    outline = queries.outline_of(request.user, course, get_language())
    step = queries.step_for(outline, key)
    if step is None:
        raise Http404
    return outline, step


def _to_do(request: HttpRequest, slug: str, key: str) -> tuple[queries.Outline, queries.Step]:
    """The same for somebody who does something there: whoever is in the course, or may come in."""
    outline, step = _found(request, slug, key)
    if outline.enrolment is None and not can_enrol(request.user, outline.course):
        raise PermissionDenied(_("This course takes nobody new."))
    return outline, step


def _context(
    request: HttpRequest, outline: queries.Outline, step: queries.Step, answered: queries.Asked | None = None
) -> dict[str, Any]:
    return {
        "course": outline.course,
        "outline": outline,
        "step": step,
        "lesson": queries.page_of_lesson(request.user, outline, step),
        "questions": queries.asked_in(request.user, step.lesson, outline.language, answered),
        "can_do": outline.enrolment is not None or can_enrol(request.user, outline.course),
        "refused": None,
    }


@login_not_required
@require_safe
def lesson_page(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    outline, step = _found(request, slug, key)
    return render(request, "skills/lesson_page.html", _context(request, outline, step))


@require_POST
def lesson_opened(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The page says by itself that it was opened, so that the course is gone on with there."""
    outline, step = _found(request, slug, key)
    if outline.enrolment is None:
        raise Http404
    learning.open_lesson(request.user, enrolment=outline.enrolment, lesson=step.lesson)
    return HttpResponse(status=204)


@require_POST
def lesson_done(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    outline, step = _to_do(request, slug, key)
    try:
        after = actions.finish_lesson(
            request.user, course=outline.course, lesson=step.lesson, language=outline.language
        )
    except Refusal as refusal:
        messages.warning(request, refusal.message)
        return see_other(reverse("skills:lesson_page", args=[slug, key]))
    messages.success(request, _("Done: %(lesson)s.") % {"lesson": step.title})
    if after is None:
        return see_other(reverse("skills:course_page", args=[slug]))
    return see_other(reverse("skills:lesson_page", args=[slug, after.key]))


@require_POST
def lesson_undone(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    outline, step = _found(request, slug, key)
    if outline.enrolment is None:
        raise Http404
    learning.mark_undone(request.user, enrolment=outline.enrolment, lesson=step.lesson)
    return see_other(reverse("skills:lesson_page", args=[slug, key]))


@login_not_required
@require_POST
def question_answer(request: HttpRequest, slug: str, key: str, question: str) -> HttpResponse:
    """What is right is told in this answer alone, which nothing keeps."""
    outline, step = _found(request, slug, key)
    row = queries.question_for(request.user, step.lesson, question)
    answered = queries.told(row, given_in(row, request.POST), outline.language)
    status = 422 if answered.is_refused else 200
    if wants_part(request):
        context = {"asked": answered, "course": outline.course, "step": step, "language": outline.language}
    else:
        context = {**_context(request, outline, step, answered), "asked": answered, "language": outline.language}
    return render_part(request, "skills/lesson_page.html", "skills/_question.html", context, status=status)


@keeps_text
@require_POST
def text_keep(request: HttpRequest, slug: str, key: str, text: str) -> HttpResponse:
    outline, step = _to_do(request, slug, key)
    body = request.POST.get("body", "")
    try:
        kept = actions.keep_reflection(
            request.user, course=outline.course, lesson=step.lesson, key=text, body=body, language=outline.language
        )
    except Refusal as refusal:
        context = _context(request, outline, step)
        context["refused"] = {"key": text, "body": body, "message": refusal.message}
        return render(request, "skills/lesson_page.html", context, status=422)
    messages.success(request, _("Kept, for you alone.") if kept else _("There is no text here any more."))
    return see_other(f"{reverse('skills:lesson_page', args=[slug, key])}#text-{text}")
