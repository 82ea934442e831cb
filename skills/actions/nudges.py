"""Nudging people who asked for it. Whether they did is theirs alone, so it goes into no trail."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from skills import queries, rules
from skills.models import Nudge, NudgeWish
from skills.notices import GoOn
from wellbeing_portal.kernel.voice import tell
from wellbeing_portal.learning.models import Course

IN_ONE_GO = 500


def choose_nudges(learner: Any, *, wants: bool) -> None:
    """Keep whether somebody wants to be nudged; they are not asked again."""
    NudgeWish.objects.update_or_create(user=learner, defaults={"wants": wants})


def nudge_all(*, now: datetime.datetime | None = None) -> int:
    """Nudge everybody who is due, some hundred at a time; how many. Twice changes nothing.

    Later stages go first, so that whoever was missed for a while hears once.
    """
    now = now or timezone.now()
    done = 0
    for course in queries.open_courses():
        for stage in range(len(rules.DAYS), 0, -1):
            while told := _nudge_some(course, stage, now):
                done += told
    return done


@transaction.atomic
def _nudge_some(course: Course, stage: int, now: datetime.datetime) -> int:
    """A constant number of statements. Of two that run at once, the one that writes the ledger says it."""
    due = list(queries.left_alone(course, stage, now)[:IN_ONE_GO])
    made = [Nudge(enrolment=way, since=way.seen_at, stage=stage, said_at=now) for way in due]
    Nudge.objects.bulk_create(made, ignore_conflicts=True)
    mine = Nudge.objects.filter(public_id__in=[nudge.public_id for nudge in made]).values_list("enrolment", flat=True)
    written = set(mine)
    people = [way.user for way in due if way.pk in written]
    if people:
        tell(GoOn, to=people, about=course, key=now.date().isoformat())
    return len(due)
