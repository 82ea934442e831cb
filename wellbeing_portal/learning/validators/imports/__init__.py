"""Courses of others as course folders, always as drafts and with a report of what became of each thing."""

from wellbeing_portal.learning.validators.imports.carpentries import read_episodes
from wellbeing_portal.learning.validators.imports.cartridge import read_cartridge
from wellbeing_portal.learning.validators.imports.reports import Fate, Import, Line, Reason

__all__ = ["Fate", "Import", "Line", "Reason", "read_cartridge", "read_episodes"]
