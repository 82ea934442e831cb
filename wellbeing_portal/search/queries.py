"""Looking for words in the index, behind the wall of what is found."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from wellbeing_portal.kernel.finding import beginnings, findables
from wellbeing_portal.search.models import Indexed

FIRST = 5


@dataclass(frozen=True)
class Group:
    """The first of what was found of one kind, and how many there are."""

    name: str
    label: Any
    count: int
    rows: list[Indexed]


def found(user: Any, text: str, language: str) -> QuerySet[Indexed]:
    """What has a word for every word that was typed, in its title first; nothing for no words."""
    starts = beginnings(text)
    rows = Indexed.objects.visible_to(user).filter(language=language) if starts else Indexed.objects.none()
    in_title = Q()
    for start in starts:
        rows = rows.filter(words__contains=f" {start}")
        in_title &= Q(title_words__contains=f" {start}")
    first = Case(When(in_title, then=Value(0)), default=Value(1), output_field=IntegerField()) if starts else Value(0)
    return rows.annotate(rank=first).defer("words", "title_words").order_by("rank", "title", "pk")


def counted(rows: QuerySet[Indexed]) -> dict[str, int]:
    """How many of each kind."""
    return dict(rows.order_by().values_list("kind").annotate(number=Count("pk")))


def grouped(rows: QuerySet[Indexed], counts: dict[str, int]) -> list[Group]:
    """The first few of each kind that has any: as many queries as there are kinds."""
    return [
        Group(kind.name, kind.label, counts[kind.name], list(rows.filter(kind=kind.name)[:FIRST]))
        for kind in findables()
        if counts.get(kind.name)
    ]
