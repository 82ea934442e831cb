"""Migrations: none is missing, each says what it does, and each can be undone."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.support.matrix import ROOTS
from tests.support.servers import clean_environment

ROOT = Path(settings.BASE_DIR)
OURS = sorted(
    config.label
    for config in apps.get_app_configs()
    if config.name.partition(".")[0] in ROOTS and (Path(config.path) / "migrations").exists()
)
DOWN_AND_UP = """
import sys, django
from django.core.management import call_command
django.setup()
call_command("migrate", verbosity=0)
for label in sys.argv[1:]:
    call_command("migrate", label, "zero", verbosity=0)
call_command("migrate", verbosity=0)
"""


@pytest.mark.django_db
def test_no_migration_is_missing():
    """The same on either database: the autodetector looks at state, and asks this one what has been applied."""
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_migration_has_a_name_that_says_what_it_does():
    names = [
        path.name
        for label in OURS
        for path in Path(apps.get_app_config(label).path).glob("migrations/[0-9]*.py")
        if "_auto_" in path.name or not re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", path.name)
    ]
    assert names == []


@pytest.mark.slow
def test_every_migration_can_be_undone_and_done_again(tmp_path):
    """On a scratch SQLite: all of ours down to nothing, then up again."""
    env = {**clean_environment(), "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "wellbeing_portal.settings"}
    done = subprocess.run(
        [sys.executable, "-c", DOWN_AND_UP, *reversed(OURS)],
        cwd=ROOT, env=env, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one lock, with a time-out of its own")
def test_nothing_waits_for_a_lock_or_runs_for_ever():
    with connection.cursor() as cursor:
        found = {}
        for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"):
            cursor.execute(f"SHOW {name}")
            found[name] = cursor.fetchone()[0]
    assert found == {
        "lock_timeout": "5s",
        "statement_timeout": "10s",
        "idle_in_transaction_session_timeout": "30s",
    }
