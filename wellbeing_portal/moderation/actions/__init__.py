"""Verbs of moderation."""

from wellbeing_portal.moderation.actions.items import raise_item, settle_items
from wellbeing_portal.moderation.actions.reports import report_thing

__all__ = ["raise_item", "report_thing", "settle_items"]
