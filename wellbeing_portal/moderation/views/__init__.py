"""Pages of moderation."""

from wellbeing_portal.moderation.views.reports import receipt, report

__all__ = ["receipt", "report"]
