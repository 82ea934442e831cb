"""Small layers around every request: log, headers, language, and no writing while reading."""

import re
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

import structlog
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from wellbeing_portal.kernel.kept import kept_text, loses_text

log = structlog.get_logger("portal.request")
Answer = Callable[[HttpRequest], HttpResponse]


class RequestLog:
    """One line a request: id, route, status, milliseconds. Never a path, a query, an address or a person."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        request_id = uuid.uuid4().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = self.get_response(request)
        match = request.resolver_match
        # Somebody asks every few seconds whether we are well: worth a line only when we are not.
        say = log.debug if request.path.startswith("/health/") and response.status_code == 200 else log.info
        say(
            "request",
            method=request.method,
            route=match.view_name if match else None,
            status=response.status_code,
            ms=round((time.perf_counter() - started) * 1000, 1),
        )
        response.headers["X-Request-Id"] = request_id
        return response


class SecurityHeaders:
    """Headers Django has no setting for, and no shared cache for anything personal."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("X-Frame-Options", "DENY")
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()")
        # A shared device must not show a signed-in page again by the back button.
        headers.setdefault(
            "Cache-Control",
            "private, no-store" if settings.SESSION_COOKIE_NAME in request.COOKIES else "private, no-cache",
        )
        return response


class Language:
    """``?lang=`` first (and remembered), then the cookie, then the browser, then Finnish.

    A person's own choice is put in the cookie when they sign in, so that no page, least of all help
    now, needs the database to know the language.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.codes = {code for code, _name in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang")
        chosen = asked if asked in self.codes else None
        code = chosen or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if code not in self.codes:
            code = translation.get_language_from_request(request)
        translation.activate(code)
        request.LANGUAGE_CODE = code
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        if chosen:
            remember_language(response, chosen)
        return response


def remember_language(response: HttpResponse, code: str) -> None:
    """Keep the reader's language on this device for a year."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


class LoginRequired(LoginRequiredMiddleware):
    """Django's own, but a public page never asks who is signed in: that reads the database."""

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        if not getattr(view, "login_required", True):
            return None
        return super().process_view(request, view, args, kwargs)

    def handle_no_permission(self, request: HttpRequest, view: Callable[..., Any]) -> Any:
        """To the sign-in page, unless that would lose what somebody wrote."""
        return kept_text(request) if loses_text(request) else super().handle_no_permission(request, view)


WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
# Framework rows that any request may touch: the session behind a message, a rate limit, a sign-in step.
# The trail is not among them: that somebody was shown other people's data is itself put down.
OURS = (
    "accounts_", "communities_", "credentials_", "guidance_", "institutions_", "learning_", "moderation_",
    "notifications_", "search_", "skills_", "staff_training_",
)  # fmt: skip


class WroteWhileReadingError(RuntimeError):
    """A view answering GET tried to change our tables without saying so with ``may_write``."""


def may_write(reason: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Mark a view whose GET changes a row on purpose (a read mark, say). The reason must not be empty."""
    if not reason.strip():
        raise ValueError("may_write() needs a reason.")

    def mark(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        view.may_write = True  # type: ignore[attr-defined]
        return view

    return mark


def _refuse_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    if WRITES.match(sql) and any(f'"{prefix}' in sql for prefix in OURS):
        raise WroteWhileReadingError(sql.split(" (", 1)[0][:80])
    return execute(sql, params, many, context)


class ReadOnlyViews:
    """GET and HEAD may not change our tables, so no link can ever do something."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as request.read_only:  # type: ignore[attr-defined]
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        ours = not view.__module__.startswith("allauth.")
        if request.method in ("GET", "HEAD") and ours and not getattr(view, "may_write", False):
            wrapper = connection.execute_wrapper(_refuse_writes)
            request.read_only.enter_context(wrapper)  # type: ignore[attr-defined]
