"""A student shares one text with one supporter, sees who opened it and when, and takes it back."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from skills import actions, queries
from skills.forms import ShareForm
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other


@require_http_methods(["GET", "HEAD", "POST"])
def text_share(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The page shows the very text that is shared, and to whom, before anything is."""
    entry = queries.text_for(request.user, public_id)
    form = ShareForm(request.POST or None, user=request.user, entry=entry)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            shared = actions.share_text(
                request.user,
                entry=entry,
                supporter=data["supporter"],
                note=data["note"],
                seen_at=data["seen_at"],
            )
        except Refusal as refusal:
            form.add_refusal(refusal)
            form.show_anew(entry)
        else:
            messages.success(request, _("Your text is shared. You can take it back at any time."))
            return see_other(reverse("skills:shared_page", args=[shared.public_id]))
    context = {
        "form": form,
        "note": queries.note_of(entry, get_language()),
        "has_supporters": form.fields["supporter"].queryset.exists(),
    }
    return render(request, "skills/text_share.html", context, status=422 if form.is_bound else 200)


@require_safe
def shared_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.my_shared(request.user))
    context = {"page": page, "rows": [queries.given_of(shared, get_language()) for shared in page]}
    return render(request, "skills/shared_list.html", context)


@require_safe
def shared_page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    shared = queries.my_shared_for(request.user, public_id)
    context = {
        "given": queries.given_of(shared, get_language()),
        "shared": shared,
        "feedback": getattr(shared, "feedback", None),
        "readings": queries.readings_of(shared),
        "entry": queries.entry_behind(request.user, shared),
    }
    return render(request, "skills/shared_page.html", context)


@require_POST
def shared_withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    shared = queries.my_shared_for(request.user, public_id)
    actions.withdraw_text(request.user, shared=shared)
    messages.success(request, _("You have taken it back. Nobody else can read it any more."))
    return see_other(reverse("skills:shared_page", args=[public_id]))
