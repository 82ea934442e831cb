"""Self-checks that somebody kept. Nobody else sees these pages, whatever their role."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from skills import queries
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.learning import actions as learning


@never_cache
@require_safe
def own_checks(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.my_checks(request.user), size=10)
    own = [queries.own_check(response, get_language()) for response in page]
    context = {"page": page, "own": own, "chart": queries.chart_of(request.user)}
    return render(request, "skills/own_checks.html", context)


@require_POST
def own_check_delete(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    learning.delete_response(request.user, response=queries.own_check_for(request.user, public_id))
    messages.success(request, _("Your answers are deleted."))
    return see_other(reverse("skills:own_checks"))


@require_POST
def own_checks_delete(request: HttpRequest) -> HttpResponse:
    learning.delete_responses(request.user)
    messages.success(request, _("All answers that you had kept are deleted."))
    return see_other(reverse("skills:own_checks"))


@never_cache
@require_safe
def check_change(request: HttpRequest, slug: str) -> HttpResponse:
    """The compass before a course and after it, side by side in words."""
    language = get_language()
    outline = queries.outline_of(request.user, queries.course_for(request.user, slug), language)
    change = queries.change_around(request.user, outline, language)
    if change is None or change.after is None:
        raise Http404
    return render(request, "skills/check_change.html", {"outline": outline, "change": change})
