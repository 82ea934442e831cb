"""Speakers get their rows from queries only, and what is below them knows nothing of requests."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.matrix import ROOTS

ROOT = Path(__file__).parents[2]
# Files, or folders of the same name. Commands speak too; the demo's makes a world, as a test does.
SPEAKERS = {"views", "api", "admin", "tasks", "middleware", "adapters", "context", "health", "management"}
QUIET = {"actions", "queries", "rules", "models", "validators", "enums", "registry", "notices"}
MANAGERS = ("objects", "_default_manager", "_base_manager")


def files_of(layers: set[str]) -> list[Path]:
    found = [
        path
        for root in ROOTS
        for path in (ROOT / root).rglob("*.py")
        if layers & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
    ]
    assert len(found) >= 10
    return sorted(found)


def nodes_of(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text()))


def test_speakers_never_touch_a_manager():
    caught = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files_of(SPEAKERS)
        if not path.stem.startswith("demo")
        for node in nodes_of(path)
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS
    ]
    assert caught == []


def test_nothing_below_the_speakers_knows_of_requests():
    caught = []
    for path in files_of(QUIET):
        for node in nodes_of(path):
            modules = []
            if isinstance(node, ast.Import):
                modules = [name.name for name in node.names]
            elif isinstance(node, ast.ImportFrom):
                modules = [node.module or ""]
                if node.module == "django.shortcuts" and [name.name for name in node.names] == ["get_object_or_404"]:
                    continue
            caught += [
                f"{path.relative_to(ROOT)}:{node.lineno} {module}"
                for module in modules
                if module.startswith(("django.http", "django.shortcuts", "django.contrib.messages", "django.views"))
            ]
    assert caught == []
