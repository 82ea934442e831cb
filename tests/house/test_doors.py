"""Speakers get their rows from queries only."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
SPEAKERS = ("views.py", "api.py", "admin.py", "tasks.py", "middleware.py", "adapters.py", "context.py")


def test_speakers_never_touch_a_manager():
    files = [
        path
        for folder in ("wellbeing_portal", "communities", "guidance")
        for path in (ROOT / folder).rglob("*.py")
        if path.name in SPEAKERS
    ]
    assert len(files) >= 5
    caught = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")
    ]
    assert caught == []
