"""Checks of a course before it is published."""

from wellbeing_portal.learning.validators.checks import Flaw
from wellbeing_portal.learning.validators.documents import LANGUAGES, flaws_of
from wellbeing_portal.learning.validators.lines import Lines, read_lines

__all__ = ["LANGUAGES", "Flaw", "Lines", "flaws_of", "read_lines"]
