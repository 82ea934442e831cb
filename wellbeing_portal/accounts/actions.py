"""Verbs of people."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone

from wellbeing_portal.accounts.models import User
from wellbeing_portal.audit.actions import record
from wellbeing_portal.kernel.clock import today

# In the session: the day it was last marked as seen.
SEEN = "seen_on"


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


def begin_session(session: Any) -> None:
    """A new session was seen today."""
    session[SEEN] = today().isoformat()


def mark_seen(session: Any) -> None:
    """Keep the day somebody last used a session; later that day it costs nothing."""
    if session.get(SEEN) != today().isoformat():
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())
        begin_session(session)


def end_session(actor: User, *, session: UserSession) -> None:
    """Sign the person out on one device."""
    session.end()
    record(actor=actor, action="end_session", target=actor, subject=actor)


def end_other_sessions(user: User, *, keep: str | None) -> int:
    """Sign the person out everywhere but in the session with the key ``keep``. Returns how many ended."""
    others = list(UserSession.objects.filter(user=user).exclude(session_key=keep or ""))
    for session in others:
        session.end()
    return len(others)
