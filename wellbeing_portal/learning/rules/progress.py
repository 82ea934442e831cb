"""How far somebody is. Whole numbers only."""

from collections.abc import Collection, Mapping


def progress(done: Collection[str], required: Collection[str]) -> int:
    """Percent of the required lessons that are done: 100 only when all are, whatever else is done."""
    return 100 * len(set(done) & set(required)) // len(set(required)) if required else 0


def is_done(done: Collection[str], required: Collection[str]) -> bool:
    """Whether nothing required is left; nothing required is never done."""
    return bool(required) and set(required) <= set(done)


def carried_over(old: Mapping[str, str], new: Mapping[str, str]) -> set[str]:
    """Keys of the lessons that say the same in both versions (key to content hash)."""
    return {key for key, content in new.items() if old.get(key) == content}


def percent(points: int, max_points: int) -> int:
    """Rounded down, so that nobody reads 80 where 80 was not reached."""
    return 100 * points // max_points


def passes(points: int, max_points: int, pass_mark: int) -> bool:
    """The pass mark is inclusive."""
    return points * 100 >= pass_mark * max_points


def best_score(best: Collection[tuple[int, int]]) -> int | None:
    """Percent over all checks from the best attempt at each (points, most); None where there was no check."""
    most = sum(max_points for _points, max_points in best)
    return percent(sum(points for points, _max in best), most) if most else None
