"""Prepared queries of what a reader may see: walls are built once for each kind of reader, not for each request."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from wellbeing_portal.institutions.models.standing import Standing, standing_of
from wellbeing_portal.kernel.prepared import Kind, Prepared

# Whether the person's own partner lives, and for each place of their circle: whether it is their own, and their roles.
ReaderKind = tuple[bool, tuple[tuple[bool, tuple[str, ...]], ...]]


class ReaderQuery:
    """A ``Prepared`` query whose ``build`` takes the reader first and starts at ``visible_to(reader)``.

    It is built with a stand-in of the same kind: its id and those of its places stand for the real ones, so
    that the wall itself is what is prepared. A stand-in knows its id and its standing (without
    ``institutions``); to ask it for anything else raises DoesNotExist.
    """

    def __init__(self, build: Callable[..., QuerySet], **kinds: Kind) -> None:
        self.build, self.kinds = build, kinds
        self.signed_out = Prepared(lambda **values: build(AnonymousUser(), **values), **kinds)
        self.prepared_for = lru_cache(maxsize=256)(self._prepared_for)

    def rows(self, user: Any, part: slice | None = None, **values: Any) -> list[Any]:
        prepared, ids = self._for(user)
        return prepared.rows(part, **ids, **values)

    def count(self, user: Any, **values: Any) -> int:
        prepared, ids = self._for(user)
        return prepared.count(**ids, **values)

    def _for(self, user: Any) -> tuple[Prepared, dict[str, int]]:
        if not user.is_authenticated:
            return self.signed_out, {}
        kind, places = kind_of(standing_of(user))
        return self.prepared_for(kind), {"reader": user.pk, **{f"place{n}": place for n, place in enumerate(places)}}

    def _prepared_for(self, kind: ReaderKind) -> Prepared:
        names = [f"place{number}" for number in range(len(kind[1]))]

        def build(reader: int, **values: Any) -> QuerySet:
            places = [values.pop(name) for name in names]
            return self.build(_stand_in(reader, kind, places), **values)

        ids: dict[str, Kind] = dict.fromkeys(("reader", *names), int)
        return Prepared(build, spare=ids, **ids, **self.kinds)


class ReaderRows:
    """The rows of a reader's query for a paginator, as they are or each given a ``shape``."""

    def __init__(self, query: ReaderQuery, user: Any, *, shape: Callable[[Any], Any] | None = None, **values: Any):
        self.query, self.user, self.shape, self.values = query, user, shape, values

    def count(self) -> int:
        return self.query.count(self.user, **self.values)

    def __getitem__(self, part: slice) -> list[Any]:
        # A paginator of nothing asks for the part from 0 to 0.
        rows = self.query.rows(self.user, part, **self.values) if part.stop else []
        return rows if self.shape is None else list(map(self.shape, rows))


def kind_of(standing: Standing) -> tuple[ReaderKind, list[int]]:
    """What the walls can tell readers apart by, and the ids of the places it speaks of, in its order."""
    said = {
        place: (place in standing.own, tuple(sorted(role for at, role in standing.roles if at == place)))
        for place in standing.circle
    }
    places = sorted(said, key=said.__getitem__)
    return (standing.living, tuple(said[place] for place in places)), places


def _stand_in(reader: int, kind: ReaderKind, places: list[int]) -> Any:
    living, said = kind
    user: Any = get_user_model().from_db(DEFAULT_DB_ALIAS, ["id"], [reader])
    user.standing_today = Standing(
        roles=frozenset((place, role) for place, (_own, roles) in zip(places, said, strict=True) for role in roles),
        own=frozenset(place for place, (own, _roles) in zip(places, said, strict=True) if own),
        circle=frozenset(places),
        living=living,
    )
    return user
