"""More time, tries or days for somebody, as their circumstances ask for."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.audit.actions import record
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning import rules
from wellbeing_portal.learning.models import Course, Deviation

MOST = {"extra_days": 365, "extra_attempts": 20, "extra_time": 300}


@transaction.atomic
def allow_more(
    actor: Any,
    *,
    person: Any,
    course: Course,
    institution: Institution,
    reason: str,
    lesson_key: str = "",
    extra_days: int = 0,
    extra_attempts: int = 0,
    extra_time: int = 0,
) -> Deviation:
    """Allow one of the own people more, instead of what was allowed before. Tries that run keep their time."""
    if not rules.can_look_after(actor, person, institution):
        raise Refusal(_("You can change this only for the people of your own institution, and not for yourself."))
    if not reason.strip():
        raise Refusal(_("Say why."), "reason")
    more = {"extra_days": extra_days, "extra_attempts": extra_attempts, "extra_time": extra_time}
    for name, value in more.items():
        if not 0 <= value <= MOST[name]:
            raise Refusal(_("Choose a number from 0 to %(most)d.") % {"most": MOST[name]}, name)
    values = {**more, "reason": reason.strip(), "institution": institution, "by": actor, "made_at": timezone.now()}
    deviation, _made = Deviation.objects.update_or_create(
        user=person, course=course, lesson_key=lesson_key, defaults=values
    )
    record(actor=actor, action="allow_more", target=deviation, chain=institution.slug, subject=person)
    return deviation
