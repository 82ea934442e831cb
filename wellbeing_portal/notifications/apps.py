"""App configuration."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules

from wellbeing_portal.kernel.voice import carried_by


class NotificationsConfig(AppConfig):
    name = "wellbeing_portal.notifications"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What any app says from now on is carried by this one; each declares its kinds in notices.py."""
        carried_by(import_module("wellbeing_portal.notifications.actions"))
        autodiscover_modules("notices")
