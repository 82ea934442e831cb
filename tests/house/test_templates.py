"""Templates: each compiles, none is unused, none that somebody names is missing."""

import ast
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from tests.support.matrix import ROOTS
from wellbeing_portal.kernel.voice import kinds, sections
from wellbeing_portal.notifications.rules import mails_on_its_own

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "templates"
ALL = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())
NAMED = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""")
COMPONENT = re.compile(r"<c-([\w.-]+)")
UNTRIMMED = re.compile(r"{%\s*blocktrans(?:late)?\b(?![^%]*\btrimmed\b)[^%]*%}")
ENDINGS = (".html", ".txt", ".xml", ".js")
# Django and allauth themselves ask for these, and the door when nobody else answers.
ERRORS = {f"{status}.html" for status in (400, 403, 404, 405, 429, 500)}
# The form pack is asked for by crispy-forms, piece by piece.
PACK = f"{settings.CRISPY_TEMPLATE_PACK}/"
# The page of all parts, and the one part that has nothing to look at: it loads the scripts of htmx.
SHOWN_ON = "front/components.html"
UNSEEN = {"ui/htmx.html"}


def text_of(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def named_in_code() -> set[str]:
    return {
        node.value
        for root in ROOTS
        for path in (ROOT / root).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[\w./-]+", node.value)
        # What begins with a stroke is the end of a name that is put together; named_by_kinds knows those.
        if node.value.endswith(ENDINGS) and "/" in node.value and not node.value.startswith("/")
    }


def named_by_kinds() -> set[str]:
    """The texts of every kind of message and of every section of the digest, and of the letter of the day."""
    names = {f"{kind.folder}/line.txt" for kind in kinds() if kind.inbox}
    folders = [kind.folder for kind in kinds() if mails_on_its_own(kind)] + ["notices/notifications/letter"]
    names |= {f"{folder}/{part}" for folder in folders for part in ("subject.txt", "body.txt", "body.html")}
    return names | {f"{section.folder}/section{ending}" for section in sections() for ending in (".txt", ".html")}


def named_in_templates() -> set[str]:
    names = {found for name in ALL for found in NAMED.findall(text_of(name))}
    parts = {found for name in ALL for found in COMPONENT.findall(text_of(name))}
    return names | {f"{settings.COTTON_DIR}/{part.replace('.', '/')}.html" for part in parts}


def is_override(name: str) -> bool:
    """A package has a template of this name, and ours takes its place."""
    packages = {app.partition(".")[0] for app in settings.INSTALLED_APPS} - set(ROOTS)
    folders = [Path(place) for package in packages for place in find_spec(package).submodule_search_locations or []]
    return any(next(folder.glob(f"**/templates/{name}"), None) for folder in folders)


@pytest.mark.parametrize("name", ALL)
def test_a_template_compiles(name):
    get_template(name)


def test_no_template_is_missing():
    missing = []
    for name in sorted(named_in_code() | named_by_kinds() | named_in_templates()):
        try:
            get_template(name)
        except TemplateDoesNotExist:
            missing.append(name)
    assert missing == []


def test_no_template_is_unused():
    used = named_in_code() | named_by_kinds() | named_in_templates() | ERRORS
    left = [name for name in ALL if name not in used and not name.startswith(PACK)]
    assert [name for name in left if not is_override(name)] == []


def test_every_part_is_shown_on_the_page_of_parts():
    parts = {name for name in ALL if name.startswith(f"{settings.COTTON_DIR}/")}
    assert parts - set(NAMED.findall(text_of(SHOWN_ON))) == UNSEEN


def test_translated_blocks_are_trimmed():
    """An untrimmed block carries the template's line breaks into the catalogue."""
    assert [(name, found) for name in ALL for found in UNTRIMMED.findall(text_of(name))] == []


def test_pages_stay_short():
    assert {name: lines for name in ALL if (lines := text_of(name).count("\n")) > 120} == {}
