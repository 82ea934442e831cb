"""Who may ask who somebody is, who may agree, and who may look."""

import datetime
from typing import Any

from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import standing_of
from wellbeing_portal.moderation.models import Item, Unmasking
from wellbeing_portal.moderation.rules.queue import can_moderate

# A hold lasts so long at most before somebody has to look at it again, and never longer than the second.
LONGEST_HOLD = datetime.timedelta(days=30)
LONGEST_OF_ALL = datetime.timedelta(days=90)


def can_ask_unmasking(user: Any, item: Item) -> bool:
    """A moderator of the place, about somebody else's words."""
    moderates = standing_of(user).has_role(Role.MODERATOR, at=item.place_id) and can_moderate(user, item.place)
    return moderates and item.author_id not in (None, user.pk)


def answering_role(user: Any, unmasking: Unmasking) -> str:
    """In which role the person may answer; empty when they may not. Another person, and another role, than asked."""
    if user.pk in (unmasking.asked_by_id, unmasking.item.author_id):
        return ""
    standing = standing_of(user)
    if standing.has_role(Role.COORDINATOR, at=unmasking.item.place_id):
        return Role.COORDINATOR
    return Role.OPERATOR if standing.has_role(Role.OPERATOR) else ""


def can_answer_unmasking(user: Any, unmasking: Unmasking) -> bool:
    return unmasking.answered_at is None and bool(answering_role(user, unmasking))


def can_see_unmasked(user: Any, unmasking: Unmasking, now: datetime.datetime) -> bool:
    """Each of the two, once, as long as it is shown."""
    if unmasking.shown_until is None or now >= unmasking.shown_until:
        return False
    if user.pk == unmasking.asked_by_id:
        return unmasking.asker_saw_at is None
    return user.pk == unmasking.answered_by_id and unmasking.answerer_saw_at is None


def can_hold_unmasking(user: Any, unmasking: Unmasking, now: datetime.datetime) -> bool:
    """Those who may answer such requests, not who asked; until the person has been told."""
    not_told = unmasking.tell_at is not None and now < unmasking.tell_at
    return not_told and bool(answering_role(user, unmasking))
