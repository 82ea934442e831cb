"""The few values that differ when tests run."""

import tempfile
from pathlib import Path

from wellbeing_portal import settings as base
from wellbeing_portal.settings import *  # noqa: F403

VAR_DIR = Path(tempfile.mkdtemp(prefix="portal-test-"))
MEDIA_ROOT = VAR_DIR / "media"
SECRET_KEY = "test-secret-key-that-is-long-enough-for-anything"  # noqa: S105
AUDIT_KEY = "test-audit-key-that-is-long-enough-for-anything"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**base.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ACCOUNT_RATE_LIMITS = False
DEMO = False
SECOND_FACTOR_REQUIRED = True
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir()
