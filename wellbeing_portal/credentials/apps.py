"""App configuration."""

from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "wellbeing_portal.credentials"
    default_auto_field = "django.db.models.BigAutoField"
