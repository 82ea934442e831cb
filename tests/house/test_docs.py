"""README.md names every setting, every command of ours and every make target, and nothing that is not there."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from tests.support.matrix import ROOTS

pytestmark = pytest.mark.slow

ROOT = Path(settings.BASE_DIR)
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```.*?```", README, re.DOTALL)
NAMED = re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", README, flags=re.DOTALL))
WORDS = {word for text in [*NAMED, *BLOCKS] for word in re.findall(r"[\w-]+", text)}
READERS = {"flag", "secret", "whole_number", "_secret", "str", "db_url", "email_url", "list", "int", "bool", "path"}


def settings_read() -> set[str]:
    """Names that settings.py asks the environment for: the first text given to one of the readers."""
    tree = ast.parse((ROOT / "wellbeing_portal" / "settings.py").read_text(encoding="utf-8"))
    found = set()
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            reader = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if reader in READERS and texts and re.fullmatch(r"[A-Z][A-Z0-9_]+", texts[0]):
                found.add(texts[0])
    return found


def test_the_search_for_settings_finds_them():
    assert settings_read() >= {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PORTAL_URL", "DEBUG", "DEMO", "LOG_LEVEL"}


def test_every_setting_is_documented():
    assert settings_read() - WORDS == set()


def test_every_command_of_ours_is_documented():
    ours = {name for name, app in get_commands().items() if str(app).partition(".")[0] in ROOTS}
    assert ours - WORDS == set()


def test_every_make_target_is_documented_and_every_documented_one_is_there():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):(?!=)", makefile, re.MULTILINE))
    told = set(re.findall(r"(?:^|`)make ([a-z][a-z-]*)", README, re.MULTILINE))
    assert {name for name in targets if f"make {name}" not in README} == set()
    assert told - targets == set()


def test_every_target_says_what_it_does():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    silent = re.findall(r"^([a-z][a-z-]*):(?!=)(?!.*## )", makefile, re.MULTILINE)
    assert silent == []


def test_links_between_the_documents_lead_somewhere():
    dead = [
        f"{page.name}: {target}"
        for page in ROOT.glob("*.md")
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert dead == []
