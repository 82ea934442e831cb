"""Risk words bring what somebody wrote before those who moderate; they do nothing else."""

from django.db import transaction
from django.db.models import Model

from wellbeing_portal.moderation.actions.items import raise_item
from wellbeing_portal.moderation.enums import Colour, Why
from wellbeing_portal.moderation.registry.words import read_words

COLOURS = {"concern": Colour.AMBER, "acute": Colour.CRISIS}


@transaction.atomic
def heed_words(*, about: Model, text: str) -> str:
    """Put the thing into the queue if its text calls for it, and return the risk that was read ("" for none)."""
    risk = read_words(text).risk
    if risk:
        raise_item(about=about, colour=COLOURS[risk], why=Why.WORDS)
    return risk
