"""App configuration."""

from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "wellbeing_portal.front"
    default_auto_field = "django.db.models.BigAutoField"
