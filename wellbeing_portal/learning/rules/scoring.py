"""What an answer is worth. Pure: the right answer comes in, points come out.

The shapes of an answer, and of what is right, by type of question:

    single, truefalse   "key"                       ["key"]
    multiple            ["key", …]                  ["key", …]
    ordering            ["key", …] of all choices   the same, in the right order
    matching            {"left key": "match key"}   the same
    short               "text"                      {"language": ["accepted", …]}
    numeric             "12,5"                      {"answer": "12.5", "tolerance": "0"}
"""

import unicodedata
from collections.abc import Collection
from decimal import Decimal, InvalidOperation
from typing import Any

from wellbeing_portal.learning.enums import QuestionType

LONGEST_ANSWER = 200


def number_of(text: Any) -> Decimal | None:
    """The number somebody wrote, with a comma or a point; None when it is none."""
    try:
        number = Decimal("".join(str(text).split()).replace(",", ".").replace("−", "-"))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**12 else None


def plain_word(text: str) -> str:
    """What two spellings of the same short answer have in common."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(char if char.isalnum() else " " for char in folded).split())


def read_answer(type_of: str, choices: Collection[str], matches: Collection[str], given: Any) -> Any:
    """The answer in its shape, or None when it is not an answer to this question."""
    match type_of:
        case QuestionType.SINGLE | QuestionType.TRUEFALSE:
            return given if isinstance(given, str) and given in choices else None
        case QuestionType.MULTIPLE:
            chosen = [key for key in choices if isinstance(given, list) and key in given]
            return chosen if chosen and len(chosen) == len(given) else None
        case QuestionType.ORDERING:
            fits = isinstance(given, list) and all(isinstance(key, str) for key in given)
            return given if fits and sorted(given) == sorted(choices) else None
        case QuestionType.MATCHING:
            fits = isinstance(given, dict) and set(given) <= set(choices) and bool(given)
            return given if fits and all(isinstance(key, str) and key in matches for key in given.values()) else None
        case QuestionType.SHORT:
            fits = isinstance(given, str) and plain_word(given) != ""
            return given.strip()[:LONGEST_ANSWER] if fits else None
        case _:
            fits = isinstance(given, str) and len(given) <= LONGEST_ANSWER and number_of(given) is not None
            return given.strip() if fits else None


def score(type_of: str, points: int, right: Any, answer: Any, *, partial: bool = False) -> int:
    """The points for an answer in its shape; None (no answer) is worth nothing.

    All or nothing, but for multiple choice where ``partial``: then each wrong one takes a right one away.
    """
    if answer is None:
        return 0
    match type_of:
        case QuestionType.SINGLE | QuestionType.TRUEFALSE:
            fits = [answer] == right
        case QuestionType.MULTIPLE:
            if partial:
                hits = len(set(answer) & set(right)) - len(set(answer) - set(right))
                return max(points * hits // len(right), 0)
            fits = set(answer) == set(right)
        case QuestionType.SHORT:
            fits = plain_word(answer) in {plain_word(accepted) for words in right.values() for accepted in words}
        case QuestionType.NUMERIC:
            number, wanted = number_of(answer), Decimal(right["answer"])
            fits = number is not None and abs(number - wanted) <= Decimal(right["tolerance"])
        case _:
            fits = answer == right
    return points if fits else 0
