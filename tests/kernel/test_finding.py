"""Words that can be compared."""

import pytest

from wellbeing_portal.kernel.finding import Findable, beginnings, findable, findables, folded


def test_words_are_folded():
    assert folded("Yö, SÖMN & café_2!") == ["yo", "somn", "cafe", "2"]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("uni", ["uni"]), ("opiskelija", ["opiskeli"]), ("Uni uni", ["uni"]), ("% _ '", []), ("", [])],
)
def test_endings_are_let_go_of(typed, wanted):
    assert beginnings(typed) == wanted


def test_only_the_first_words_count():
    assert len(beginnings(" ".join(f"sana{n}xx" for n in range(30)))) == 8


def test_a_name_is_given_once():
    there = findables()[0]
    with pytest.raises(ValueError, match="two findable kinds"):
        findable(Findable(name=there.name, label="", rows=there.rows, texts=there.texts))
