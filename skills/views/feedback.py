"""What supporters see: the texts that wait for them, the oldest first, and one of them. Each opening is told."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills import actions, queries
from skills.forms import FeedbackForm
from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.kernel.kept import keeps_text
from wellbeing_portal.kernel.middleware import may_write
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other

TOLD = "students see each time that a text they have shared was opened"


@for_role_holders
@require_safe
def feedback_list(request: HttpRequest) -> HttpResponse:
    places = queries.my_support(request.user)
    if not places:
        raise PermissionDenied(_("This page is for those who give feedback on texts of courses."))
    page = page_of(request, queries.given_queue(request.user))
    rows = [queries.given_of(shared, get_language()) for shared in page]
    return render(request, "skills/feedback_list.html", {"places": places, "page": page, "rows": rows})


@for_role_holders
@keeps_text
@require_http_methods(["GET", "HEAD", "POST"])
@may_write(TOLD)
def feedback_page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    shared = queries.given_for(request.user, public_id)
    form = FeedbackForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_feedback(request.user, shared=shared, body=form.cleaned_data["body"])
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Your feedback is with the student now. Thank you."))
            return see_other(reverse("skills:feedback_list"))
    actions.note_reading(request.user, shared=shared)
    context = {
        "given": queries.given_of(shared, get_language()),
        "shared": shared,
        "feedback": getattr(shared, "feedback", None),
        "form": form,
    }
    return render(request, "skills/feedback_page.html", context, status=422 if form.is_bound else 200)


@for_role_holders
@require_POST
def feedback_return(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The supporter cannot answer it: the student chooses what to do next."""
    actions.return_text(request.user, shared=queries.given_for(request.user, public_id))
    messages.success(request, _("The text has gone back to the student."))
    return see_other(reverse("skills:feedback_list"))
