"""Small numbers are hidden, and nothing that is shown lets anybody work them out."""

from collections.abc import Mapping

# Cells of fewer are hidden (reliability.md A3, "Small groups").
FEWEST = 5
Cells = Mapping[str, int]
Shown = dict[str, int | None]


def _guessable(cells: Cells, hidden: set[str]) -> bool:
    """Whether the total would tell too much: the hidden cells add up to what is left of it.

    One hidden cell is that difference. Several are each at least 1, so that a small difference leaves too few
    possible values for any of them.
    """
    left = sum(cells[name] for name in hidden)
    return bool(hidden) and (len(hidden) == 1 or left - len(hidden) < FEWEST)


def without_small(cells: Cells) -> tuple[Shown, int | None]:
    """The cells of a table and its total, None where a number is hidden.

    Zero is no small number: nobody is behind it. More cells are hidden, the smallest first, until what is left of
    the total says nothing about any one of them; where there are none left to hide, the total goes too.
    """
    hidden = {name for name, count in cells.items() if 0 < count < FEWEST}
    others = sorted((count, name) for name, count in cells.items() if count >= FEWEST)
    while _guessable(cells, hidden) and others:
        hidden.add(others.pop(0)[1])
    total = None if _guessable(cells, hidden) else sum(cells.values())
    return {name: None if name in hidden else count for name, count in cells.items()}, total
