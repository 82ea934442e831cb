"""What the trail tells people, in words."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from tests.support.matrix import ROOTS
from wellbeing_portal.institutions.registry import trail_words, words_of


def actions_about_somebody():
    """Every action that the code records with a person whose data it is."""
    found = set()
    for folder in ROOTS:
        for path in (Path(settings.BASE_DIR) / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("record", "record_read"):
                    said = {word.arg: word.value for word in node.keywords}
                    if {"subject", "subjects"} & set(said) and isinstance(said["action"], ast.Constant):
                        found.add(said["action"].value)
    return found


def test_every_action_about_somebody_has_words():
    found = actions_about_somebody()
    assert {"join_group", "grant_membership", "read_people"} <= found
    assert found - set(trail_words()) == set()


@pytest.mark.parametrize(
    ("action", "words"),
    [("read_secret", "Something about you was seen"), ("turn_over", "Something about you was changed")],
)
def test_an_action_without_words_is_told_in_general_ones(action, words):
    with translation.override("en"):
        assert str(words_of(action)) == words
