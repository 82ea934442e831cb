"""The few values that differ when tests run."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from wellbeing_portal import settings as base
from wellbeing_portal.settings import *  # noqa: F403

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
if "PORTAL_TESTS_DIR" not in os.environ:
    # The first process makes it and takes it away; workers find it in their environment.
    os.environ["PORTAL_TESTS_DIR"] = tempfile.mkdtemp(prefix="portal-tests-")
    atexit.register(shutil.rmtree, os.environ["PORTAL_TESTS_DIR"], ignore_errors=True)
VAR_DIR = Path(os.environ["PORTAL_TESTS_DIR"]) / f"{WORKER}-{os.getpid()}"
VAR_DIR.mkdir()
MEDIA_ROOT = VAR_DIR / "media"
SECRET_KEY = "test-secret-key-that-is-long-enough-for-anything"  # noqa: S105
AUDIT_KEY = "test-audit-key-that-is-long-enough-for-anything"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**base.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# Kinds of message that only tests declare have their texts beside them.
TEMPLATES = [{**base.TEMPLATES[0], "DIRS": [*base.TEMPLATES[0]["DIRS"], base.BASE_DIR / "tests" / "templates"]}]
ACCOUNT_RATE_LIMITS = False
DEMO = False
SECOND_FACTOR_REQUIRED = True
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir()

if base.SQLITE:
    # A file, as when the portal runs: threads that race meet the same locks.
    base.DATABASE["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
if base.REDIS_URL:
    # Tests that run beside each other clear their own cache only.
    REDIS_URL = f"{base.REDIS_URL}/{WORKER.removeprefix('gw')}"
    CACHES = {"default": {**base.CACHES["default"], "LOCATION": REDIS_URL}}
