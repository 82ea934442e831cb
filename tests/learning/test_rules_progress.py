"""How far somebody is, and whether a check is passed: whole numbers only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing_portal.learning.rules import best_score, carried_over, is_done, passes, percent, progress
from wellbeing_portal.learning.rules.languages import said, shown_language

KEYS = st.sets(st.sampled_from("abcdefghij"))


@pytest.mark.parametrize(
    ("done", "required", "share", "whole"),
    [
        ([], ["a"], 0, False),
        (["a"], ["a", "b", "c"], 33, False),
        (["a", "b"], ["a", "b", "c"], 66, False),
        (["a", "b", "c"], ["a", "b", "c"], 100, True),
        # What is not required does not count, however much of it there is.
        (["x", "y", "z"], ["a", "b"], 0, False),
        (["a", "b", "x"], ["a", "b"], 100, True),
        (["a", "a"], ["a", "b"], 50, False),
        ([], [], 0, False),
    ],
)
def test_progress(done, required, share, whole):
    assert (progress(done, required), is_done(done, required)) == (share, whole)


@given(KEYS, KEYS, KEYS)
def test_progress_never_falls_nor_passes_100(done, more, required):
    assert 0 <= progress(done, required) <= progress(done | more, required) <= 100
    assert (progress(done, required) == 100) == is_done(done, required)


@pytest.mark.parametrize(
    ("points", "most", "mark", "passed"),
    [
        (4, 5, 80, True),
        (3, 5, 80, False),
        (0, 5, 0, True),
        (5, 5, 100, True),
        # 79.99 percent is not 80, and two thirds are not 67.
        (7999, 10000, 80, False),
        (2, 3, 66, True),
        (2, 3, 67, False),
    ],
)
def test_the_pass_mark_is_inclusive(points, most, mark, passed):
    assert passes(points, most, mark) is passed


def test_percent_is_rounded_down():
    assert [percent(*pair) for pair in [(0, 3), (2, 3), (3, 3), (799, 1000)]] == [0, 66, 100, 79]


def test_the_score_is_over_the_best_of_each_check():
    assert [best_score(best) for best in [[], [(4, 5)], [(5, 5), (1, 3)]]] == [None, 80, 75]


def test_lessons_that_say_the_same_carry_over():
    old = {"a": "1", "b": "2", "gone": "3"}
    assert carried_over(old, {"a": "1", "b": "changed", "new": "3"}) == {"a"}


@pytest.mark.parametrize(
    ("wanted", "there", "shown"),
    [("sv", "fi sv en", "sv"), ("sv", "fi en", "fi"), ("fi", "sv en", "en"), ("fi", "sv", "sv")],
)
def test_a_missing_language_is_replaced_by_the_next(wanted, there, shown):
    assert shown_language(wanted, there.split()) == shown


def test_a_text_is_read_in_the_language_that_is_there():
    assert [said({"fi": "Moi", "en": "Hi"}, code) for code in ("en", "sv")] == ["Hi", "Moi"]
    assert said({}, "fi") == ""
