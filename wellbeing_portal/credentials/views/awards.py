"""A badge as others see it: checked anew at each look, unlisted, and only if its holder lets it be seen."""

import json
import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from wellbeing_portal.credentials import queries, rules
from wellbeing_portal.credentials.forms import RecipientForm
from wellbeing_portal.credentials.models import Award
from wellbeing_portal.credentials.views import _answers as answers


def _page(request: HttpRequest, award: Award, *, json_at: str, jwt_at: str) -> HttpResponse:
    """What is shown is read from the signed bytes; of our own, only the name stands beside it."""
    form = RecipientForm(request.POST or None)
    theirs = form.is_bound and form.is_valid() and rules.is_theirs(award, form.cleaned_data["email"])
    context = {
        "award": award,
        "said": json.loads(award.credential),
        "verdict": queries.verdict_on(award),
        "signer": queries.signer_of(award.version.badge.issuer, award.language),
        "successor": queries.successor_of(request.user, award),
        "form": form,
        "asked": form.is_bound and form.is_valid(),
        "theirs": theirs,
        "json_at": json_at,
        "jwt_at": jwt_at,
    }
    status = 422 if form.is_bound and not form.is_valid() else 200
    return answers.unlisted(answers.by_kind(render(request, "credentials/award_page.html", context, status=status)))


def _file(body: str, kind: str) -> HttpResponse:
    return answers.unlisted(answers.document(body, kind))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def award_page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    award = queries.award_for(request.user, public_id)
    if request.method != "POST" and answers.wants_document(request):
        return answers.by_kind(_file(award.credential, answers.CREDENTIAL))
    at = {form: reverse(f"credentials:award_{form}", args=[public_id]) for form in ("json", "jwt")}
    return _page(request, award, json_at=at["json"], jwt_at=at["jwt"])


@login_not_required
@require_safe
def award_json(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return _file(queries.award_for(request.user, public_id).credential, answers.CREDENTIAL)


@login_not_required
@require_safe
def award_jwt(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    return _file(queries.award_for(request.user, public_id).jwt, answers.TOKEN)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def shared_page(request: HttpRequest, secret: str) -> HttpResponse:
    award = queries.award_by_link(secret)
    at = {form: reverse(f"credentials:shared_{form}", args=[secret]) for form in ("json", "jwt")}
    return _page(request, award, json_at=at["json"], jwt_at=at["jwt"])


@login_not_required
@require_safe
def shared_json(request: HttpRequest, secret: str) -> HttpResponse:
    return _file(queries.award_by_link(secret).credential, answers.CREDENTIAL)


@login_not_required
@require_safe
def shared_jwt(request: HttpRequest, secret: str) -> HttpResponse:
    return _file(queries.award_by_link(secret).jwt, answers.TOKEN)
