"""Asking a worker for something by its name, after the commit. What must not be lost is a row, never a message."""

import time
from typing import Any

import structlog
from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import KombuError

log = structlog.get_logger("portal.jobs")
# Seconds: nobody waits longer for a broker that does not answer, and then nobody asks it for a while.
PATIENCE, PAUSE = 0.15, 5.0
_away_until = [0.0]


def ask(name: str, **ids: Any) -> None:
    """Ask for the task ``name`` on commit, so that it comes sooner than the next tick would bring it.

    Embedded there is no worker, and a broken broker is no reason to break a page: the tick finds the row.
    """
    if settings.EMBEDDED:
        return
    transaction.on_commit(lambda: _send(name, ids))


def _send(name: str, ids: dict[str, Any]) -> None:
    if time.monotonic() < _away_until[0]:
        return
    # A line of its own: the workers' lines are patient, and kombu tries for ever unless it is told not to.
    options = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "max_retries": 1, "interval_start": 0}
    try:
        with current_app.connection_for_write(transport_options=options) as line:
            current_app.signature(name, kwargs=ids).apply_async(connection=line, retry=False, expires=60)
    except (KombuError, OSError) as error:
        _away_until[0] = time.monotonic() + PAUSE
        log.warning("worker_not_asked", task=name, error=type(error).__name__)
