"""Rules of reading a course, and of what is answered there."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from skills.enums import Length
from wellbeing_portal.learning.enums import QuestionType

# More than the first, at most the second; None: no limit.
LIMITS: dict[str, tuple[int, int | None]] = {Length.SHORT: (0, 60), Length.MIDDLE: (60, 90), Length.LONG: (90, None)}


def resume_at(keys: Sequence[str], done: Collection[str], last: str) -> str | None:
    """The lesson to go on with: the one opened last, or the next after it that is not done; None when all are done."""
    start = keys.index(last) if last in keys else 0
    return next((key for key in (*keys[start:], *keys[:start]) if key not in done), None)


def places_to_order(places: Mapping[str, str]) -> list[str] | None:
    """Keys in the order of the places they were given (from 1); None when two share a place or one has none."""
    wanted = {str(place): place for place in range(1, len(places) + 1)}
    if set(places.values()) != set(wanted):
        return None
    return sorted(places, key=lambda key: wanted[places[key]])


@dataclass(frozen=True)
class Given:
    """What somebody gave as an answer, as the form sent it: no type of question uses all of it."""

    chosen: list[str]
    typed: str
    places: dict[str, str]
    matched: dict[str, str]

    def shape(self, type_of: str) -> Any:
        """In the shape that ``learning.rules.read_answer`` reads."""
        match type_of:
            case QuestionType.MULTIPLE:
                return self.chosen
            case QuestionType.ORDERING:
                return places_to_order(self.places)
            case QuestionType.MATCHING:
                return self.matched
        return self.typed


def remark_keys(type_of: str, answer: Any) -> list[str]:
    """Of which choices the remarks are due, once this was answered: those that were chosen."""
    match type_of:
        case QuestionType.SINGLE | QuestionType.TRUEFALSE:
            return [answer]
        case QuestionType.MULTIPLE:
            return list(answer)
    return []
