"""Who may report, and who may look after the queue."""

from typing import Any

from django.conf import settings

from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution, standing_of
from wellbeing_portal.moderation.registry import is_trained

KEEPER_ROLES = (Role.MODERATOR, Role.COORDINATOR)
# So many different things in 24 hours; a report too many is kinder told by a person.
MOST_REPORTS_A_DAY = 20


def can_moderate(user: Any, institution: Institution) -> bool:
    """Moderators and coordinators there; where the training is required, once they have completed it."""
    keeps = standing_of(user).has_role(*KEEPER_ROLES, at=institution.pk)
    return keeps and (not settings.MODERATION_TRAINING_REQUIRED or is_trained(user))


def can_report(user: Any, author: Any) -> bool:
    """Anything one sees, except what one has made oneself: that can be edited or removed."""
    return author is None or author.pk != user.pk
