"""What somebody asked their own plan to say."""

import datetime
import uuid
from collections.abc import Collection
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skills import queries, rules
from skills.models import PlanItem
from wellbeing_portal.kernel.voice import Category, Kind, Urgency, kind

# A reminder that could not be said in time is worth nothing.
WORTH_SAYING = datetime.timedelta(hours=3)


@kind
class PlannedNow(Kind):
    """Said at the hour the person has chosen, so it leaves at that hour. Asked for with each thing that is planned."""

    name = "skills.planned_now"
    category = Category.LEARNING
    label = _("A reminder that you put into your learning plan")
    urgency = Urgency.NOW
    model = PlanItem

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        return {row.public_id: row for row in queries.my_plan(recipient).filter(public_id__in=ids)}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        """Not when a lesson of the course was done that day already, nor when there is nothing to go on with."""
        now = timezone.now()
        came = rules.last_moment(target, now, ZoneInfo(recipient.time_zone))
        is_meant = target.remind and not target.is_paused and queries.can_go_on(target)
        in_time = came is not None and now - came <= WORTH_SAYING
        return is_meant and in_time and not queries.done_today(recipient, target)

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {"link": reverse("skills:plan_page"), "course": ""}

    def only_inside(self, target: Any) -> dict[str, Any]:
        """What one wrote for oneself stays on the page of the plan."""
        return {"course": queries.title_of(target, get_language()) if target.course_id else ""}
