"""Checks of a course before it is published."""

from wellbeing_portal.learning.validators.bodies import body_flaws, media_in
from wellbeing_portal.learning.validators.checks import Flaw
from wellbeing_portal.learning.validators.documents import LANGUAGES, flaws_of
from wellbeing_portal.learning.validators.files import CAPTIONS, ENDINGS, Kept, kept_file
from wellbeing_portal.learning.validators.lines import Lines, read_lines

__all__ = [
    "CAPTIONS",
    "ENDINGS",
    "LANGUAGES",
    "Flaw",
    "Kept",
    "Lines",
    "body_flaws",
    "flaws_of",
    "kept_file",
    "media_in",
    "read_lines",
]
