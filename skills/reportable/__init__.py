"""What people write to each other in courses for students, and can report."""

from skills.reportable.guided import ReportableFeedback, ReportableSharedText

__all__ = ["ReportableFeedback", "ReportableSharedText"]
