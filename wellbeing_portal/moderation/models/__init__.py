"""The tables of moderation."""

from wellbeing_portal.moderation.models.decisions import Appeal, Decision, Suspension, circle_of
from wellbeing_portal.moderation.models.duty import Duty
from wellbeing_portal.moderation.models.hours import StaffedHours
from wellbeing_portal.moderation.models.items import Cause, Event, Evidence, Item, queue_wall
from wellbeing_portal.moderation.models.shifts import Debrief, Shift
from wellbeing_portal.moderation.models.unmasking import Unmasking

__all__ = [
    "Appeal",
    "Cause",
    "Debrief",
    "Decision",
    "Duty",
    "Event",
    "Evidence",
    "Item",
    "Shift",
    "StaffedHours",
    "Suspension",
    "Unmasking",
    "circle_of",
    "queue_wall",
]
