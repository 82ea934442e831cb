"""Pages of peer groups."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from communities import actions, queries, rules
from communities.enums import Form, Theme
from communities.forms import JoinForm
from communities.registry import suggest_pseudonym
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other


@login_not_required
@require_safe
def group_list(request: HttpRequest) -> HttpResponse:
    chosen = {name: request.GET.get(name, "")[:20] for name in ("theme", "form", "language")}
    page = page_of(request, queries.groups_for(request.user, **chosen))
    context = {"page": page, "chosen": chosen, "themes": Theme.choices, "forms": Form.choices}
    return render(request, "communities/group_list.html", context)


@login_not_required
@require_safe
def group_page(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    member = queries.my_member(request.user, group)
    context = {
        "group": group,
        "member": member if member and member.state == "active" else None,
        "can_join": rules.can_join_group(request.user, group, member),
        "can_post": rules.can_post_in_group(member),
        "page": page_of(request, queries.threads_of(request.user, group)),
    }
    return render(request, "communities/group_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def group_join(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    member = queries.my_member(request.user, group)
    if member is not None and member.state == "active":
        return see_other(reverse("communities:group_page", args=[slug]))
    if not rules.can_join_group(request.user, group, member):
        raise PermissionDenied(_("You cannot join this group right now."))
    suggestion = member.pseudonym if member else suggest_pseudonym(get_language() or "fi")
    form = JoinForm(request.POST or None, user=request.user, initial={"pseudonym": suggestion})
    if request.method == "POST" and form.is_valid():
        try:
            actions.join_group(request.user, group=group, pseudonym=form.cleaned_data["pseudonym"])
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, _("Welcome. You can read first and write when you feel like it."))
            return see_other(reverse("communities:group_page", args=[slug]))
    status = 422 if form.is_bound else 200
    return render(request, "communities/group_join.html", {"group": group, "form": form}, status=status)


@require_POST
def group_leave(request: HttpRequest, slug: str) -> HttpResponse:
    group = queries.group_for(request.user, slug)
    member = queries.my_member(request.user, group)
    if member is not None:
        actions.leave_group(request.user, member=member)
        messages.success(request, _("You have left the group. You are welcome back whenever you like."))
    return see_other(reverse("communities:group_list"))
