"""Questions: practice, answered at once, and the check, in tries. What is right leaves the server when it is due."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from staff_training.views.lessons import lesson_seen, way_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.learning import actions as learning
from wellbeing_portal.learning import queries as reads
from wellbeing_portal.learning.enums import AttemptState
from wellbeing_portal.learning.forms import given_in, is_whole


@require_POST
def practice_answer(request: HttpRequest, slug: str, key: str, question: str) -> HttpResponse:
    """What is right is told in this answer alone, which nothing keeps."""
    page = lesson_seen(request, slug, key)
    row = reads.practice_question(request.user, page.outline.course, lesson_key=key, key=question)
    asked = next(one for one in page.practice if one.key == row.key)
    verdict = reads.practice_verdict(row, given_in(asked, request.POST), language=page.language)
    context = {"page": page, "answered": row.key, "verdict": verdict}
    return render(request, "staff_training/lesson_page.html", context, status=200 if verdict else 422)


@require_http_methods(["GET", "HEAD", "POST"])
def check_page(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Before and between tries; a post begins one, or goes on with the open one."""
    page = lesson_seen(request, slug, key)
    enrolment, status = way_of(page), 200
    check = reads.check_page(request.user, enrolment, page.line.lesson)
    context: dict[str, Any] = {"page": page, "check": check, "refusal": ""}
    if request.method == "POST":
        try:
            attempt = learning.start_attempt(request.user, enrolment=enrolment, lesson=page.line.lesson)
        except Refusal as refusal:
            context["refusal"], status = refusal.message, 422
        else:
            return see_other(reverse("staff_training:attempt_page", args=[attempt.public_id]))
    return render(request, "staff_training/check_page.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def attempt_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """The sheet of an open try, which a post hands in; of an ended one the result, and what is due of the answers."""
    attempt = reads.attempt_for(request.user, public_id)
    course = attempt.enrolment.course
    page = lesson_seen(request, course.slug, attempt.check_of.lesson.key)
    is_open = attempt.state == AttemptState.IN_PROGRESS
    sheet = reads.sheet_of(request.user, attempt, language=page.language) if is_open else []
    context: dict[str, Any] = {"page": page, "attempt": attempt, "sheet": sheet, "missing": []}
    if request.method == "POST" and is_open:
        given = {asked.key: given_in(asked, request.POST) for asked in sheet}
        missing = [asked.key for asked in sheet if not is_whole(asked, given[asked.key])]
        for asked in sheet:
            learning.save_answer(request.user, attempt=attempt, question_key=asked.key, answer=given[asked.key])
        if missing:
            context["sheet"] = reads.sheet_of(request.user, attempt, language=page.language)
            context["missing"] = missing
            return render(request, "staff_training/attempt_page.html", context, status=422)
        learning.submit_attempt(request.user, attempt=attempt)
        return see_other(reverse("staff_training:attempt_page", args=[public_id]))
    if request.method == "POST":
        messages.info(request, _("This try has been handed in already."))
        return see_other(reverse("staff_training:attempt_page", args=[public_id]))
    if not is_open:
        context["review"] = reads.review_of(request.user, attempt, language=page.language)
        context["check"] = reads.check_page(request.user, attempt.enrolment, attempt.check_of.lesson)
        return render(request, "staff_training/result_page.html", context)
    return render(request, "staff_training/attempt_page.html", context)
