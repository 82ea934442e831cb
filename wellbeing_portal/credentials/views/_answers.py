"""Documents for programs of others: any page may fetch them, and what is published may be kept a while."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

CREDENTIAL = "application/vc+ld+json"
DID = "application/did+json"
JSON = "application/json"
KEY_SET = "application/jwk-set+json"
LINKED = "application/ld+json"
TOKEN = "text/plain; charset=utf-8"  # noqa: S105 - a kind of content
# Seconds: new keys and revoked badges are seen by everybody after this time.
KEPT = 300
YEAR = 31_536_000


def document(body: Any, kind: str, *, kept: int = 0) -> HttpResponse:
    """The body as it is, or as JSON; ``kept`` says for how many seconds anybody may keep it."""
    said = body if isinstance(body, (str, bytes)) else json.dumps(body, ensure_ascii=False)
    response = HttpResponse(said, content_type=kind)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = f"public, max-age={kept}" if kept else "private, no-store"
    return response


def unlisted(response: HttpResponse) -> HttpResponse:
    """No search engine keeps or follows it."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def wants_document(request: HttpRequest) -> bool:
    """Whether a program asks rather than a browser, which always names HTML."""
    kinds = [JSON, LINKED, CREDENTIAL]
    return request.get_preferred_type(["text/html", *kinds]) in kinds


def by_kind(response: HttpResponse) -> HttpResponse:
    """The same address answers people and programs."""
    patch_vary_headers(response, ["Accept"])
    return response
