"""Pages of notices, choices, and leaving."""

from wellbeing_portal.notifications.views.inbox import all_read, inbox, notice_open
from wellbeing_portal.notifications.views.leaving import leave
from wellbeing_portal.notifications.views.operations import operations
from wellbeing_portal.notifications.views.wishes import ask_again, mute, pause, wishes

__all__ = ["all_read", "ask_again", "inbox", "leave", "mute", "notice_open", "operations", "pause", "wishes"]
