"""The clockwork without Celery: a round for cron, and a loop that ends with whom it belongs to."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.support.servers import clean_environment
from wellbeing_portal.notifications.models import Heartbeat, Wishes

ROOT = Path(__file__).parents[2]
TICK = [sys.executable, "manage.py", "tick"]


def test_one_round_does_what_is_due_and_says_so(student, capsys):
    call_command("tick")
    assert capsys.readouterr().out == "1 rows were looked at.\n"
    assert Wishes.objects.get().recipient == student
    assert timezone.now() - Heartbeat.objects.get(name="tick").at < timedelta(seconds=10)


@pytest.fixture
def env(tmp_path):
    env = {**clean_environment(), "VAR_DIR": str(tmp_path), "LOG_LEVEL": "WARNING"}
    env["DJANGO_SETTINGS_MODULE"] = "wellbeing_portal.settings"
    subprocess.run([sys.executable, "manage.py", "migrate", "-v", "0"], cwd=ROOT, env=env, check=True)
    return env


def heard_at(env):
    with sqlite3.connect(Path(env["VAR_DIR"]) / "portal.sqlite3") as base:
        return base.execute("SELECT at FROM notifications_heartbeat WHERE name = 'tick'").fetchone()


def await_that(condition, seconds=30):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.1)


def is_there(process):
    """A process that has ended but that nobody has asked after counts as gone."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_loop_goes_on_until_it_is_asked_to_end(env, number):
    loop = subprocess.Popen([*TICK, "--forever"], cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True)
    try:
        await_that(lambda: heard_at(env))
        first = heard_at(env)
        await_that(lambda: heard_at(env) != first, 5)
        loop.send_signal(number)
        assert (loop.wait(8), loop.stderr.read()) == (0, "")
    finally:
        loop.kill()
        loop.communicate()


@pytest.mark.slow
def test_the_loop_ends_with_its_parent_however_that_ends(env):
    """As in ``make run``: the shell starts the loop and then becomes the server."""
    line = f"{sys.executable} manage.py tick --forever --child-of $$ & echo $!; exec sleep 60"
    server = subprocess.Popen(["/bin/sh", "-c", line], cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    loop = int(server.stdout.readline())
    try:
        await_that(lambda: heard_at(env))
        assert is_there(loop)
        server.kill()
        server.wait()
        await_that(lambda: not is_there(loop), 8)
    finally:
        server.kill()
        server.communicate()
        if is_there(loop):
            os.kill(loop, signal.SIGKILL)


@pytest.mark.slow
def test_a_database_that_breaks_does_not_end_the_loop(env):
    base = Path(env["VAR_DIR"]) / "portal.sqlite3"
    with sqlite3.connect(base) as connection:
        connection.execute("ALTER TABLE notifications_heartbeat RENAME TO away")
    loop = subprocess.Popen([*TICK, "--forever"], cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True)
    try:
        assert '"event": "tick_failed"' in loop.stderr.readline()
        with sqlite3.connect(base) as connection:
            connection.execute("ALTER TABLE away RENAME TO notifications_heartbeat")
        await_that(lambda: heard_at(env))
    finally:
        loop.kill()
        loop.communicate()
