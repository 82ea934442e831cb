"""Rules of reading a course."""

import pytest

from skills.enums import Length
from skills.rules import LIMITS, Given, places_to_order, remark_keys, resume_at

KEYS = ["a", "b", "c"]


@pytest.mark.parametrize(
    ("done", "last", "said"),
    [
        ([], "", "a"),
        ([], "b", "b"),
        (["b"], "b", "c"),
        (["b", "c"], "c", "a"),
        (["a"], "", "b"),
        (["a"], "gone", "b"),
        (KEYS, "b", None),
    ],
)
def test_where_a_course_is_gone_on_with(done, last, said):
    assert resume_at(KEYS, done, last) == said


@pytest.mark.parametrize(
    ("places", "order"),
    [
        ({"x": "2", "y": "1"}, ["y", "x"]),
        ({"x": "1", "y": "1"}, None),
        ({"x": "1", "y": ""}, None),
        ({"x": "1", "y": "3"}, None),
        ({"x": "0", "y": "1"}, None),
        ({"x": "1", "y": "²"}, None),
    ],
)
def test_an_order_is_one_place_for_each(places, order):
    assert places_to_order(places) == order


@pytest.mark.parametrize(
    ("type_of", "shape"),
    [
        ("single", "b"),
        ("truefalse", "b"),
        ("multiple", ["b", "c"]),
        ("ordering", ["y", "x"]),
        ("matching", {"x": "2", "y": "1"}),
        ("short", "b"),
        ("numeric", "b"),
    ],
)
def test_an_answer_has_the_shape_of_its_type(type_of, shape):
    given = Given(["b", "c"], "b", {"x": "2", "y": "1"}, {"x": "2", "y": "1"})
    assert given.shape(type_of) == shape


@pytest.mark.parametrize(
    ("type_of", "answer", "keys"),
    [("single", "a", ["a"]), ("truefalse", "true", ["true"]), ("multiple", ["a", "b"], ["a", "b"]), ("short", "a", [])],
)
def test_remarks_are_due_on_what_was_chosen(type_of, answer, keys):
    assert remark_keys(type_of, answer) == keys


def test_every_length_belongs_to_one_limit():
    edges = [LIMITS[length] for length in Length]
    assert edges == [(0, 60), (60, 90), (90, None)]
