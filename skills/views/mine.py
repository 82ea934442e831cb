"""What is one's own: courses that were begun, and what was written in them."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from skills import queries
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.learning import actions as learning


@require_safe
def my_courses(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.my_ways(request.user))
    ways = [queries.way_of(enrolment, get_language()) for enrolment in page]
    context = {
        "page": page,
        "ways": ways,
        "planned": queries.next_turn(request.user, get_language()),
        "nudges": queries.nudge_answer(request.user),
        "supports": queries.my_support(request.user),
    }
    return render(request, "skills/my_courses.html", context)


@require_safe
def my_texts(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.my_texts(request.user), size=10)
    notes = [queries.note_of(entry, get_language()) for entry in page]
    context = {"page": page, "notes": notes, "has_supporters": queries.supporters_for(request.user).exists()}
    return render(request, "skills/my_texts.html", context)


@require_POST
def text_delete(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    learning.delete_reflection(request.user, entry=queries.text_for(request.user, public_id))
    messages.success(request, _("Your text is deleted."))
    return see_other(reverse("skills:my_texts"))
