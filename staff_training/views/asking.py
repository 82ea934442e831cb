"""Pages of a coordinator: what is asked of whom, who would be asked, and how everybody stands."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staff_training import actions, queries, rules
from staff_training.forms import RequirementForm, RuleForm, SoughtForm
from staff_training.models import TrainingRequirement
from staff_training.views.people import TOLD
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
    _keeper(request)
    places = queries.places_to_ask(request.user)
    if not places:
        raise PermissionDenied(_("You can ask for trainings only at your own institution, while it is a partner."))
    cards = queries.shelf(request.user, get_language())
    form = RequirementForm(request.POST or None, user=request.user, cards=cards, places=places)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.ask_together(request.user, institutions=form.chosen(), asked=form.asked())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return see_other(reverse("staff_training:requirement_page", args=[made[0].public_id]))
    context = {"form": form, "places": places}
    return render(request, "staff_training/requirement_new.html", context, status=422 if form.is_bound else 200)


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def requirement_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """All of a draft; of a live one when it is due and renewed, looked at before it is saved."""
    _keeper(request)
    requirement = queries.requirement_for(request.user, public_id)
    if not rules.can_ask(request.user, requirement.institution) or requirement.ended_at is not None:
        raise PermissionDenied(_("You can change only what your own institution asks for."))
    if requirement.live_at is not None:
        return _edit_live(request, requirement)
    cards = queries.shelf(request.user, get_language())
    form = RequirementForm(request.POST or None, user=request.user, cards=cards, draft=requirement)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_draft(request.user, requirement=requirement, asked=form.asked())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return see_other(reverse("staff_training:requirement_page", args=[public_id]))
    context = {"form": form, "requirement": requirement}
    return render(request, "staff_training/requirement_new.html", context, status=422 if form.is_bound else 200)


def _edit_live(request: HttpRequest, requirement: TrainingRequirement) -> HttpResponse:
    """The first press shows what would change for how many, the second saves it."""
    form = RuleForm(request.POST or None, user=request.user, initial=model_to_dict(requirement))
    is_good = request.method == "POST" and form.is_valid()
    if is_good and "save" in request.POST:
        try:
            actions.change_requirement(request.user, requirement=requirement, rest=form.rest())
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Saved."))
        return see_other(reverse("staff_training:requirement_page", args=[requirement.public_id]))
    context = {"form": form, "requirement": requirement}
    if is_good:
        context["change"] = queries.change_of(requirement, form.rest())
    status = 422 if form.is_bound and not is_good else 200
    return render(request, "staff_training/requirement_change.html", context, status=status)


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
        "preview": queries.preview_of(request.user, requirement) if requirement.live_at is None else None,
        "siblings": queries.made_with(request.user, requirement),
        "can_ask": rules.can_ask(request.user, requirement.institution),
        "form": form,
        "page": page,
        "people": queries.standings(page.object_list),
    }
    return render(request, "staff_training/requirement_page.html", context)


@for_role_holders
@require_POST
def requirement_begin(request: HttpRequest, public_id: str) -> HttpResponse:
    """Here, or everywhere where one form asked for it."""
    said = _("The training has begun. People see it in their list.")
    verb = actions.begin_together if "together" in request.POST else actions.begin_requirement
    return _change(request, public_id, verb, said)


@for_role_holders
@require_POST
def requirement_end(request: HttpRequest, public_id: str) -> HttpResponse:
    return _change(request, public_id, actions.end_requirement, _("The training has ended."))


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
