"""What anybody needs to check a badge: who signs, with which keys, what was earned, what was revoked."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from wellbeing_portal.credentials import queries
from wellbeing_portal.credentials.rules import documents
from wellbeing_portal.credentials.rules.proofs import OB_CONTEXT, VC_CONTEXT
from wellbeing_portal.credentials.views import _answers as answers
from wellbeing_portal.kernel.paging import page_of

CONTEXTS = [VC_CONTEXT, OB_CONTEXT]


@login_not_required
@require_safe
def key_set(request: HttpRequest) -> HttpResponse:
    return answers.document(queries.key_set(), answers.KEY_SET, kept=answers.KEPT)


@login_not_required
@require_safe
def did_document(request: HttpRequest, slug: str) -> HttpResponse:
    issuer = queries.issuer_named(slug)
    return answers.document(queries.did_document_of(issuer), answers.DID, kept=answers.KEPT)


@login_not_required
@require_safe
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    return answers.document(queries.status_list_numbered(number).signed, answers.CREDENTIAL, kept=answers.KEPT)


@login_not_required
@require_safe
def issuer_page(request: HttpRequest, slug: str) -> HttpResponse:
    issuer = queries.issuer_named(slug)
    signer, at = queries.signer_of(issuer, get_language() or "fi"), queries.addresses()
    if answers.wants_document(request):
        said = {"@context": CONTEXTS, **documents.profile(at, signer)}
        return answers.by_kind(answers.document(said, answers.LINKED, kept=answers.KEPT))
    page = page_of(request, queries.issuer_page(issuer))
    context = {"issuer": issuer, "signer": signer, "did": at.did(slug), "page": page}
    return answers.by_kind(render(request, "credentials/issuer_page.html", context))


@login_not_required
@require_safe
def achievement_page(request: HttpRequest, badge: uuid.UUID, number: int) -> HttpResponse:
    version = queries.version_numbered(badge, number)
    language = get_language() or "fi"
    if answers.wants_document(request):
        said = documents.achievement(queries.addresses(), queries.facts_of(version, language))
        answer = answers.document({"@context": CONTEXTS, **said}, answers.LINKED, kept=answers.KEPT)
        return answers.by_kind(answer)
    context = {"version": version, "signer": queries.signer_of(version.badge.issuer, language)}
    return answers.by_kind(render(request, "credentials/achievement_page.html", context))


@login_not_required
@require_safe
def achievement_png(request: HttpRequest, badge: uuid.UUID, number: int) -> HttpResponse:
    version = queries.version_numbered(badge, number)
    return answers.document(bytes(version.picture_png), "image/png", kept=answers.YEAR)


@login_not_required
@require_safe
def achievement_svg(request: HttpRequest, badge: uuid.UUID, number: int) -> HttpResponse:
    version = queries.version_numbered(badge, number)
    return answers.document(version.picture_svg, "image/svg+xml", kept=answers.YEAR)
