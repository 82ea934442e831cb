"""Verbs of people."""

from django.db import transaction

from wellbeing_portal.accounts.models import User
from wellbeing_portal.audit.actions import record


@transaction.atomic
def change_profile(actor: User, *, name: str, language: str, time_zone: str) -> User:
    """Keep what somebody tells about themselves; the trail knows which fields changed, never what they say."""
    told = {"name": name, "language": language, "time_zone": time_zone}
    changed = [field for field, value in told.items() if getattr(actor, field) != value]
    if changed:
        for field in changed:
            setattr(actor, field, told[field])
        actor.save(update_fields=changed)
        record(actor=actor, action="change_profile", target=actor, subject=actor, fields=changed)
    return actor
