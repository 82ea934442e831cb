"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    name = "wellbeing_portal.search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Each app declares what of its own can be found in findable.py."""
        autodiscover_modules("findable")
