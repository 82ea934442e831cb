"""What an answer is worth, by type of question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing_portal.learning.rules import read_answer, score
from wellbeing_portal.learning.rules.scoring import plain_word

ABC = ["a", "b", "c"]
NEAR = {"answer": "20", "tolerance": "1"}
EXACT = {"answer": "12.5", "tolerance": "0"}


@pytest.mark.parametrize(
    ("type_of", "right", "answer", "points"),
    [
        ("single", ["b"], "b", 6),
        ("single", ["b"], "a", 0),
        ("single", ["b"], None, 0),
        ("truefalse", ["false"], "false", 6),
        ("truefalse", ["false"], "true", 0),
        ("multiple", ["a", "c"], ["c", "a"], 6),
        ("multiple", ["a", "c"], ["a"], 0),
        ("multiple", ["a", "c"], ["a", "b", "c"], 0),
        ("ordering", ["2", "3", "1"], ["2", "3", "1"], 6),
        ("ordering", ["2", "3", "1"], ["2", "1", "3"], 0),
        ("matching", {"1": "2", "2": "1"}, {"2": "1", "1": "2"}, 6),
        ("matching", {"1": "2", "2": "1"}, {"1": "2"}, 0),
        ("matching", {"1": "2", "2": "1"}, {"1": "1", "2": "2"}, 0),
        ("short", {"fi": ["Välipala"], "en": ["snack"]}, " välipala. ", 6),
        ("short", {"fi": ["Välipala"], "en": ["snack"]}, "SNACK", 6),
        ("short", {"fi": ["Välipala"]}, "valipala", 0),
        ("numeric", NEAR, "21", 6),
        ("numeric", NEAR, "19,0", 6),
        ("numeric", NEAR, "21.01", 0),
        ("numeric", EXACT, "12,50", 6),
        ("numeric", EXACT, "12.4999999999", 0),
        ("numeric", EXACT, "many", 0),
    ],
)
def test_points(type_of, right, answer, points):
    assert score(type_of, 6, right, answer) == points


@pytest.mark.parametrize(
    ("answer", "points"),
    [(["a", "b"], 6), (["a"], 3), (["a", "c"], 0), (["c"], 0), (["c", "d"], 0), (["a", "b", "c"], 3), (None, 0)],
)
def test_part_of_a_multiple_choice_may_count_and_never_less_than_nothing(answer, points):
    assert score("multiple", 6, ["a", "b"], answer, partial=True) == points


@given(
    st.sets(st.sampled_from("abcdef"), min_size=1), st.sets(st.sampled_from("abcdef"), min_size=1), st.integers(1, 9)
)
def test_points_stay_within_their_bounds(right, answer, points):
    some = score("multiple", points, sorted(right), sorted(answer), partial=True)
    assert 0 <= some <= points
    assert score("multiple", points, sorted(right), sorted(answer)) <= some
    assert (some == points) == (right == answer)


@pytest.mark.parametrize(
    ("type_of", "given_answer", "read"),
    [
        ("single", "a", "a"),
        ("single", "d", None),
        ("single", ["a"], None),
        ("single", None, None),
        ("multiple", ["c", "a"], ["a", "c"]),
        ("multiple", ["a", "d"], None),
        ("multiple", ["a", "a"], None),
        ("multiple", [], None),
        ("multiple", "a", None),
        ("ordering", ["c", "a", "b"], ["c", "a", "b"]),
        ("ordering", ["c", "a"], None),
        ("ordering", ["c", "a", "a"], None),
        ("ordering", [1, "a", "b"], None),
        ("ordering", "abc", None),
        ("matching", {"a": "y", "b": "x"}, {"a": "y", "b": "x"}),
        ("matching", {"a": "y", "d": "x"}, None),
        ("matching", {"a": "z"}, None),
        ("matching", {"a": ["x"]}, None),
        ("matching", {}, None),
        ("matching", [["a", "x"]], None),
        ("short", "  rest ", "rest"),
        ("short", " … ", None),
        ("short", 5, None),
        ("short", "r" * 300, "r" * 200),
        ("numeric", " 12,5 ", "12,5"),
        ("numeric", "1 200", "1 200"),
        ("numeric", "−3", "−3"),
        ("numeric", "twelve", None),
        ("numeric", "Infinity", None),
        ("numeric", "9" * 300, None),
        ("numeric", "1e99", None),
        ("numeric", None, None),
    ],
)
def test_only_what_answers_the_question_is_read(type_of, given_answer, read):
    assert read_answer(type_of, ABC, ["x", "y"], given_answer) == read


def test_a_number_is_read_the_same_whatever_minus_it_was_written_with():
    assert score("numeric", 1, {"answer": "-3", "tolerance": "0"}, "−3") == 1


@given(st.text(max_size=40))
def test_spelling_a_word_plainly_twice_changes_nothing(text):
    assert plain_word(plain_word(text)) == plain_word(text)
