"""The clockwork without Celery: what is due now, once or for ever. For the embedded portal, and for cron."""

import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from communities.actions import wipe_deleted_posts
from wellbeing_portal.notifications import actions
from wellbeing_portal.notifications.models import TICK

log = structlog.get_logger("portal.clockwork")
# Seconds between two rounds, and the longest round before the other work has its turn.
PAUSE, LONGEST = 2.0, 5.0
WIPE_EVERY, FORGET_EVERY = 120.0, 3600.0


class Command(BaseCommand):
    help = "Say and send what is due, and forget what is past its time. Run it every minute, or --forever."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forever", action="store_true", help="go on until asked to end")
        parser.add_argument("--child-of", type=int, metavar="PID", help="end when this parent process is gone")

    def handle(self, *args: Any, forever: bool, child_of: int | None, **options: Any) -> None:
        if not forever:
            done = actions.tick(name=TICK) + wipe_deleted_posts() + actions.forget_old()
            self.stdout.write(f"{done} rows were looked at.")
            return
        self._go_on(child_of)

    def _go_on(self, parent: int | None) -> None:
        ended = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_told: ended.set())
        wipe_at = forget_at = time.monotonic()
        while not ended.is_set() and parent in (None, os.getppid()):
            now = time.monotonic()
            self._try(lambda: actions.tick(name=TICK, seconds=LONGEST))
            if now >= wipe_at:
                self._try(wipe_deleted_posts)
                wipe_at = now + WIPE_EVERY
            if now >= forget_at:
                self._try(actions.forget_old)
                forget_at = now + FORGET_EVERY
            ended.wait(PAUSE)

    def _try(self, work: Callable[[], int]) -> None:
        """Whatever breaks is tried again next time: a database that restarts must not end the clockwork."""
        close_old_connections()
        try:
            work()
        except Exception:
            log.exception("tick_failed")
