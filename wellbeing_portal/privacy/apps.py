"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PrivacyConfig(AppConfig):
    name = "wellbeing_portal.privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Each app declares what it keeps about people in privacy.py."""
        autodiscover_modules("privacy")
