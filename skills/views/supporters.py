"""A coordinator names supporters among the own people; each agrees, and ends it when they like."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from skills import actions, queries, rules
from skills.forms import SupporterForm
from wellbeing_portal.institutions.queries import coordinated_place
from wellbeing_portal.institutions.registry import PLACE, for_role_holders
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def supporter_list(request: HttpRequest) -> HttpResponse:
    place = coordinated_place(request.user, request.session.get(PLACE, ""))
    if place is None:
        raise PermissionDenied(_("Only a coordinator of the institution names supporters."))
    form = SupporterForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.name_supporter(request.user, institution=place, email=form.cleaned_data["email"])
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("They are asked now. Students see them once they have agreed."))
            return see_other(reverse("skills:supporter_list"))
    context = {"form": form, "place": place, "page": page_of(request, queries.supporters_at(request.user, place))}
    return render(request, "skills/supporter_list.html", context, status=422 if form.is_bound else 200)


@for_role_holders
@require_POST
def supporter_agree(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    supporter = queries.supporter_for(request.user, public_id)
    if supporter.user_id != request.user.pk:
        raise PermissionDenied(_("Only the person themself can agree."))
    actions.agree_to_support(request.user, supporter=supporter)
    messages.success(request, _("Thank you. Students of your institution can ask you from now on."))
    return see_other(reverse("skills:feedback_list"))


@for_role_holders
@require_POST
def supporter_end(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    supporter = queries.supporter_for(request.user, public_id)
    if not rules.can_end_supporter(request.user, supporter):
        raise PermissionDenied(_("You can end this only for yourself or at your own institution."))
    actions.end_supporter(request.user, supporter=supporter)
    messages.success(request, _("Ended. What was waiting has gone back to the students."))
    mine = supporter.user_id == request.user.pk
    return see_other(reverse("skills:my_courses" if mine else "skills:supporter_list"))
