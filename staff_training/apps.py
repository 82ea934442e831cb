"""App configuration."""

from importlib import import_module

from django.apps import AppConfig

from wellbeing_portal.learning.registry import follows_completions, says_validity
from wellbeing_portal.moderation.registry import trained_by


class StaffTrainingConfig(AppConfig):
    name = "staff_training"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """From now on completions count for what was asked, and moderators are trained who completed their course."""
        queries = import_module("staff_training.queries")
        follows_completions(import_module("staff_training.actions"))
        says_validity(queries.validity_said)
        trained_by(queries.is_trained_to_moderate)
