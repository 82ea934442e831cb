"""Who may name supporters, and by when a shared text is answered."""

import datetime
from typing import Any

from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution, standing_of

# What students are promised, and when the supporter is reminded: before the promise, and once it is broken.
PROMISED = datetime.timedelta(days=7)
REMIND_AFTER = {"soon": datetime.timedelta(days=5), "late": datetime.timedelta(days=8)}


def can_name_supporters(user: Any, institution: Institution) -> bool:
    """A coordinator, at the own institution while it is a partner."""
    return standing_of(user).has_role(Role.COORDINATOR, at=institution.pk) and institution.is_partner


def can_end_supporter(user: Any, supporter: Any) -> bool:
    """The supporter themself whenever they like, and a coordinator of the institution."""
    return supporter.user_id == user.pk or standing_of(user).has_role(Role.COORDINATOR, at=supporter.institution_id)


def promised_by(asked_at: datetime.datetime) -> datetime.datetime:
    return asked_at + PROMISED
