"""Pages by which a person comes into a group, and goes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities import actions, queries, rules
from communities.enums import Door, MemberState
from communities.forms import JoinForm, PseudonymForm
from communities.models import Group, GroupInvite, Member
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other


def _shut(door: Door) -> str:
    """Why nobody comes in here, in a sentence."""
    return {
        Door.DECLINED: _("The hosts said no to your request. You can ask again later."),
        Door.REMOVED: _("The hosts have taken you out of this group, so you cannot join it now."),
        Door.FULL: _("The group is full right now."),
        Door.INVITATION: _("This group takes new members by invitation."),
    }.get(door, _("You cannot join this group right now."))


def _join_form(request: HttpRequest, group: Group, me: Member | None, *, asks: bool) -> JoinForm:
    returning = me is not None and me.state == MemberState.LEFT
    earlier = me.pseudonym if me else ""
    suggestion = earlier or queries.free_pseudonym(request.user, group, get_language() or "fi")
    return JoinForm(
        request.POST or None,
        user=request.user,
        returning=returning,
        asks=asks,
        keeper=rules.keeps_group(request.user, group) and not asks,
        initial={"pseudonym": suggestion},
    )


def _enter(request: HttpRequest, group: Group, me: Member | None, form: JoinForm, *, asks: bool, invite: Any) -> bool:
    """Do what the form asks for; False when the action said no, which then stands on the form."""
    data = form.cleaned_data
    pseudonym = data.get("pseudonym") or (me.pseudonym if me else "")
    try:
        if asks:
            actions.ask_to_join(request.user, group=group, pseudonym=pseudonym, note=data["note"])
            messages.success(
                request, _("Your request is with the hosts. You see their answer here and on your home page.")
            )
        else:
            as_host = data.get("as_host", False)
            actions.join_group(request.user, group=group, pseudonym=pseudonym, as_host=as_host, invite=invite)
            messages.success(request, _("Welcome. You can read first and write when you feel like it."))
    except Refusal as refusal:
        form.add_refusal(refusal)
        return False
    return True


def _join_page(
    request: HttpRequest, group: Group, me: Member | None, *, asks: bool, invite: GroupInvite | None = None
) -> HttpResponse:
    form = _join_form(request, group, me, asks=asks)
    if request.method == "POST" and form.is_valid() and _enter(request, group, me, form, asks=asks, invite=invite):
        return see_other(reverse("communities:group_page", args=[group.slug]))
    context = {"group": group, "me": me, "form": form, "asks": asks}
    return render(request, "communities/group_join.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def group_join(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    me = queries.my_member(request.user, group)
    door = rules.door_of(request.user, group, me)
    if door in (Door.MEMBER, Door.WAITING):
        return see_other(reverse("communities:group_page", args=[slug]))
    if door not in (Door.JOIN, Door.ASK):
        raise PermissionDenied(_shut(door))
    return _join_page(request, group, me, asks=door == Door.ASK)


@require_http_methods(["GET", "HEAD", "POST"])
def invite_open(request: HttpRequest, secret: str) -> HttpResponse:
    """The page behind an invitation's link; a wrong, old or foreign one gets the same kind answer."""
    invited = queries.invited_group(request.user, secret)
    if invited is None:
        return render(request, "communities/invite_gone.html", status=404)
    group, invite = invited
    me = queries.my_member(request.user, group)
    if me is not None and me.state == MemberState.ACTIVE:
        return see_other(reverse("communities:group_page", args=[group.slug]))
    if not rules.can_use_invite(request.user, group, me):
        return render(request, "communities/invite_gone.html", status=404)
    return _join_page(request, group, me, asks=False, invite=invite)


@require_POST
def group_leave(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    me = queries.my_member(request.user, group)
    if me is not None and me.state == MemberState.ACTIVE:
        actions.leave_group(request.user, member=me)
        messages.success(request, _("You have left the group. You are welcome back whenever you like."))
    return see_other(reverse("communities:group_list"))


@require_POST
def request_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    me = queries.my_member(request.user, group)
    if me is not None and me.state == MemberState.REQUESTED:
        actions.withdraw_request(request.user, member=me)
        messages.success(request, _("Your request is taken back. Nothing of it was kept."))
    return see_other(reverse("communities:group_page", args=[slug]))


@require_http_methods(["GET", "HEAD", "POST"])
def pseudonym_change(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    me = queries.my_member(request.user, group)
    if not rules.can_change_pseudonym(me):
        raise PermissionDenied(_("A pseudonym can be changed once, before the first message."))
    suggestion = queries.free_pseudonym(request.user, group, get_language() or "fi")
    form = PseudonymForm(request.POST or None, user=request.user, initial={"pseudonym": suggestion})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_pseudonym(request.user, member=me, pseudonym=form.cleaned_data["pseudonym"])
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("You have a new pseudonym in this group."))
            return see_other(reverse("communities:group_page", args=[slug]))
    context = {"group": group, "me": me, "form": form}
    return render(request, "communities/group_pseudonym.html", context, status=422 if form.is_bound else 200)
