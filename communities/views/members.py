"""Pages of those who host a group: who is in, who asks, whom to invite. Only pseudonyms are seen here."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities import actions, queries, rules
from communities.enums import MemberState
from communities.forms import InviteForm, ReasonForm
from communities.models import Group, Member
from wellbeing_portal.institutions.middleware import for_role_holders
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other


def hosted(request: HttpRequest, slug: str) -> tuple[Group, Member | None]:
    """The group and the host's own row in it; 404 for a hidden group, 403 for those who do not host it."""
    group = queries.group_for(request.user, slug)
    me = queries.my_member(request.user, group)
    if not rules.can_host_group(request.user, group, me):
        raise PermissionDenied(_("Only the hosts of the group see this."))
    return group, me


def _back(group: Group) -> HttpResponse:
    return see_other(reverse("communities:member_list", args=[group.slug]))


@require_safe
@for_role_holders
def member_list(request: HttpRequest, slug: str) -> HttpResponse:
    group, me = hosted(request, slug)
    page = page_of(request, queries.members_of(request.user, group))
    for member in page:
        member.can_be_removed = rules.can_remove_member(request.user, group, me, member)
        member.can_be_cohost = rules.can_make_cohost(request.user, group, me, member, on=not member.is_cohost)
    context = {
        "group": group,
        "page": page,
        "keeps": rules.keeps_group(request.user, group),
        "invites": queries.open_invites(request.user, group, timezone.now()),
        "form": InviteForm(initial={"once": uuid.uuid4()}),
    }
    return render(request, "communities/member_list.html", context)


@require_POST
@for_role_holders
def request_accept(request: HttpRequest, slug: str, member_id: uuid.UUID) -> HttpResponse:
    group, _me = hosted(request, slug)
    member = queries.member_for(request.user, group, member_id)
    try:
        actions.accept_request(request.user, member=member)
    except Refusal as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, _("%(name)s is a member now.") % {"name": member.pseudonym})
    return _back(group)


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def request_decline(request: HttpRequest, slug: str, member_id: uuid.UUID) -> HttpResponse:
    group, _me = hosted(request, slug)
    member = queries.member_for(request.user, group, member_id)
    if member.state not in (MemberState.REQUESTED, MemberState.DECLINED):
        raise PermissionDenied(_("There is no request here to answer."))
    form = ReasonForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.decline_request(request.user, member=member, reason=form.cleaned_data["reason"])
        messages.success(request, _("The answer is given, with your reason."))
        return _back(group)
    title = _("Decline the request of %(name)s") % {"name": member.pseudonym}
    return _reason_page(request, group, form, title=title, button=_("Decline"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def member_remove(request: HttpRequest, slug: str, member_id: uuid.UUID) -> HttpResponse:
    group, me = hosted(request, slug)
    member = queries.member_for(request.user, group, member_id)
    if member.state == MemberState.REMOVED and request.method == "POST":
        return _back(group)
    if not rules.can_remove_member(request.user, group, me, member):
        raise PermissionDenied(_("You cannot remove this member."))
    form = ReasonForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.remove_member(request.user, member=member, reason=form.cleaned_data["reason"])
        messages.success(request, _("%(name)s is no longer in the group.") % {"name": member.pseudonym})
        return _back(group)
    title = _("Remove %(name)s from the group") % {"name": member.pseudonym}
    return _reason_page(request, group, form, title=title, button=_("Remove"))


def _reason_page(request: HttpRequest, group: Group, form: ReasonForm, *, title: str, button: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "lead": "",
        "back_url": reverse("communities:member_list", args=[group.slug]),
        "back": _("Members"),
        "button": button,
    }
    return render(request, "communities/group_reason.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_role_holders
def member_back(request: HttpRequest, slug: str, member_id: uuid.UUID) -> HttpResponse:
    group, _me = hosted(request, slug)
    member = queries.member_for(request.user, group, member_id)
    actions.let_member_back(request.user, member=member)
    messages.success(request, _("%(name)s may come back whenever they like.") % {"name": member.pseudonym})
    return _back(group)


@require_POST
@for_role_holders
def member_host(request: HttpRequest, slug: str, member_id: uuid.UUID) -> HttpResponse:
    """Only keepers say who hosts: ``host=1`` appoints, anything else releases."""
    group, _me = hosted(request, slug)
    member = queries.member_for(request.user, group, member_id)
    if not rules.keeps_group(request.user, group):
        raise PermissionDenied(_("Hosts are chosen by the moderators and coordinators of the owner."))
    is_host = request.POST.get("host") == "1"
    actions.set_host(request.user, member=member, is_host=is_host)
    said = _("%(name)s is a host now.") if is_host else _("%(name)s is no longer a host.")
    messages.success(request, said % {"name": member.pseudonym})
    return _back(group)


@require_POST
@for_role_holders
def invite_make(request: HttpRequest, slug: str) -> HttpResponse:
    """Answers with the link itself, not with a redirect: nothing keeps it, so it is shown this once."""
    group, _me = hosted(request, slug)
    form = InviteForm(request.POST, user=request.user)
    link = ""
    if form.is_valid():
        try:
            _invite, secret = actions.make_invite(request.user, group=group, **form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            link = request.build_absolute_uri(reverse("communities:invite_open", args=[secret]))
    context = {"group": group, "form": form, "link": link}
    return render(request, "communities/invite_made.html", context, status=200 if link else 422)


@require_POST
@for_role_holders
def invite_end(request: HttpRequest, slug: str, invite_id: uuid.UUID) -> HttpResponse:
    group, _me = hosted(request, slug)
    actions.end_invite(request.user, invite=queries.invite_for(request.user, group, invite_id))
    messages.success(request, _("The invitation does not work any more."))
    return _back(group)
