"""Reads of moderation, shaped for its pages and for the rooms that ask."""

from wellbeing_portal.moderation.queries.hours import next_staffed, promised, staffed
from wellbeing_portal.moderation.queries.reports import receipt_for, reportable_for, reports_lately

__all__ = ["next_staffed", "promised", "receipt_for", "reportable_for", "reports_lately", "staffed"]
