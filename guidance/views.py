"""Help now."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance import queries


@login_not_required
@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    groups = queries.help_now(language=request.LANGUAGE_CODE, moment=timezone.now())
    return render(request, "guidance/help_now.html", groups)
