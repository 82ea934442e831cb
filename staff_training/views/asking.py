"""Pages of a coordinator: what is asked of whom, who would be asked, and how everybody stands."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staff_training import actions, queries, rules
from staff_training.forms import RequirementForm, SoughtForm
from staff_training.views.people import TOLD, place_of
from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.kernel.middleware import may_write
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other


def _keeper(request: HttpRequest) -> None:
    if not rules.can_look(request.user):
        raise PermissionDenied(_("Only a coordinator of an institution sees how its people stand."))


@for_role_holders
@require_safe
def requirement_list(request: HttpRequest) -> HttpResponse:
    _keeper(request)
    page = page_of(request, queries.requirements_kept(request.user))
    context = {"page": page, "rows": queries.counted(request.user, page.object_list, get_language())}
    return render(request, "staff_training/requirement_list.html", context)


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def requirement_new(request: HttpRequest) -> HttpResponse:
    place = place_of(request)
    cards = queries.shelf(request.user, get_language())
    form = RequirementForm(request.POST or None, user=request.user, cards=cards)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.save_requirement(request.user, institution=place, asked=form.asked())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return see_other(reverse("staff_training:requirement_page", args=[made.public_id]))
    context = {"place": place, "form": form}
    return render(request, "staff_training/requirement_new.html", context, status=422 if form.is_bound else 200)


@for_role_holders
@require_safe
@may_write(TOLD)
def requirement_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Of a draft whom it would concern, in numbers; of a live one how it stands, and to whom names belong also who."""
    _keeper(request)
    requirement = queries.requirement_for(request.user, public_id)
    (line,) = queries.counted(request.user, [requirement], get_language())
    form = SoughtForm(request.GET)
    page = page_of(request, queries.assignments_of(request.user, requirement, form.sought()))
    actions.record_reading(request.user, requirement=requirement, assignments=page.object_list)
    context = {
        "line": line,
        "funnel": queries.funnel_of(line) if requirement.live_at else None,
        "can_ask": rules.can_ask(request.user, requirement.institution),
        "form": form,
        "page": page,
        "people": queries.standings(page.object_list),
    }
    return render(request, "staff_training/requirement_page.html", context)


@for_role_holders
@require_POST
def requirement_begin(request: HttpRequest, public_id: str) -> HttpResponse:
    said = _("The training has begun. People see it in their list.")
    return _change(request, public_id, actions.begin_requirement, said)


@for_role_holders
@require_POST
def requirement_end(request: HttpRequest, public_id: str) -> HttpResponse:
    return _change(request, public_id, actions.end_requirement, _("The training is not asked for any more."))


def _change(request: HttpRequest, public_id: str, verb, said: str) -> HttpResponse:
    _keeper(request)
    requirement = queries.requirement_for(request.user, public_id)
    try:
        verb(request.user, requirement=requirement)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)
    return see_other(reverse("staff_training:requirement_page", args=[public_id]))
