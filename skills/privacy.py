"""What is kept of what students plan, and of texts that they share with a supporter."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from skills.models import Feedback, Nudge, NudgeWish, PlanItem, SharedReading, SharedText, Supporter
from wellbeing_portal.kernel.keeping import OTHERS, UNTIL_YOU_REMOVE_IT, WITH_THE_ACCOUNT, Rows, chapter

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
skills.keeps(
    Rows(NudgeWish, personal=("user", "wants"), owner="user", shows=("wants",)),
    Rows(
        Nudge,
        personal=("enrolment", "since", "said_at"),
        owner="enrolment__user",
        shows=("enrolment__course__slug", "since", "stage", "said_at"),
    ),
    what=_("Whether you want to hear of a course that you have left alone, and when we told you"),
    why=_("So that you hear twice at the most, and only if you asked for it."),
    kept=WITH_THE_ACCOUNT,
)
skills.keeps(
    Rows(
        SharedText,
        personal=("student", "supporter", "course", "lesson_key", "body", "note", "state", "asked_at"),
        owner="student",
        shows=("course__slug", "lesson_key", "key", "body", "note", "state", "asked_at", "hidden_at"),
    ),
    Rows(
        SharedReading,
        personal=("shared", "at"),
        owner="shared__student",
        shows=("shared__course__slug", "shared__key", "at"),
    ),
    Rows(
        Feedback,
        personal=("by", "body", "written_at"),
        owner="shared__student",
        shows=("shared__course__slug", "shared__key", "body", "written_at"),
        only=Q(hidden_at=None),
    ),
    what=_("Texts that you have shared with a supporter, each time they were opened, and the answers"),
    why=_("So that one person whom you chose can answer. A text that you take back is emptied at once."),
    kept=WITH_THE_ACCOUNT,
)
skills.keeps(
    Rows(
        Supporter,
        personal=("user", "named_by", "named_at", "agreed_at", "ended_at"),
        owner="user",
        shows=("institution__slug", "named_at", "agreed_at", "ended_at"),
        withheld=OTHERS,
    ),
    what=_("Whether you give feedback on texts of courses, and since when"),
    why=_("So that students of your institution can ask you."),
    kept=WITH_THE_ACCOUNT,
)
