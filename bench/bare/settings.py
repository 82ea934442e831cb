"""The portal's own settings without its layers."""

from pathlib import Path

from wellbeing_portal.settings import *  # noqa: F403

ROOT_URLCONF = "bench.bare.urls"
WSGI_APPLICATION = "bench.bare.wsgi.application"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
# allauth does not start without its own layer; bench.bare.wsgi takes it away before the first request.
MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {"context_processors": []},
    }
]
