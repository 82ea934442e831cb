"""What a worker does when it is asked: each task runs one action in batches, for a bounded time.

No arguments, no results, no second tries: what is due is found in rows, by the next tick at the latest.
"""

import time
from collections.abc import Callable

from celery import current_task, shared_task
from celery.utils.nodenames import gethostname

from wellbeing_portal.notifications import actions
from wellbeing_portal.notifications.models import BEAT

# Well below the soft limit, and short enough that the other ticks get their turn.
SECONDS = 30


def _in_batches(*parts: Callable[[], int]) -> None:
    """Each part until it finds nothing more, or until the time is over."""
    node = current_task and current_task.request.hostname
    actions.beat(node or gethostname())
    until = time.monotonic() + SECONDS
    for part in parts:
        while part() and time.monotonic() < until:
            pass


@shared_task(name="notifications.fire_due")
def fire_due() -> None:
    _in_batches(actions.fire_due)


@shared_task(name="notifications.plan_letters")
def plan_letters() -> None:
    _in_batches(actions.plan_letters)


@shared_task(name="notifications.deliver_due")
def deliver_due() -> None:
    _in_batches(actions.deliver_due)


@shared_task(name="notifications.sweep")
def sweep() -> None:
    _in_batches(actions.reclaim, actions.settle_in)


@shared_task(name="notifications.forget_old")
def forget_old() -> None:
    _in_batches(actions.forget_old)


@shared_task(name="notifications.beat")
def beat() -> None:
    """Nobody but the beat asks for this one, so it tells that the beat is alive, and a worker too."""
    _in_batches()
    actions.beat(BEAT)
