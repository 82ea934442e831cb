"""What can be reported, declared in each app's ``reportable.py``, and words for the trail."""

from wellbeing_portal.moderation.registry.replies import REPLIES, reply_named
from wellbeing_portal.moderation.registry.reportables import (
    Reportable,
    kinds,
    report_url,
    reportable,
    reportable_named,
    reportable_of,
)
from wellbeing_portal.moderation.registry.trail import TRAIL
from wellbeing_portal.moderation.registry.training import is_trained, trained_by

__all__ = [
    "REPLIES",
    "TRAIL",
    "Reportable",
    "is_trained",
    "kinds",
    "reply_named",
    "report_url",
    "reportable",
    "reportable_named",
    "reportable_of",
    "trained_by",
]
