"""Pages of those who make and keep groups, and of students who propose one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities import actions, queries, rules
from communities.enums import GroupState
from communities.forms import CODES, GroupForm, ProposalForm, ReasonForm
from communities.models import Group
from wellbeing_portal.institutions.middleware import for_role_holders
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other


def _group_url(group: Group) -> str:
    return reverse("communities:group_page", args=[group.slug])


@require_safe
@for_role_holders
def group_kept(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.kept_groups(request.user))
    context = {"page": page, "can_make": rules.can_make_group(request.user)}
    return render(request, "communities/group_kept.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def group_new(request: HttpRequest) -> HttpResponse:
    if not rules.can_make_group(request.user):
        raise PermissionDenied(
            _("Groups are made by moderators and coordinators of a partner. As a student you can propose one.")
        )
    form = GroupForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            group = actions.create_group(
                request.user, owner=form.cleaned_data["owner"], once=form.cleaned_data["once"], **form.facts()
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("The draft is saved. Only you and your colleagues see it until it is opened."))
            return see_other(_group_url(group))
    return render(request, "communities/group_form.html", {"form": form}, status=422 if form.is_bound else 200)


def _conflict(form: GroupForm, group: Group) -> list[dict[str, Any]]:
    """The fields in which what the other editor saved differs from what this one has typed."""
    saved = GroupForm(user=form.user, group=group)
    # What is only offered in a language that nobody writes in does not count.
    written = {code for code in CODES if form[f"title_{code}"].value() or saved[f"title_{code}"].value()}
    unwritten = {f"rules_{code}" for code in CODES if code not in written}
    return [
        {"label": field.label, "saved": _shown(field)}
        for field in saved
        if field.name not in {"version", *unwritten} and _plain(field.value()) != _plain(form[field.name].value())
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return sorted(str(one) for one in value)
    return "" if value in (None, False, "") else str(value).replace("\r\n", "\n")


def _shown(field: Any) -> str:
    """A field's value in words."""
    labels = dict(getattr(field.field, "choices", None) or ())
    value = field.value()
    chosen = value if isinstance(value, list | tuple) else [value]
    return ", ".join(str(labels.get(one, one)) for one in chosen if one not in (None, "")) or "–"


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def group_edit(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    if not rules.can_edit_group(request.user, group):
        raise PermissionDenied(_("The group is edited by the moderators and coordinators of its owner."))
    form = GroupForm(request.POST or None, user=request.user, group=group)
    conflict: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_group(request.user, group=group, version=form.cleaned_data["version"] or 0, **form.facts())
        except Refusal as refusal:
            form.add_refusal(refusal)
        except actions.ChangedSinceError:
            group = queries.group_for(request.user, slug)
            conflict = _conflict(form, group)
            if not conflict:  # The same form sent twice, or two editors of one mind.
                return see_other(_group_url(group))
            form = form.on_version(group.version)
        else:
            messages.success(request, _("The group is saved."))
            return see_other(_group_url(group))
    context = {"form": form, "group": group, "conflict": conflict}
    return render(request, "communities/group_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def group_propose(request: HttpRequest) -> HttpResponse:
    if not rules.can_propose_group(request.user):
        raise PermissionDenied(_("Students of the partner institutions propose groups."))
    form = ProposalForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            group = actions.propose_group(request.user, **form.facts())
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Thank you. Your proposal is with the moderators. You see their answer here."))
            return see_other(_group_url(group))
    return render(request, "communities/group_propose.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
@for_role_holders
def group_move(request: HttpRequest, slug: str) -> HttpResponse:
    """Open, rest or close; a state that is no state is 404, one that is not next from here is 403."""
    group = queries.group_for(request.user, slug)
    to = request.POST.get("to", "")
    if to not in rules.MOVES:
        raise Http404
    if group.state != to:
        if not rules.can_move_group(request.user, group, to):
            raise PermissionDenied(_("You cannot do this to the group as it is now."))
        actions.move_group(request.user, group=group, to=to)
    said = {
        GroupState.OPEN: _("The group is open."),
        GroupState.RESTING: _("The group is resting. Members can read, nobody can write."),
        GroupState.CLOSED: _("The group is closed. Its members can still read it."),
    }
    messages.success(request, said[GroupState(to)])
    return see_other(_group_url(group))


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def proposal_decline(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    if not rules.can_decline_proposal(request.user, group):
        raise PermissionDenied(_("There is no proposal here for you to answer."))
    form = ReasonForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.decline_proposal(request.user, group=group, reason=form.cleaned_data["reason"])
        messages.success(request, _("The answer is given. The proposer sees your reason."))
        return see_other(reverse("communities:group_kept"))
    context = {
        "form": form,
        "title": _("Decline the proposal"),
        "lead": group.title,
        "back_url": _group_url(group),
        "back": group.title,
        "button": _("Decline"),
    }
    return render(request, "communities/group_reason.html", context, status=422 if form.is_bound else 200)
