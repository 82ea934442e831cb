"""Declarations that make no sense are refused at start."""

import pytest

from wellbeing_portal.accounts.models import User
from wellbeing_portal.kernel.keeping import SECRET, Rows, Topic, holds_nobody, is_declared


def test_a_table_with_nothing_personal_is_not_described_as_somebodys():
    with pytest.raises(ValueError, match="without personal fields"):
        Rows(User, personal=(), owner="pk", shows=("email",))


@pytest.mark.parametrize("said", [{}, {"owner": "pk"}, {"shows": ("email",)}, {"shows": ("email",), "withheld": "No."}])
def test_what_is_shown_has_an_owner_and_the_rest_a_reason(said):
    with pytest.raises(ValueError, match="say what is shown to whom"):
        Rows(User, personal=("email",), **said)


def test_a_table_is_declared_once():
    assert is_declared(User)
    with pytest.raises(ValueError, match="declared twice"):
        holds_nobody(User)


def test_a_reason_is_said_once():
    rows = (Rows(User, personal=("email",), withheld=SECRET), Rows(User, personal=("name",), withheld=SECRET))
    assert Topic(what="", why="", kept="", rows=rows).withheld == [SECRET]
