"""The clockwork without Celery: what is due now, once or for ever. For the embedded portal, and for cron."""

import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from communities.actions import (
    count_answers,
    make_meetups_ahead,
    pass_on_offers,
    settle_chats,
    wipe_chats,
    wipe_declined_posts,
    wipe_deleted_posts,
)
from skills.actions import nudge_all, remind_ahead, return_orphans
from staff_training.actions import ask_missing_awards, remind_all, run_all
from wellbeing_portal.front.demo_chats import play_host
from wellbeing_portal.learning.actions import expire_attempts, forget_drafts, tell_completions
from wellbeing_portal.moderation.actions import forget_evidence, widen_appeals
from wellbeing_portal.notifications import actions
from wellbeing_portal.notifications.models import TICK
from wellbeing_portal.search.actions import rebuild_index

log = structlog.get_logger("portal.clockwork")
# Seconds between two rounds, and the longest round before the other work has its turn.
PAUSE, LONGEST = 2.0, 5.0
# What else is to be done, and after how many seconds again.
ROUNDS: dict[Callable[[], int], float] = {
    pass_on_offers: 30.0,
    wipe_deleted_posts: 120.0,
    count_answers: 300.0,
    wipe_declined_posts: 3600.0,
    make_meetups_ahead: 600.0,
    settle_chats: 20.0,
    wipe_chats: 300.0,
    forget_evidence: 3600.0,
    widen_appeals: 3600.0,
    rebuild_index: 600.0,
    remind_ahead: 60.0,
    nudge_all: 3600.0,
    return_orphans: 3600.0,
    tell_completions: 60.0,
    expire_attempts: 600.0,
    run_all: 3600.0,
    ask_missing_awards: 600.0,
    remind_all: 3600.0,
    forget_drafts: 3600.0,
    actions.forget_old: 3600.0,
}


def rounds() -> dict[Callable[[], int], float]:
    """In the demonstration the clockwork also plays the host of a chat, which is open only while one is there."""
    return {**ROUNDS, play_host: 45.0} if settings.DEMO else ROUNDS


class Command(BaseCommand):
    help = "Say and send what is due, and forget what is past its time. Run it every minute, or --forever."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--forever", action="store_true", help="go on until asked to end")
        parser.add_argument("--child-of", type=int, metavar="PID", help="end when this parent process is gone")

    def handle(self, *args: Any, forever: bool, child_of: int | None, **options: Any) -> None:
        if not forever:
            done = actions.tick(name=TICK) + sum(work() for work in rounds())
            self.stdout.write(f"{done} rows were looked at.")
            return
        self._go_on(child_of)

    def _go_on(self, parent: int | None) -> None:
        ended = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_told: ended.set())
        due = dict.fromkeys(rounds(), time.monotonic())
        while not ended.is_set() and parent in (None, os.getppid()):
            now = time.monotonic()
            self._try(lambda: actions.tick(name=TICK, seconds=LONGEST))
            for work, pause in rounds().items():
                if now >= due[work]:
                    self._try(work)
                    due[work] = now + pause
            ended.wait(PAUSE)

    def _try(self, work: Callable[[], int]) -> None:
        """Whatever breaks is tried again next time: a database that restarts must not end the clockwork."""
        close_old_connections()
        try:
            work()
        except Exception:
            log.exception("tick_failed")
