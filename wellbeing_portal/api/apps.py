"""App configuration."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "wellbeing_portal.api"
