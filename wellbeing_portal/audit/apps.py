"""App configuration."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "wellbeing_portal.audit"
    default_auto_field = "django.db.models.BigAutoField"
