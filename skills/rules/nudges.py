"""When somebody who has left a course alone is nudged: seldom, and then no more."""

import datetime

# Days since a course was opened; after the last number nobody is nudged.
DAYS = (7, 21)
SILENT_AFTER = 35


def window(stage: int, now: datetime.datetime) -> tuple[datetime.datetime, datetime.datetime]:
    """A course that was opened last after the first moment and not after the second is due for this stage."""
    until = DAYS[stage] if stage < len(DAYS) else SILENT_AFTER
    return now - datetime.timedelta(days=until), now - datetime.timedelta(days=DAYS[stage - 1])


def is_left_alone(seen_at: datetime.datetime, now: datetime.datetime) -> bool:
    """Whether it still is, when a nudge that was meant is about to leave."""
    return now - seen_at >= datetime.timedelta(days=DAYS[0])
