"""The tables of moderation."""

from wellbeing_portal.moderation.models.hours import StaffedHours
from wellbeing_portal.moderation.models.items import Cause, Event, Evidence, Item, queue_wall

__all__ = ["Cause", "Event", "Evidence", "Item", "StaffedHours", "queue_wall"]
