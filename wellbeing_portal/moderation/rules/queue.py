"""Who may report, and who may do what with the queue."""

import datetime
from typing import Any

from django.conf import settings

from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution, standing_of
from wellbeing_portal.moderation.enums import VERB_OF, Verdict
from wellbeing_portal.moderation.models import Appeal, Cause, Decision, Item, circle_of
from wellbeing_portal.moderation.registry import Reportable, is_trained

KEEPER_ROLES = (Role.MODERATOR, Role.COORDINATOR)
# So many different things in 24 hours; a report too many is kinder told by a person.
MOST_REPORTS_A_DAY = 20


def is_ready(user: Any) -> bool:
    """Whether the person has completed the training of moderators, where it is required."""
    return not settings.MODERATION_TRAINING_REQUIRED or is_trained(user)


def can_moderate(user: Any, institution: Institution) -> bool:
    """Moderators and coordinators there; where the training is required, once they have completed it."""
    return standing_of(user).has_role(*KEEPER_ROLES, at=institution.pk) and is_ready(user)


def can_report(user: Any, author: Any) -> bool:
    """Anything one sees, except what one has made oneself: that can be edited or removed."""
    return author is None or author.pk != user.pk


def _moderates(user: Any, item: Item) -> bool:
    """Nobody judges what they have written themselves; the wall of the queue keeps it from them already."""
    return can_moderate(user, item.place) and item.author_id != user.pk


def can_take_item(user: Any, item: Item) -> bool:
    return _moderates(user, item) and item.closed_at is None and item.assignee_id is None


def can_release_item(user: Any, item: Item) -> bool:
    """Whoever has taken it; a coordinator frees it for somebody who is away."""
    if not _moderates(user, item) or item.closed_at is not None or item.assignee_id is None:
        return False
    return item.assignee_id == user.pk or standing_of(user).has_role(Role.COORDINATOR, at=item.place_id)


def can_decide_item(user: Any, item: Item) -> bool:
    """Whoever has taken it, so that two never decide at once and everybody sees who does."""
    return _moderates(user, item) and item.closed_at is None and item.assignee_id == user.pk


def can_ask_opinion(user: Any, item: Item) -> bool:
    return can_decide_item(user, item)


def can_give_opinion(user: Any, item: Item) -> bool:
    """Anybody but the one who asks."""
    return _moderates(user, item) and item.closed_at is None and item.assignee_id not in (None, user.pk)


def verdicts_for(user: Any, item: Item, kind: Reportable | None) -> list[Verdict]:
    """What can be decided: what the kind of thing can do. Of a thing that is gone only its writer is left."""
    able = [verdict for verdict, verb in VERB_OF.items() if kind is not None and kind.offers(verb)]
    writer = [Verdict.SUSPEND] if item.author_id is not None else []
    return [Verdict.NO_ACTION, *able, *writer]


def can_suspend_from_all(user: Any, item: Item) -> bool:
    """From the groups of every institution: only a coordinator decides so much."""
    return standing_of(user).has_role(Role.COORDINATOR, at=item.place_id)


def can_appeal_decision(user: Any, decision: Decision, now: datetime.datetime) -> bool:
    """The writer, for six months, unless it was taken back."""
    concerned = decision.item.author_id == user.pk and decision.verdict != Verdict.NO_ACTION
    return concerned and decision.ended_at is None and now < decision.appeal_until


def can_ask_again(cause: Cause, decision: Decision | None, now: datetime.datetime) -> bool:
    """Whoever reported something of which nothing came, for six months, once (the database holds it)."""
    if decision is None or decision.verdict != Verdict.NO_ACTION:
        return False
    return cause.item_id == decision.item_id and now < decision.appeal_until


def can_decide_appeal(user: Any, appeal: Appeal) -> bool:
    """Somebody else than who made the decision (the database holds it too), and than who asks or wrote it."""
    item = appeal.decision.item
    if appeal.decided_at is not None or user.pk in (appeal.first_decider_id, appeal.by_id, item.author_id):
        return False
    circle = circle_of(user)
    return can_moderate(user, item.place) or (circle is not None and circle <= appeal.circle and is_ready(user))


def can_keep_duty(user: Any, place: Institution) -> bool:
    """Coordinators say who is on duty at their institution, and when."""
    return standing_of(user).has_role(Role.COORDINATOR, at=place.pk)
