"""The rhythm of a group as its hosts set it, whom they trust, and the welcome that a new member closes."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities import actions, queries, rules
from communities.enums import MemberState
from communities.forms import RhythmForm
from communities.views.members import hosted
from wellbeing_portal.institutions.middleware import for_role_holders
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def group_rhythm(request: HttpRequest, slug: str) -> HttpResponse:
    group, _me = hosted(request, slug)
    form = RhythmForm(request.POST or None, user=request.user, group=group)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.set_rhythm(request.user, group=group, version=version, **form.facts())
        except Refusal as refusal:
            form.data = form.data.copy()
            form.data["version"] = group.version
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The rhythm of the group is saved."))
            return see_other(reverse("communities:group_page", args=[slug]))
    return render(
        request, "communities/rhythm_page.html", {"group": group, "form": form}, status=422 if form.is_bound else 200
    )


@require_POST
@for_role_holders
def member_trust(request: HttpRequest, slug: str, member_id: uuid.UUID) -> HttpResponse:
    """``trust=1`` lets the member's posts appear at once, anything else has them read first again."""
    group, _me = hosted(request, slug)
    member = queries.member_for(request.user, group, member_id)
    if member.state != MemberState.ACTIVE:
        raise PermissionDenied(_("This person is not a member now."))
    on = request.POST.get("trust") == "1"
    actions.trust_member(request.user, member=member, on=on)
    said = _("The posts of %(name)s appear at once.") if on else _("A host reads the posts of %(name)s first again.")
    messages.success(request, said % {"name": member.pseudonym})
    return see_other(reverse("communities:member_list", args=[slug]))


@require_POST
def welcome_close(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    me = queries.my_member(request.user, group)
    if not rules.can_read_as_member(me):
        raise PermissionDenied(_("Only members of the group are welcomed."))
    actions.dismiss_welcome(me)
    return see_other(reverse("communities:group_page", args=[slug]))
