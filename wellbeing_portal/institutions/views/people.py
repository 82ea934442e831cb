"""My places, and the people of the institution I coordinate."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbeing_portal.audit.enums import By
from wellbeing_portal.audit.queries import trail_of
from wellbeing_portal.institutions import actions, queries, rules
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.forms import PlaceForm
from wellbeing_portal.institutions.models import Institution, standing_of
from wellbeing_portal.institutions.registry import PLACE, for_role_holders, words_of
from wellbeing_portal.kernel.middleware import may_write
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other


@require_http_methods(["GET", "HEAD", "POST"])
def my_places(request: HttpRequest) -> HttpResponse:
    places = standing_of(request.user).institutions
    now = queries.place_of(request.user, request.session.get(PLACE, ""))
    form = PlaceForm(request.POST or None, user=request.user, places=places, initial={"place": now.slug if now else ""})
    if request.method == "POST" and form.is_valid():
        request.session[PLACE] = form.cleaned_data["place"]
        messages.success(request, _("Saved."))
        return see_other(reverse("institutions:my_places"))
    page = page_of(request, queries.my_memberships(request.user))
    context = {"page": page, "form": form if len(places) > 1 else None}
    return render(request, "institutions/my_places.html", context, status=422 if form.is_bound else 200)


@require_safe
def my_trail(request: HttpRequest) -> HttpResponse:
    page = page_of(request, trail_of(request.user))
    names = queries.short_names()
    rows = [
        {**row, "words": words_of(row["action"]), "who": By(row["by"]).label, "place": names.get(row["chain_name"], "")}
        for row in page.object_list
    ]
    return render(request, "institutions/my_trail.html", {"page": page, "rows": rows})


def coordinated(request: HttpRequest) -> Institution:
    """The institution this page is about; 403 for anybody who coordinates none."""
    place = queries.coordinated_place(request.user, request.session.get(PLACE, ""))
    if place is None:
        raise PermissionDenied(_("Only a coordinator of an institution sees its people."))
    return place


@for_role_holders
@require_safe
@may_write("people are told in the trail that a coordinator saw their name and address")
def people_list(request: HttpRequest) -> HttpResponse:
    place = coordinated(request)
    role = request.GET.get("role", "")[:20]
    page = page_of(request, queries.people_of(request.user, place, role=role))
    actions.record_reading_of_people(request.user, institution=place, memberships=page.object_list)
    context = {
        "place": place,
        "page": page,
        "role": role,
        "roles": Role.choices,
        "endable": {row.pk for row in page.object_list if rules.can_end_membership(request.user, row)},
        "can_invite": rules.can_invite(request.user, place),
    }
    return render(request, "institutions/people_list.html", context)


@for_role_holders
@require_POST
def membership_end(request: HttpRequest, public_id: str) -> HttpResponse:
    membership = queries.membership_for(request.user, public_id)
    if not rules.can_see_people(request.user, membership.institution):
        raise PermissionDenied(_("Only a coordinator of an institution sees its people."))
    try:
        actions.end_membership(request.user, membership=membership)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The role has ended."))
    return see_other(reverse("institutions:people_list"))
