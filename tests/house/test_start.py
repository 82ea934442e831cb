"""In production a wrong environment stops the start with one clear line."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.servers import clean_environment, secrets_of_a_portal

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


@pytest.fixture
def good(tmp_path):
    # Only tests need this: a browser keeps an event loop in their thread.
    env = {name: value for name, value in clean_environment().items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    return {
        **env,
        **secrets_of_a_portal(),
        "DJANGO_SETTINGS_MODULE": "wellbeing_portal.settings",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": "postgres://portal@127.0.0.1:1/portal",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "EMAIL_URL": "smtp+tls://user:password@mail.example:587",
        "PORTAL_URL": "https://portal.example",
        "ALLOWED_HOSTS": "portal.example",
    }


def start(env, *words):
    # Python itself, so that what it prints can only come from the portal.
    command = [sys.executable, "manage.py", *(words or ("check",))]
    return subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, text=True)


KEY = "must be set in production, to at least 32 characters."
WRONG = {
    "no secret key": ({"SECRET_KEY": None}, f"SECRET_KEY {KEY}"),
    "a short secret key": ({"SECRET_KEY": "short"}, f"SECRET_KEY {KEY}"),
    "no field keys": ({"FIELD_KEYS": None}, f"FIELD_KEYS {KEY}"),
    "field keys that are none": (
        {"FIELD_KEYS": "x" * 44},
        "FIELD_KEYS must be url-safe base64 keys of 32 bytes, separated by commas.",
    ),
    "no audit key": ({"AUDIT_KEY": None}, f"AUDIT_KEY {KEY}"),
    "no database": ({"DATABASE_URL": None}, "DATABASE_URL must name a PostgreSQL database in production."),
    "SQLite": ({"DATABASE_URL": "sqlite:///x.sqlite3"}, "DATABASE_URL must name a PostgreSQL database in production."),
    "no mail": (
        {"EMAIL_URL": None},
        "EMAIL_URL must be set in production, such as smtp+tls://user:password@host:587.",
    ),
    "no address": (
        {"PORTAL_URL": None},
        "PORTAL_URL must be set in production, such as https://portal.example.fi.",
    ),
    "no TLS": ({"PORTAL_URL": "http://portal.example"}, "PORTAL_URL must begin with https:// in production."),
    "any host": ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name the hosts of the portal in production."),
    "another host": ({"ALLOWED_HOSTS": "other.example"}, "ALLOWED_HOSTS must name the host of PORTAL_URL."),
    "debug": ({"DEBUG": "1"}, "DEBUG must be off in production (REDIS_URL is set)."),
    "a flag that is none": ({"DEBUG": "maybe"}, "DEBUG must be 1 or 0, not 'maybe'."),
    "a number that is none": (
        {"TRUSTED_PROXIES": "many"},
        "TRUSTED_PROXIES must be a whole number from 0 to 5, not 'many'.",
    ),
    "no second factor": ({"SECOND_FACTOR_REQUIRED": "0"}, "SECOND_FACTOR_REQUIRED must be on in production."),
    "a secret's file that is not there": (
        {"SECRET_KEY_FILE": "/nowhere/secret"},
        "SECRET_KEY_FILE names a file that cannot be read.",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_the_start_stops_with_one_line_for(good, what):
    change, line = WRONG[what]
    env = {name: value for name, value in {**good, **change}.items() if value is not None}
    done = start(env)
    assert (done.returncode, done.stderr) == (1, f"The portal cannot start: {line}\n")


def test_the_deployment_check_finds_nothing(good):
    done = start(good, "check", "--deploy", "--fail-level", "WARNING")
    assert (done.returncode, done.stderr) == (0, "")


def test_secrets_may_lie_in_files(good, tmp_path):
    for name in ("SECRET_KEY", "FIELD_KEYS", "AUDIT_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"):
        file = tmp_path / name.lower()
        file.write_text(f"{good.pop(name)}\n")
        good[f"{name}_FILE"] = str(file)
    done = start(good, "shell", "-c", "from django.conf import settings as s; print(s.DATABASE['NAME'], [s.REDIS_URL])")
    assert done.stdout.splitlines()[-1] == "portal ['redis://127.0.0.1:1/0']"


def test_an_embedded_portal_needs_nothing_and_keeps_its_secrets_to_its_owner(good, tmp_path):
    names = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "PORTAL_URL", "ALLOWED_HOSTS", *secrets_of_a_portal())
    done = start({name: value for name, value in good.items() if name not in names})
    assert done.returncode == 0, done.stderr
    secrets = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.glob("*.secret")}
    assert secrets == {f"{name}.secret": 0o600 for name in ("secret_key", "field_keys", "audit_key")}
