"""When somebody is there to look."""

import datetime

from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.moderation import rules
from wellbeing_portal.moderation.models import StaffedHours


def hours_of(place: Institution) -> list[tuple[int, datetime.time, datetime.time]]:
    """The staffed hours of an institution as rules take them; one query."""
    rows = StaffedHours.objects.unscoped("people are told when somebody is there").filter(place=place)
    return list(rows.order_by("weekday", "opens").values_list("weekday", "opens", "closes"))


def staffed(place: Institution, at: datetime.datetime) -> bool:
    """Whether those who moderate for this institution say that somebody is there at this moment."""
    return rules.is_staffed(hours_of(place), at)


def next_staffed(place: Institution, at: datetime.datetime) -> datetime.datetime | None:
    """``at`` when somebody is there, else the moment when they come next; None where no hours are said."""
    return rules.next_opening(hours_of(place), at)


def promised(place: Institution, at: datetime.datetime, time: datetime.timedelta) -> datetime.datetime:
    """The moment when ``time`` of this institution's staffed hours has gone by after ``at``."""
    return rules.staffed_after(hours_of(place), at, time)
