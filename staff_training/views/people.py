"""Pages of a coordinator about one of the own people: how it stands, exempting, what was learned elsewhere."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from staff_training import actions, queries, rules
from staff_training.forms import ExemptionForm, LearnedForm, TakeBackForm
from staff_training.models import TrainingAssignment
from wellbeing_portal.institutions.actions import record_reading_of_people
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.institutions.queries import coordinated_place
from wellbeing_portal.institutions.registry import PLACE, for_role_holders
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.forms import PortalForm
from wellbeing_portal.kernel.middleware import may_write
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.learning.rules import said

TOLD = "people are told in the trail that a coordinator saw how their trainings stand"


def place_of(request: HttpRequest) -> Institution:
    place = coordinated_place(request.user, request.session.get(PLACE, ""))
    if place is None:
        raise PermissionDenied(_("Only a coordinator of an institution sees how its people stand."))
    return place


def _assignment(request: HttpRequest, public_id: str) -> TrainingAssignment:
    place_of(request)
    return queries.assignment_for(request.user, public_id)


def _changeable(request: HttpRequest, public_id: str) -> TrainingAssignment:
    row = _assignment(request, public_id)
    if not rules.can_exempt(request.user, row):
        raise PermissionDenied(
            _("You can change this only for the people of your own institution, and not for yourself.")
        )
    return row


def _facts(row: TrainingAssignment) -> dict[str, Any]:
    course = row.requirement.course
    title = said(course.current.title, get_language()) if course.current is not None else course.slug
    return {"assignment": row, "who": row.user.name or row.user.email, "title": title}


@for_role_holders
@require_safe
@may_write(TOLD)
def person_page(request: HttpRequest, public_id: str) -> HttpResponse:
    row = _assignment(request, public_id)
    actions.record_reading(request.user, requirement=row.requirement, assignments=[row])
    context = {
        **_facts(row),
        "person": queries.standing_today(row),
        "membership": queries.membership_of(request.user, row),
        "rounds": queries.rounds_before(request.user, row),
        "can_change": rules.can_exempt(request.user, row) and row.closed_at is None,
    }
    return render(request, "staff_training/person_page.html", context)


def _asked_in(
    request: HttpRequest, row: TrainingAssignment, form: PortalForm, verb: Callable[..., None], page: str, done: str
) -> HttpResponse:
    """A page with one form about the person, back to them when it went well."""
    if request.method == "POST" and form.is_valid():
        try:
            verb(request.user, assignment=row, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, done)
            return see_other(reverse("staff_training:person_page", args=[row.public_id]))
    context = {**_facts(row), "form": form}
    return render(request, page, context, status=422 if form.is_bound else 200)


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def person_exempt(request: HttpRequest, public_id: str) -> HttpResponse:
    row = _changeable(request, public_id)
    form = ExemptionForm(request.POST or None, user=request.user)
    done = _("The exemption has been put down. The person sees it in their list.")
    return _asked_in(request, row, form, actions.exempt_person, "staff_training/person_exempt.html", done)


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def person_take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    row = _changeable(request, public_id)
    if row.completion is None:
        raise Http404
    form = TakeBackForm(request.POST or None, user=request.user)
    done = _("The completion has been taken back.")
    return _asked_in(request, row, form, actions.take_back, "staff_training/person_take_back.html", done)


@for_role_holders
@require_POST
def person_exemption_end(request: HttpRequest, public_id: str) -> HttpResponse:
    row = _changeable(request, public_id)
    try:
        actions.end_exemption(request.user, assignment=row)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The exemption has ended. The training is asked for again."))
    return see_other(reverse("staff_training:person_page", args=[public_id]))


@for_role_holders
@require_safe
@may_write("people are told in the trail that a coordinator saw their name and address")
def colleague_list(request: HttpRequest) -> HttpResponse:
    """Of whom something learned elsewhere is put down."""
    place, words = place_of(request), request.GET.get("q", "")[:60]
    page = page_of(request, queries.colleagues_of(request.user, place, words))
    record_reading_of_people(request.user, institution=place, memberships=page.object_list)
    context = {"place": place, "page": page, "q": words}
    return render(request, "staff_training/colleague_list.html", context)


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def colleague_record(request: HttpRequest, public_id: str) -> HttpResponse:
    place = place_of(request)
    colleague = queries.colleague_for(request.user, place, public_id)
    cards = queries.shelf(request.user, get_language())
    initial = {"completed_on": today(), "course": request.GET.get("course", "")[:80]}
    form = LearnedForm(request.POST or None, user=request.user, cards=cards, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.record_learned(
                request.user, person=colleague.user, course=form.courses[data["course"]], institution=place,
                reason=data["reason"], day=data["completed_on"],
            )  # fmt: skip
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            row = queries.counting_for(request.user, made)
            if row is None:
                messages.success(request, _("It has been put down. Nothing that is asked now is met by it."))
                return see_other(reverse("staff_training:colleague_list"))
            messages.success(request, _("It has been put down, and counts for what is asked."))
            return see_other(reverse("staff_training:person_page", args=[row.public_id]))
    context = {"form": form, "who": colleague.user.name or colleague.user.email}
    return render(request, "staff_training/colleague_record.html", context, status=422 if form.is_bound else 200)
