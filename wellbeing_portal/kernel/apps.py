"""App configuration."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "wellbeing_portal.kernel"
    default_auto_field = "django.db.models.BigAutoField"
