"""When a check may be tried, and until when."""

import datetime
from collections.abc import Sequence

# From this try on there is a pause before the next.
FREE_TRIES = 3


def tries_left(used: int, max_attempts: int | None, extra: int = 0) -> int | None:
    """None where there is no limit."""
    return None if max_attempts is None else max(max_attempts + extra - used, 0)


def next_try_at(ends: Sequence[datetime.datetime], cooldown: int) -> datetime.datetime | None:
    """From when on the next try may begin; None: at once. ``ends`` are those of all tries so far."""
    if len(ends) < FREE_TRIES or not cooldown:
        return None
    return max(ends) + datetime.timedelta(minutes=cooldown)


def due_at(begun: datetime.datetime, time_limit: int | None, extra_percent: int = 0) -> datetime.datetime | None:
    """When the time of a try is over; None where it has no limit."""
    if time_limit is None:
        return None
    return begun + datetime.timedelta(seconds=time_limit * 60 * (100 + extra_percent) // 100)
