"""Inviting, and being invited."""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbeing_portal.institutions import actions, queries, rules
from wellbeing_portal.institutions.forms import InviteForm
from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.institutions.views.people import coordinated
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other


@for_role_holders
@require_safe
def invitation_list(request: HttpRequest) -> HttpResponse:
    place = coordinated(request)
    page = page_of(request, queries.open_invitations(request.user, place))
    context = {"place": place, "page": page, "can_invite": rules.can_invite(request.user, place)}
    return render(request, "institutions/invitation_list.html", context)


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_new(request: HttpRequest) -> HttpResponse:
    place = coordinated(request)
    if not rules.can_invite(request.user, place):
        raise PermissionDenied(_("The partnership has ended, so nobody new can be invited."))
    form = InviteForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.invite_person(request.user, institution=place, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The invitation is on its way. You see below whether it could be sent."))
            return see_other(reverse("institutions:invitation_list"))
    context = {"place": place, "form": form}
    return render(request, "institutions/invitation_new.html", context, status=422 if form.is_bound else 200)


@for_role_holders
@require_POST
def invitation_again(request: HttpRequest, public_id: str) -> HttpResponse:
    invitation = queries.invitation_for(request.user, public_id)
    try:
        actions.send_invitation_again(request.user, invitation=invitation)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The invitation is on its way. The older letter does not work any more."))
    return see_other(reverse("institutions:invitation_list"))


@for_role_holders
@require_POST
def invitation_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    actions.withdraw_invitation(request.user, invitation=queries.invitation_for(request.user, public_id))
    messages.success(request, _("The invitation has been withdrawn. Its letter does not work any more."))
    return see_other(reverse("institutions:invitation_list"))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The page a letter opens. It looks alike whether or not the address has an account."""
    refused = ratelimit.consume_or_429(request, action="invitation")
    if refused is not None:
        return refused
    found = queries.invitation_by_secret(secret)
    if found is None:
        return render(request, "institutions/invitation_gone.html", status=404)
    here = reverse("institutions:invitation", args=[secret])
    signed_in = request.user.is_authenticated
    fits = signed_in and queries.has_address(request.user, found.email)
    context = {"invitation": found, "signed_in": signed_in, "fits": fits, "here": here}
    if request.method != "POST":
        return render(request, "institutions/invitation.html", context)
    if not signed_in:
        # The letter came to this address, so it need not be confirmed by a second one.
        get_adapter().stash_verified_email(request, found.email)
        return see_other(f"{reverse('account_signup')}?{urlencode({'next': here})}")
    try:
        actions.accept_invitation(request.user, invitation=found)
    except Refusal as refusal:
        return render(request, "institutions/invitation.html", {**context, "refusal": refusal.message}, status=422)
    messages.success(request, _("You have a new role. It is in the list below."))
    return see_other(reverse("institutions:my_places"))
