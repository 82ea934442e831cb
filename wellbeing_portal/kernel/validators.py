"""Checks shared by every form and model: no hidden characters, no endless input."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Bidi overrides and isolates can make text read as something else than it is; NUL breaks PostgreSQL.
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def plain_line(value: str) -> None:
    """Refuse control and direction-changing characters, line breaks too."""
    if _BIDI.search(value) or any(unicodedata.category(char) == "Cc" for char in value):
        raise ValidationError(
            _("This text has hidden control characters. Type it again, or paste it as plain text."), code="hidden"
        )


def plain_text(value: str) -> None:
    """Like plain_line, but line breaks and tabs are welcome."""
    plain_line(re.sub(r"[\r\n\t]", "", value))
