"""What a writer is shown before and after posting words that call for help, or a way to meet elsewhere."""

import datetime
from dataclasses import dataclass

from django.utils.translation import get_language

from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.helping import Help, open_help
from wellbeing_portal.moderation.queries.hours import next_staffed
from wellbeing_portal.moderation.registry.words import Signals, read_words


@dataclass(frozen=True)
class Care:
    """``risk`` and ``contact`` as the words say; what is open now; whether and when somebody of the portal reads it."""

    risk: str
    contact: bool
    help: tuple[Help, ...]
    staffed: bool
    reads_at: datetime.datetime | None


def care_for(text: str, place: Institution, now: datetime.datetime) -> Care | None:
    """What to show before the text is posted; None where nothing stands out, and then nothing is asked of anybody."""
    return care_of(read_words(text), place, now)


def care_of(signals: Signals, place: Institution, now: datetime.datetime) -> Care | None:
    if not signals.risk and not signals.contact:
        return None
    if not signals.risk:
        return Care("", contact=True, help=(), staffed=False, reads_at=None)
    reads_at = next_staffed(place, now)
    shown = tuple(open_help(get_language() or "fi", now))
    return Care(signals.risk, signals.contact, shown, staffed=reads_at == now, reads_at=reads_at)
