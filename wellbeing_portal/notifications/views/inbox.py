"""The notices of a person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.notifications import actions, queries
from wellbeing_portal.notifications.forms import UntilForm


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    page = page_of(request, queries.inbox(request.user))
    context = {
        "page": page,
        "lines": queries.lines_of(request.user, page.object_list),
        "unread": queries.unread_count(request.user),
        "until": timezone.now().isoformat(),
    }
    return render(request, "notifications/inbox.html", context, status=status)


@require_POST
def notice_open(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Reading is a change, so it is a press of a button; the button is the notice itself."""
    notice = queries.notice_for(request.user, public_id)
    actions.mark_read(request.user, notices=[notice])
    lines = queries.lines_of(request.user, [notice])
    if not lines:
        messages.info(request, _("What this notice was about is not here any more."))
    return see_other(lines[0].link if lines else reverse("notifications:inbox"))


@require_POST
def all_read(request: HttpRequest) -> HttpResponse:
    form = UntilForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422)
    actions.mark_all_read(request.user, until=form.cleaned_data["until"])
    return see_other(reverse("notifications:inbox"))
