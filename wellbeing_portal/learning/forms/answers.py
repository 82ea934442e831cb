"""Answers to questions, as plain forms send them."""

from typing import Any

from django.http import QueryDict

from wellbeing_portal.learning.enums import QuestionType
from wellbeing_portal.learning.queries import Asked


def given_in(asked: Asked, data: QueryDict) -> Any:
    """What the plain form says of the question, in the shape of its answer; its fields begin with its key."""
    keys = [key for key, _text in asked.choices]
    match asked.type:
        case QuestionType.MULTIPLE:
            return data.getlist(asked.key)
        case QuestionType.ORDERING:
            places = {key: data.get(f"{asked.key}-{key}", "")[:3] for key in keys}
            complete = sorted(places.values()) == sorted(str(number) for number in range(1, len(keys) + 1))
            return sorted(keys, key=lambda key: int(places[key])) if complete else None
        case QuestionType.MATCHING:
            pairs = {key: data.get(f"{asked.key}-{key}", "") for key in keys}
            return {key: match for key, match in pairs.items() if match}
    return data.get(asked.key, "")


def is_whole(asked: Asked, given: Any) -> bool:
    """Whether nothing is left open in the answer."""
    return bool(given) and (asked.type != QuestionType.MATCHING or len(given) == len(asked.choices))
