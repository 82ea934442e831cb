"""Pages of those who host a group together: co-hosts, turns, notes to each other, and rest."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities import actions, queries, rules
from communities.enums import GroupState
from communities.forms import ArchiveForm, AskForm, NoteForm, RestForm, TurnForm
from communities.models import Group, Member
from communities.views.members import hosted
from wellbeing_portal.institutions.middleware import for_role_holders
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.moderation.actions import ask_moderator


def _group_url(group: Group) -> str:
    return reverse("communities:group_page", args=[group.slug])


def _hosts_url(group: Group) -> str:
    return reverse("communities:host_page", args=[group.slug])


def _hosts_page(
    request: HttpRequest, group: Group, me: Member | None, *, turn: TurnForm | None = None, note: NoteForm | None = None
) -> HttpResponse:
    hosts = queries.hosts_of(request.user, group)
    context = {
        "group": group,
        "hosts": hosts,
        "chooses": rules.can_choose_cohosts(request.user, group, me),
        "turns": queries.coming_turns(request.user, group, today()),
        "turn_form": turn or TurnForm(hosts=hosts),
        "note_form": note or NoteForm(),
        "page": page_of(request, queries.notes_of(request.user, group), size=10),
    }
    return render(request, "communities/host_page.html", context, status=422 if turn or note else 200)


@require_safe
@for_role_holders
def host_page(request: HttpRequest, slug: str) -> HttpResponse:
    group, me = hosted(request, slug)
    return _hosts_page(request, group, me)


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def moderator_ask(request: HttpRequest, slug: str) -> HttpResponse:
    """A host asks those who moderate; the answer comes on the same receipt as that of a report."""
    group, _me = hosted(request, slug)
    form = AskForm(request.POST or None, user=request.user)
    if form.is_valid():
        cause = ask_moderator(request.user, about=group, **form.cleaned_data)
        return see_other(reverse("moderation:receipt", args=[cause.public_id]))
    return render(
        request, "communities/moderator_ask.html", {"form": form, "group": group}, status=422 if form.is_bound else 200
    )


@require_POST
@for_role_holders
def turn_add(request: HttpRequest, slug: str) -> HttpResponse:
    group, me = hosted(request, slug)
    form = TurnForm(request.POST, user=request.user, hosts=queries.hosts_of(request.user, group))
    if form.is_valid():
        actions.add_turn(request.user, group=group, **form.facts())
        messages.success(request, _("The turn is saved. The members see who is on turn this week."))
        return see_other(_hosts_url(group))
    return _hosts_page(request, group, me, turn=form)


@require_POST
@for_role_holders
def turn_remove(request: HttpRequest, slug: str, turn_id: uuid.UUID) -> HttpResponse:
    group, _me = hosted(request, slug)
    actions.remove_turn(request.user, turn=queries.turn_for(request.user, group, turn_id))
    messages.success(request, _("The turn is removed."))
    return see_other(_hosts_url(group))


@require_POST
@for_role_holders
def note_write(request: HttpRequest, slug: str) -> HttpResponse:
    group, me = hosted(request, slug)
    form = NoteForm(request.POST, user=request.user)
    if form.is_valid():
        author = me if rules.can_read_as_member(me) else None
        actions.write_note(request.user, group=group, author=author, **form.cleaned_data)
        messages.success(request, _("The note is there for the other hosts."))
        return see_other(_hosts_url(group))
    return _hosts_page(request, group, me, note=form)


@require_POST
@for_role_holders
def member_cohost(request: HttpRequest, slug: str, member_id: uuid.UUID) -> HttpResponse:
    """``host=1`` makes a co-host, anything else ends it. Said twice it is done already."""
    group, me = hosted(request, slug)
    member = queries.member_for(request.user, group, member_id)
    on = request.POST.get("host") == "1"
    if member.is_cohost != on:
        if not rules.can_make_cohost(request.user, group, me, member, on=on):
            raise PermissionDenied(_("Co-hosts are chosen by the hosts, among the members."))
        actions.set_cohost(request.user, member=member, on=on)
    said = _("%(name)s is a co-host now.") if on else _("%(name)s is no longer a co-host.")
    messages.success(request, said % {"name": member.pseudonym})
    return see_other(reverse("communities:member_list", args=[slug]))


def _ending_page(request: HttpRequest, group: Group, form: Any, **says: str) -> HttpResponse:
    context = {**says, "form": form, "back_url": _group_url(group), "back": group.title}
    return render(request, "communities/group_reason.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def group_rest(request: HttpRequest, slug: str) -> HttpResponse:
    group, me = hosted(request, slug)
    if group.state != GroupState.RESTING and not rules.can_rest_group(request.user, group, me):
        raise PermissionDenied(_("You cannot do this to the group as it is now."))
    before = {"note": group.rest_note, "back_on": group.back_on}
    # A form that is sent without any word is sent all the same.
    form = RestForm(request.POST if request.method == "POST" else None, user=request.user, initial=before)
    if form.is_valid():
        actions.rest_group(request.user, group=group, **form.cleaned_data)
        messages.success(request, _("The group is resting. Members can read, nobody can write."))
        return see_other(_group_url(group))
    lead = _("Members can read, and nobody joins or writes until you wake the group up.")
    return _ending_page(request, group, form, title=_("Let it rest"), lead=lead, button=_("Let it rest"))


@require_POST
@for_role_holders
def group_wake(request: HttpRequest, slug: str) -> HttpResponse:
    group, me = hosted(request, slug)
    if group.state != GroupState.OPEN:
        if not rules.can_wake_group(request.user, group, me):
            raise PermissionDenied(_("You cannot do this to the group as it is now."))
        actions.move_group(request.user, group=group, to=GroupState.OPEN)
    messages.success(request, _("The group is open."))
    return see_other(_group_url(group))


@require_http_methods(["GET", "HEAD", "POST"])
@for_role_holders
def group_archive(request: HttpRequest, slug: str) -> HttpResponse:
    group, _me = hosted(request, slug)
    may_close = rules.can_move_group(request.user, group, GroupState.CLOSED)
    if not may_close and not (group.state == GroupState.CLOSED and rules.keeps_group(request.user, group)):
        raise PermissionDenied(_("You cannot do this to the group as it is now."))
    form = ArchiveForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        actions.archive_group(request.user, group=group, **form.cleaned_data)
        messages.success(request, _("The group is closed. Its members can still read it."))
        return see_other(_group_url(group))
    lead = _("Nobody can join or write any more. Members can still read. You can reopen the group later.")
    return _ending_page(request, group, form, title=_("Close the group"), lead=lead, button=_("Close the group"))
