"""From the draft to the version, and putting a draft aside."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.learning import actions, queries
from wellbeing_portal.learning.forms import PublishForm, revision_in
from wellbeing_portal.learning.views._places import mends_of
from wellbeing_portal.learning.views.diffs import draft_differences


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def draft_publish(request: HttpRequest, public_id: str) -> HttpResponse:
    draft = queries.draft_for(request.user, public_id)
    if not draft.is_open and draft.became is None:
        raise Http404
    form = PublishForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            published = actions.publish_draft(
                request.user, draft=draft, revision=revision_in(request.POST), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            said = _("Version %(number)d is published.") % {"number": published.version.number}
            messages.success(request, said)
            return see_other(reverse("learning:course_page", args=[draft.slug]))
        draft = queries.draft_for(request.user, public_id)
    if draft.became is not None:
        return see_other(reverse("learning:course_page", args=[draft.slug]))
    context = {
        "draft": draft,
        "title": queries.title_of(draft, get_language()),
        "form": form,
        "flaws": mends_of(draft, get_language()),
        "differences": draft_differences(request.user, draft),
        "readers": queries.readers_of(draft.course),
    }
    return render(request, "learning/draft_publish.html", context, status=422 if form.errors else 200)


@for_role_holders
@require_POST
def draft_discard(request: HttpRequest, public_id: str) -> HttpResponse:
    draft = queries.draft_for(request.user, public_id)
    try:
        actions.discard_draft(request.user, draft=draft)
    except Refusal as refusal:
        raise PermissionDenied(refusal.message) from refusal
    messages.success(request, _("The draft is put aside. You can take it back for 30 days."))
    return see_other(_after(draft))


@for_role_holders
@require_POST
def draft_restore(request: HttpRequest, public_id: str) -> HttpResponse:
    draft = queries.draft_for(request.user, public_id)
    try:
        actions.restore_draft(request.user, draft=draft)
    except Refusal as refusal:
        messages.warning(request, refusal.message)
        return see_other(_after(draft))
    messages.success(request, _("The draft is open again."))
    return see_other(reverse("learning:draft_page", args=[draft.public_id]))


def _after(draft) -> str:
    """Where one goes from a draft that is not open: to its course, or to the list."""
    return reverse("learning:course_page", args=[draft.slug]) if draft.course_id else reverse("learning:course_list")
