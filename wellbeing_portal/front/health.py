"""Is the portal well? For the proxy and the operator; no secrets, no versions, nothing about people."""

import datetime
import secrets
from collections.abc import Callable
from functools import cache as kept

import structlog
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance.queries import copy_state
from wellbeing_portal.notifications import queries, rules

log = structlog.get_logger("portal.health")


class NotWellError(Exception):
    """A check that found something wrong."""


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@kept
def _migrations_of_this_release() -> frozenset[tuple[str, str]]:
    """Read from the disk once: it does not change while the process lives."""
    return frozenset(MigrationLoader(None).disk_migrations)


def _ask_migrations() -> None:
    # Newer ones may be there already: the next release migrates before it takes over.
    lacking = _migrations_of_this_release() - MigrationRecorder(connection).applied_migrations().keys()
    if lacking:
        raise NotWellError("not applied: " + ", ".join(sorted(f"{app}.{name}" for app, name in lacking)))


def _ask_cache() -> None:
    word = secrets.token_hex(8)
    cache.set(f"health:{word}", word, 10)
    if cache.get(f"health:{word}") != word:
        raise NotWellError("the cache forgot a word at once")
    cache.delete(f"health:{word}")


def _ask_help_now() -> None:
    if copy_state().missing:
        raise NotWellError("help now has no copy to fall back on; load_services writes it")


def _demand_heard(at: datetime.datetime | None) -> None:
    if at is None or timezone.now() - at > rules.SILENT_AFTER:
        raise NotWellError(f"last heard of: {at or 'never'}")


def _ask_beat() -> None:
    _demand_heard(queries.heard_at(beat=True))


def _ask_worker() -> None:
    _demand_heard(queries.heard_at(beat=False))


def _ask_queue() -> None:
    now = timezone.now()
    due = queries.due_since(now)
    if due is not None and now - due > rules.LATE_AFTER:
        raise NotWellError(f"something is due since {due}")


READY: dict[str, Callable[[], None]] = {
    "database": _ask_database,
    "migrations": _ask_migrations,
    "cache": _ask_cache,
    "help_now": _ask_help_now,
}
CLOCKWORK: dict[str, Callable[[], None]] = {"beat": _ask_beat, "worker": _ask_worker, "queue": _ask_queue}


def _passes(name: str, check: Callable[[], None]) -> bool:
    """Every way to fail means the same: not well. Why is for the log, which strangers do not read."""
    try:
        check()
    except Exception as error:  # noqa: BLE001
        log.warning("not_ready", check=name, error=type(error).__name__, why=str(error).strip().splitlines()[:1])
        return False
    return True


def _answer(found: dict[str, bool]) -> HttpResponse:
    well = all(found.values())
    body = {
        "status": "ok" if well else "error",
        "checks": {name: "ok" if passed else "error" for name, passed in found.items()},
    }
    return JsonResponse(body, status=200 if well else 503, headers={"Cache-Control": "no-store"})


@login_not_required
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers; it asks nobody else."""
    return _answer({})


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Requests can be sent here. Waiting is bounded by the time-outs of the connections themselves."""
    return _answer({name: _passes(name, check) for name, check in READY.items()})


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """What is due is done: beat and a worker were heard of lately, and nothing waits for long.

    For the operator's alarm, not for the proxy: pages are well without them.
    """
    return _answer({name: _passes(name, check) for name, check in CLOCKWORK.items()})
