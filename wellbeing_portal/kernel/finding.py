"""What can be found by searching, declared in each app's findable.py; ``wellbeing_portal.search`` keeps the index."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

# Endings of words are let go of: "opiskelija" is to find "opiskelijoiden".
ENDING, LEAST = 2, 4
MOST_WORDS = 8


@dataclass(frozen=True)
class Said:
    """What one thing says in one language, and where it is."""

    pk: int
    language: str
    title: str
    summary: str
    body: str
    url: str


@dataclass(frozen=True)
class Findable:
    """A kind of thing. ``rows`` are those that the person may see; nothing written under a pseudonym is a kind."""

    name: str
    label: Any
    rows: Callable[[Any], QuerySet]
    texts: Callable[[], Iterable[Said]]


_findable: dict[str, Findable] = {}


def findable(kind: Findable) -> None:
    """Called once for each kind, at start."""
    if kind.name in _findable:
        raise ValueError(f"There are two findable kinds named {kind.name}.")
    _findable[kind.name] = kind


def findables() -> list[Findable]:
    return list(_findable.values())


def folded(text: str) -> list[str]:
    """The words in small letters without marks, so that "yö" is found by "yo" and "Sömn" by "somn"."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"[^\W_]+", "".join(char for char in plain if not unicodedata.combining(char)))


def beginnings(text: str) -> list[str]:
    """What words must begin with to be meant by what was typed; only the first few words count."""
    return [word[: max(LEAST, len(word) - ENDING)] for word in dict.fromkeys(folded(text))][:MOST_WORDS]
