"""What is different between two versions of a course, or between the published one and the draft."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.learning import queries
from wellbeing_portal.learning.forms import number_in
from wellbeing_portal.learning.models import Draft
from wellbeing_portal.learning.rules import diffs, edits
from wellbeing_portal.learning.rules.diffs import Differences
from wellbeing_portal.learning.views._drafts import open_draft


def draft_differences(user: Any, draft: Draft) -> Differences | None:
    """From the newest version to the draft; None where nothing is published yet."""
    if draft.course is None or draft.course.current is None:
        return None
    old = queries.document_of(user, draft.course, draft.course.current.number)
    return None if old is None else diffs.compare(old, edits.spoken(draft.document))


@for_role_holders
@require_safe
def draft_diff(request: HttpRequest, public_id: str) -> HttpResponse:
    draft = open_draft(request, public_id)
    context = {
        "heading": _("From the published version to the draft"),
        "up": reverse("learning:draft_page", args=[public_id]),
        "differences": draft_differences(request.user, draft),
        "numbers": (),
    }
    return render(request, "learning/diff_page.html", context)


@for_role_holders
@require_safe
def version_diff(request: HttpRequest, slug: str) -> HttpResponse:
    """From ``?old=`` to ``?new=``; the newest and the one before it where nothing is asked for."""
    course = queries.kept_course(request.user, slug)
    new = number_in(request.GET.get("new", ""), course.current.number)
    old = number_in(request.GET.get("old", ""), max(new - 1, 1))
    before, after = (queries.document_of(request.user, course, number) for number in (old, new))
    if before is None or after is None:
        raise Http404
    context = {
        "heading": _("From version %(old)d to version %(new)d") % {"old": old, "new": new},
        "up": reverse("learning:course_page", args=[slug]),
        "numbers": range(course.current.number, 0, -1),
        "old": old,
        "new": new,
        "differences": diffs.compare(before, after),
    }
    return render(request, "learning/diff_page.html", context)
