"""Taking a copy of one's own data."""

from typing import Any

from django.db import transaction

from wellbeing_portal.audit.actions import record


@transaction.atomic
def take_copy(actor: Any) -> None:
    """Put in the trail that the person took a copy, so that they see it if somebody else did in their name."""
    record(actor=actor, action="take_copy", target=actor, subject=actor)
