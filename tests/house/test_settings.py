"""The portal starts only when it is whole: in production a missing secret, or DEBUG, stops it with one clear line."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from tests.support.servers import clean_environment

ROOT = Path(__file__).parents[2]
LONG = "a-secret-that-is-certainly-long-enough-0123456789-ABCDEF"
WHOLE = {
    "REDIS_URL": "redis://127.0.0.1:1",
    "DATABASE_URL": "postgres://portal@127.0.0.1:1/portal",
    "SECRET_KEY": LONG,
    "AUDIT_KEY": LONG[::-1],
    "FIELD_KEYS": Fernet.generate_key().decode(),
    "PORTAL_URL": "https://portal.example.fi",
    "ALLOWED_HOSTS": "portal.example.fi",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.fi:587",
}
# Set for this process of tests only.
FOR_TESTS = ("DJANGO_ALLOW_ASYNC_UNSAFE", "DJANGO_SETTINGS_MODULE")
pytestmark = pytest.mark.slow


def start(tmp_path, command=("check", "--deploy", "--fail-level", "WARNING"), **env):
    """Ask manage.py in a process of its own; None for a value leaves the variable out."""
    given = {**clean_environment(), "VAR_DIR": str(tmp_path), **env}
    wanted = {name: value for name, value in given.items() if value is not None and name not in FOR_TESTS}
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=wanted, check=False, capture_output=True, text=True
    )


def test_a_whole_production_environment_passes_djangos_own_check(tmp_path):
    done = start(tmp_path, **WHOLE)
    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (1 silenced)."), done.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        *[(name, None, name) for name in WHOLE if name not in ("REDIS_URL", "ALLOWED_HOSTS")],
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("AUDIT_KEY", "short", "AUDIT_KEY"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS"),
        ("DEBUG", "1", "DEBUG"),
        ("DEBUG", "perhaps", "DEBUG"),
        ("SECOND_FACTOR_REQUIRED", "0", "SECOND_FACTOR_REQUIRED"),
        ("TRUSTED_PROXIES", "many", "TRUSTED_PROXIES"),
    ],
)
def test_what_is_missing_or_wrong_stops_the_start_with_one_line(tmp_path, name, value, said):
    done = start(tmp_path, **{**WHOLE, name: value})
    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode != 0
    assert re.match(rf"django\.core\.exceptions\.ImproperlyConfigured: {said}\b", last), last


def test_an_embedded_portal_needs_nothing_and_keeps_its_secrets_to_its_owner(tmp_path):
    done = start(tmp_path, ("check",))
    assert done.returncode == 0, done.stderr
    secrets = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("*.secret")}
    assert secrets == {f"{name}.secret": 0o600 for name in ("secret_key", "field_keys", "audit_key")}
