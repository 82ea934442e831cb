"""One's own badges: who sees them, and taking them along."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wellbeing_portal.credentials import actions, queries, rules
from wellbeing_portal.credentials.models import Award
from wellbeing_portal.credentials.rules import images
from wellbeing_portal.credentials.views import _answers as answers
from wellbeing_portal.credentials.views._certificate import certificate
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.render import see_other


@require_safe
def my_badges(request: HttpRequest) -> HttpResponse:
    return render(request, "credentials/my_badges.html", {"page": page_of(request, queries.awards_of(request.user))})


def _seen_at(award: Award) -> str:
    """The address that opens its page for somebody else: by the link if there is one, else by its own."""
    if award.link_secret:
        return settings.PORTAL_URL + reverse("credentials:shared_page", args=[award.link_secret])
    return settings.PORTAL_URL + award.get_absolute_url()


@require_safe
def my_badge(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    award = queries.own_award_for(request.user, public_id)
    context = {
        "award": award,
        "version": award.version,
        "signer": queries.signer_of(award.version.badge.issuer, request.LANGUAGE_CODE),
        "seen_at": _seen_at(award),
        "can_certify": rules.can_print_certificate(award),
        "successor": queries.successor_of(request.user, award),
    }
    return render(request, "credentials/my_badge.html", context)


@require_POST
def badge_show(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    award = queries.own_award_for(request.user, public_id)
    public = request.POST.get("public") == "1"
    actions.show_award(request.user, award=award, public=public)
    said = _("Whoever has the address sees your badge now.") if public else _("Only you see your badge now.")
    messages.success(request, said)
    return see_other(reverse("credentials:my_badge", args=[public_id]))


@require_POST
def badge_link(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    award = queries.own_award_for(request.user, public_id)
    on = request.POST.get("on") == "1"
    actions.link_award(request.user, award=award, on=on)
    messages.success(request, _("The link works now.") if on else _("The link does not work any more."))
    return see_other(reverse("credentials:my_badge", args=[public_id]))


def _download(award: Award, body: str | bytes, ending: str, kind: str) -> HttpResponse:
    """One's own badge to take along."""
    headers = {"Content-Disposition": f'attachment; filename="badge-{str(award.public_id)[:8]}.{ending}"'}
    return HttpResponse(body, content_type=kind, headers=headers)


@require_safe
def badge_json(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    award = queries.own_award_for(request.user, public_id)
    return _download(award, award.credential, "json", answers.CREDENTIAL)


@require_safe
def badge_jwt(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    award = queries.own_award_for(request.user, public_id)
    return _download(award, award.jwt, "jwt", answers.TOKEN)


@require_safe
def badge_png(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    award = queries.own_award_for(request.user, public_id)
    return _download(award, images.baked_png(bytes(award.version.picture_png), award.credential), "png", "image/png")


@require_safe
def badge_svg(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    award = queries.own_award_for(request.user, public_id)
    return _download(award, images.baked_svg(award.version.picture_svg, award.credential), "svg", "image/svg+xml")


@require_safe
def badge_pdf(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    award = queries.own_award_for(request.user, public_id)
    if not rules.can_print_certificate(award):
        raise PermissionDenied(_("A badge that was revoked has no certificate."))
    return _download(award, certificate(award, seen_at=_seen_at(award)), "pdf", "application/pdf")
