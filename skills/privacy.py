"""What is kept of what students plan."""

from django.utils.translation import gettext_lazy as _

from skills.models import PlanItem
from wellbeing_portal.kernel.keeping import UNTIL_YOU_REMOVE_IT, Rows, chapter

skills = chapter("skills", _("Your study plan"))
skills.keeps(
    Rows(
        PlanItem,
        personal=("user", "course", "goal", "weekdays", "day", "at", "remind", "remind_at"),
        owner="user",
        shows=("course__slug", "goal", "weekdays", "day", "at", "minutes", "remind", "is_paused", "made_at"),
    ),
    what=_("What you have planned for your days, and whether you want to be reminded"),
    why=_("So that you can plan your studying. Only you see it."),
    kept=UNTIL_YOU_REMOVE_IT,
)
