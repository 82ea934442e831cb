"""The tables of moderation."""

from wellbeing_portal.moderation.models.decisions import Appeal, Decision, Suspension
from wellbeing_portal.moderation.models.duty import Duty
from wellbeing_portal.moderation.models.hours import StaffedHours
from wellbeing_portal.moderation.models.items import Cause, Event, Evidence, Item, queue_wall

__all__ = [
    "Appeal",
    "Cause",
    "Decision",
    "Duty",
    "Event",
    "Evidence",
    "Item",
    "StaffedHours",
    "Suspension",
    "queue_wall",
]
