"""Nobody works out a small number from what is shown."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellbeing_portal.moderation.rules import without_small


@pytest.mark.parametrize(
    ("cells", "shown", "total"),
    [
        ({"a": 0, "b": 0}, {"a": 0, "b": 0}, 0),
        ({"a": 5, "b": 60}, {"a": 5, "b": 60}, 65),
        # One hidden cell would be the difference: the smallest of the others goes with it.
        ({"a": 3, "b": 60, "c": 9}, {"a": None, "b": 60, "c": None}, 72),
        # One and one are what is left when both are hidden.
        ({"a": 1, "b": 1, "c": 30}, {"a": None, "b": None, "c": None}, 32),
        ({"a": 4, "b": 4, "c": 30}, {"a": None, "b": None, "c": 30}, 38),
        # There is nothing else to hide but the total.
        ({"a": 3, "b": 0}, {"a": None, "b": 0}, None),
        ({"a": 1, "b": 2}, {"a": None, "b": None}, None),
    ],
)
def test_small_cells_are_hidden_with_as_many_others_as_it_takes(cells, shown, total):
    assert without_small(cells) == (shown, total)


@given(st.lists(st.integers(min_value=0, max_value=12), min_size=2, max_size=4))
def test_every_hidden_cell_could_be_at_least_five_different_numbers(counts):
    """The attack: all ways to fill the hidden cells that fit the total; each is at least 1, since zero is shown."""
    cells = {str(place): count for place, count in enumerate(counts)}
    shown, total = without_small(cells)
    hidden = [name for name, count in shown.items() if count is None]
    assert all(name in hidden for name, count in cells.items() if 0 < count < 5)
    if total is None or not hidden:
        return
    left = total - sum(count for count in shown.values() if count is not None)
    ways = [way for way in product(range(1, left + 1), repeat=len(hidden)) if sum(way) == left]
    for place in range(len(hidden)):
        assert len({way[place] for way in ways}) >= 5
