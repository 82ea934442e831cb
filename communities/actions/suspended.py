"""Who only reads for a while, asked again by the action itself."""

from typing import Any

from django.utils.translation import gettext as _

from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation.queries import is_suspended


def refuse_suspended(user: Any, *, at: int) -> None:
    """What was allowed when the page was opened is asked again behind the locks. ``at`` is the key of the owner."""
    if is_suspended(user, at=at):
        raise Refusal(_("You can read here, but not write or join right now. Your own page tells why and until when."))
