"""What is kept of trainings that staff are asked to take."""

from django.utils.translation import gettext_lazy as _

from staff_training.models import TrainingAssignment, TrainingReminder, TrainingRequirement
from wellbeing_portal.kernel.keeping import WITH_THE_ACCOUNT, Rows, chapter, holds_nobody

training = chapter("staff_training", _("Trainings that staff are asked to take"))
training.keeps(
    Rows(
        TrainingAssignment,
        personal=("user", "assigned_on", "due_on", "completion", "exempted_at", "exempt_until", "exempt_why"),
        owner="user",
        shows=(
            "requirement__institution__slug",
            "requirement__course__slug",
            "cycle",
            "assigned_on",
            "due_on",
            "exempted_at",
            "exempt_until",
            "exempt_why",
            "closed_at",
            "closed_why",
        ),
    ),
    Rows(
        TrainingReminder,
        personal=("assignment", "said_on"),
        owner="assignment__user",
        shows=("assignment__requirement__course__slug", "said_on", "due_on"),
    ),
    what=_("Which trainings your institution asks of you, by when, and when you were reminded"),
    why=_("So that you know what is asked, and your institution knows who is trained."),
    kept=WITH_THE_ACCOUNT,
)
holds_nobody(TrainingRequirement)
