"""App configuration."""

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "wellbeing_portal.institutions"
    default_auto_field = "django.db.models.BigAutoField"
