"""Self-checks. They are answered and read without signing in; nothing is kept without a tick, and nothing is cached."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills import queries
from skills.forms import KeepForm
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.learning import actions as learning


@login_not_required
@require_safe
def check_list(request: HttpRequest) -> HttpResponse:
    return render(request, "skills/check_list.html", {"sheets": queries.check_sheets(get_language())})


def _sheet(request: HttpRequest, slug: str) -> queries.Sheet:
    """The self-check with what was sent, if anything was; 404 for one that is not there."""
    instrument = queries.check_for(slug)
    if instrument is None:
        raise Http404
    return queries.check_sheet(instrument, get_language(), request.POST if request.method == "POST" else None)


def _result(request: HttpRequest, sheet: queries.Sheet, form: KeepForm) -> HttpResponse:
    outcome = queries.check_outcome(request.user, sheet, request.POST)
    context = {"sheet": sheet, "outcome": outcome, "form": form}
    return render(request, "skills/check_result.html", context, status=422 if form.is_bound else 200)


@login_not_required
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The answer to a POST is the result itself; it has no address of its own."""
    sheet = _sheet(request, slug)
    if request.method != "POST" or sheet.missing:
        return render(request, "skills/check_page.html", {"sheet": sheet}, status=422 if sheet.missing else 200)
    return _result(request, sheet, KeepForm(initial={"once": uuid.uuid4()}))


@sensitive_post_parameters()
@never_cache
@require_POST
def check_keep(request: HttpRequest, slug: str) -> HttpResponse:
    sheet, form = _sheet(request, slug), KeepForm(request.POST)
    if sheet.missing:
        return render(request, "skills/check_page.html", {"sheet": sheet}, status=422)
    if not form.is_valid():
        return _result(request, sheet, form)
    learning.take_assessment(request.user, instrument=sheet.instrument, given=request.POST, **form.cleaned_data)
    messages.success(request, _("Kept, for you alone."))
    return see_other(reverse("skills:own_checks"))
