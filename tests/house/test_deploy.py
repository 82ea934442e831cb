"""The files of the production shape are well formed and keep their promises."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from compose_spec import PyCompose

from wellbeing_portal.celery import ALIVE

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text()
VALUES = {"PORTAL_HOST": "portal.example", "DEFAULT_FROM_EMAIL": "portal@portal.example"}
SERVICES = yaml.safe_load(TEXT)["services"]


def interpolated(text):
    """As compose does it: ${NAME}, ${NAME:-default}, ${NAME:?complaint}, and $$ for a dollar."""

    def value(match):
        name, default = match["name"], match["default"] or ""
        return VALUES.get(name, default.removeprefix(":-"))

    text = re.sub(r"(?<!\$)\$\{(?P<name>\w+)(?P<default>:[-?][^}]*)?\}", value, text)
    return text.replace("$$", "$")


def test_the_compose_file_is_valid():
    # Anchors and merges are YAML's own and resolved by its reader; the specification's reader is strict about the rest.
    compose = PyCompose.from_yaml(yaml.safe_dump(yaml.safe_load(interpolated(TEXT))))
    assert sorted(compose.service_names()) == [
        "beat",
        "broker",
        "database",
        "migrate",
        "proxy",
        "redis",
        "web1",
        "web2",
        "worker",
    ]
    for check in (compose.validate_networks, compose.validate_secrets, compose.validate_volumes):
        check()


def test_the_image_is_built_as_the_linter_likes():
    linter = shutil.which("hadolint") or str(Path(sys.executable).with_name("hadolint"))
    done = subprocess.run([linter, ROOT / "Dockerfile"], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_image_runs_as_nobody_in_particular_and_without_tools():
    last = (ROOT / "Dockerfile").read_text().rpartition("\nFROM ")[2]
    assert "USER 10001:10001" in last
    assert not re.search(r"\bapt-get|\bgcc|-dev\b|pip install", last)


def test_nothing_secret_is_in_the_file():
    services = [service.get("environment", {}) for service in SERVICES.values()]
    named = {name for environment in services for name in environment}
    secret = {name for name in named if re.search(r"KEY|PASSWORD|_URL|SECRET", name) and name != "PORTAL_URL"}
    assert {name for name in secret if not name.endswith("_FILE")} == set()
    files = yaml.safe_load(TEXT)["secrets"]
    assert all(place["file"] == f"./secrets/{name}" for name, place in files.items())


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_is_bounded_and_watched(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory"}
    assert service["pids_limit"] == 200
    assert service["logging"]["options"]
    assert service["restart"] == ("no" if name == "migrate" else "unless-stopped")
    assert "test" in service["healthcheck"] or name == "migrate"


def test_two_workers_and_a_beat_have_time_to_end():
    assert SERVICES["worker"]["deploy"]["replicas"] == 2
    assert [SERVICES[name]["stop_grace_period"] for name in ("worker", "beat")] == ["60s", "60s"]


def test_the_broker_is_apart_from_the_cache_and_forgets_nothing():
    words = SERVICES["broker"]["command"]
    options = dict(zip(words[2::2], words[3::2], strict=True))
    assert (options["--maxmemory-policy"], options["--appendonly"]) == ("noeviction", "yes")
    assert SERVICES["broker"]["volumes"] == ["broker:/data"]
    assert SERVICES["worker"]["environment"]["BROKER_URL_FILE"] == "/run/secrets/broker_url"


@pytest.mark.parametrize(("age", "code"), [(None, 1), (170, 0), (190, 1)])
def test_a_container_of_the_clockwork_is_well_while_it_ticks(tmp_path, age, code):
    if age is not None:
        (tmp_path / ALIVE.name).touch()
        moment = time.time() - age
        os.utime(tmp_path / ALIVE.name, (moment, moment))
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    assert (
        subprocess.run([sys.executable, "deploy/probe.py", "clockwork"], cwd=ROOT, env=env, check=False).returncode
        == code
    )


def test_each_secret_of_a_service_is_made_or_asked_for():
    made = set(re.findall(r"keep (\w+)|\$folder/(tls_\w+|email_url)", (ROOT / "deploy" / "make_secrets").read_text()))
    named = {name for pair in made for name in pair if name}
    assert {secret for service in SERVICES.values() for secret in service.get("secrets", [])} <= named


def test_secrets_are_made_once(tmp_path):
    make = [ROOT / "deploy" / "make_secrets", "portal.example", tmp_path / "secrets"]
    for _turn in range(2):
        subprocess.run(make, check=True, capture_output=True)
        texts = {path.name: path.read_text() for path in (tmp_path / "secrets").iterdir()}
    assert texts["database_password"].strip() in texts["database_url"]
    assert texts["redis_conf"].split()[1] in texts["redis_url"]
    assert texts["broker_conf"].split()[1] in texts["broker_url"]
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0
