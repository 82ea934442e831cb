"""What people fill in when they report and when they decide."""

from wellbeing_portal.moderation.forms.reports import ReportForm

__all__ = ["ReportForm"]
