"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ModerationConfig(AppConfig):
    name = "wellbeing_portal.moderation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Each app declares what of its own can be reported in reportable.py."""
        autodiscover_modules("reportable")
