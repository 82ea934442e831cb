"""What help now shows, what the copy on disk holds, and what is due for a check."""

from guidance.queries.cards import group_of, help_now, hours_of, town_said
from guidance.queries.checks import services_due
from guidance.queries.copy import copied_services, copy_path, copy_stamp, copy_state, packaged_services
from guidance.queries.open import open_services

__all__ = [
    "copied_services",
    "copy_path",
    "copy_stamp",
    "copy_state",
    "group_of",
    "help_now",
    "hours_of",
    "open_services",
    "packaged_services",
    "services_due",
    "town_said",
]
