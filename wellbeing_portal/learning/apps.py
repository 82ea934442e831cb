"""App configuration."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "wellbeing_portal.learning"
    default_auto_field = "django.db.models.BigAutoField"
