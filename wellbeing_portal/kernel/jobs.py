"""Asking a worker for something by its name, after the commit. What must not be lost is a row, never a message."""

from typing import Any

import structlog
from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger("portal.jobs")


def ask(name: str, **ids: Any) -> None:
    """Ask for the task ``name`` on commit, so that it comes sooner than the next tick would bring it.

    Embedded there is no worker, and a broken broker is no reason to break a page: the tick finds the row.
    """
    if settings.EMBEDDED:
        return
    transaction.on_commit(lambda: _send(name, ids))


def _send(name: str, ids: dict[str, Any]) -> None:
    try:
        current_app.signature(name, kwargs=ids).apply_async(retry=False, expires=60)
    except OperationalError:
        log.warning("worker_not_asked", task=name)
