"""Leaving a list of e-mails from the e-mail itself."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from wellbeing_portal.kernel.voice import kind_named
from wellbeing_portal.notifications import actions


# RFC 8058: a mail program posts here for its reader, without cookies; the sealed token is what counts.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Programs that look for dangerous links follow them all, so opening the page changes nothing.

    The page looks alike whether or not the person still has an account.
    """
    name = actions.list_of(token)
    if name is None:
        return render(request, "notifications/leave_unknown.html", status=404)
    if request.method == "POST":
        # The token says it all, but the form is read like any other: what is too large is refused.
        request.POST.get("List-Unsubscribe")
        actions.leave_list(token=token)
    context = {"kind": kind_named(name), "left": request.method == "POST"}
    return render(request, "notifications/leave.html", context)
