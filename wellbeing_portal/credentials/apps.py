"""App configuration."""

from importlib import import_module

from django.apps import AppConfig

from wellbeing_portal.kernel.awarding import awarded_by


class CredentialsConfig(AppConfig):
    name = "wellbeing_portal.credentials"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Whoever asks for a badge from now on gets it from here."""
        awarded_by(import_module("wellbeing_portal.credentials.actions"))
