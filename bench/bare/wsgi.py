"""WSGI entry point of the bare views."""

import os

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.bare.settings"
django.setup()
settings.MIDDLEWARE = [layer for layer in settings.MIDDLEWARE if not layer.startswith("allauth.")]

application = WSGIHandler()
