"""No string is left untranslated, and placeholders survive translation."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from django.conf import settings

from tests.support.matrix import ROOTS

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
ROOT = Path(settings.BASE_DIR)
CODES = ("fi", "sv")
PLURALS = "nplurals=2; plural=(n != 1)"


def catalogue(code: str) -> polib.POFile:
    return polib.pofile(str(Path(settings.LOCALE_PATHS[0]) / code / "LC_MESSAGES" / "django.po"))


@pytest.mark.parametrize("code", CODES)
def test_every_string_is_translated(code):
    entries = [entry for entry in catalogue(code) if not entry.obsolete]
    assert len(entries) > 50
    # translated() is false for fuzzy ones too, and for a plural that lacks a form.
    assert [entry.msgid for entry in entries if not entry.translated()] == []
    for entry in entries:
        wanted = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural))
        for said in [entry.msgstr, *entry.msgstr_plural.values()]:
            assert set(PLACEHOLDER.findall(said)) <= wanted, entry.msgid


@pytest.mark.parametrize("code", CODES)
def test_plurals_have_the_forms_of_the_language(code):
    found = catalogue(code)
    assert found.metadata["Plural-Forms"].rstrip(";") == PLURALS
    assert [entry.msgid for entry in found if entry.msgid_plural and sorted(entry.msgstr_plural) != [0, 1]] == []


@pytest.mark.parametrize("code", CODES)
def test_edges_of_a_string_stay_as_they_are(code):
    """A line break or a blank at an edge belongs to the layout around the string."""
    odd = [
        entry.msgid
        for entry in catalogue(code)
        for said in [entry.msgstr, *entry.msgstr_plural.values()]
        if (said[:1].isspace(), said[-1:].isspace()) != (entry.msgid[:1].isspace(), entry.msgid[-1:].isspace())
    ]
    assert odd == []


def strings_in_use(tmp_path: Path) -> set[tuple[str, str, str]]:
    """What makemessages finds in code and templates (context, msgid, plural), in a copy that leaves ours alone."""
    for name in (*ROOTS, "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("locale", "__pycache__"))
    (tmp_path / "locale").mkdir()
    subprocess.run(
        [
            ROOT / ".venv" / "bin" / "django-admin", "makemessages", "--keep-pot", "--no-location",
            "--locale", "xx", "--extension", "html,txt,py", "--ignore", "migrations",
        ],
        cwd=tmp_path, env={"PATH": os.environ["PATH"]}, check=True, capture_output=True,
    )  # fmt: skip
    found = polib.pofile(str(tmp_path / "locale" / "django.pot"))
    return {(entry.msgctxt or "", entry.msgid, entry.msgid_plural) for entry in found}


@pytest.mark.slow
def test_the_catalogues_hold_exactly_the_strings_in_use(tmp_path):
    used = strings_in_use(tmp_path)
    assert len(used) > 50
    for code in CODES:
        kept = {(entry.msgctxt or "", entry.msgid, entry.msgid_plural) for entry in catalogue(code)}
        assert (code, sorted(used - kept)) == (code, [])
        assert (code, sorted(kept - used)) == (code, [])
