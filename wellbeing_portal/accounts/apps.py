"""App configuration."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "wellbeing_portal.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Its receivers must be there before the first sign-in, also of a command or a test.
        import_module("wellbeing_portal.accounts.adapters")
