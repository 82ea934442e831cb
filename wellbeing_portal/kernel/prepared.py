"""Queries whose SQL is worked out once, for the few pages that are read more than all others together.

Building SQL from a queryset costs more than the database takes to answer it. Here it is built once for each
connection and language, with stand-ins for what changes from one reader to the next.
"""

import datetime
import uuid
from collections.abc import Callable, Collection
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.query import get_related_populators  # type: ignore[attr-defined]
from django.utils.translation import get_language

# Far from any number a query could have as a constant of its own, and small enough for every whole-number column.
FIRST_STAND_IN = 1_904_771_301
FIRST_MOMENT = datetime.datetime(2391, 5, 7, 3, 17, 29, tzinfo=datetime.UTC)
Kind = type[int] | type[str] | type[uuid.UUID] | type[datetime.datetime] | type[datetime.date]


class _Ready(NamedTuple):
    """SQL; for each of its parameters the name of an argument, or a constant; and what makes rows of what is found."""

    sql: str
    slots: list[tuple[str | None, Any]]
    shape: Callable[[list[Any]], list[Any]]


class Prepared:
    """A queryset whose keyword arguments are whole numbers (int), texts (str), public ids (UUID), moments or days.

    ``build`` is called with stand-ins, so it must put its arguments into the query unchanged and must not
    branch on them; nor on anything else but the language. It must use all but those named ``spare``.
    Of a translated model only whole rows are prepared: modeltranslation gives its ``values_list`` no order.
    """

    def __init__(self, build: Callable[..., QuerySet], *, spare: Collection[str] = (), **kinds: Kind) -> None:
        self.build, self.spare = build, spare
        self.stand_ins = {name: _stand_in(kind, number) for number, (name, kind) in enumerate(kinds.items())}

    def rows(self, part: slice | None = None, **values: Any) -> list[Any]:
        """The rows for these values, or a ``part`` of them: models, or tuples in the order of ``values_list``."""
        ready = self._ready("rows")
        sql, params = ready.sql, self._params(ready, values)
        if part is not None:
            sql, params = f"{sql} LIMIT %s OFFSET %s", [*params, part.stop - (part.start or 0), part.start or 0]
        return ready.shape(_fetched(sql, params))

    def count(self, **values: Any) -> int:
        """How many rows there are for these values."""
        ready = self._ready("count")
        return _fetched(ready.sql, self._params(ready, values))[0][0]

    def _ready(self, what: str) -> _Ready:
        database = connections[DEFAULT_DB_ALIAS]
        # Kept on the connection: it belongs to one thread, and what is made for it goes when it goes.
        kept = vars(database).setdefault("prepared_queries", WeakKeyDictionary()).setdefault(self, {})
        key = (what, get_language())
        if key not in kept:
            rows = self.build(**self.stand_ins)
            kept[key] = self._compiled(rows) if what == "rows" else self._counting(rows)
        return kept[key]

    def _compiled(self, rows: QuerySet) -> _Ready:
        compiler = rows.query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
        sql, params = compiler.as_sql()
        names = {_in_database(stand_in): name for name, stand_in in self.stand_ins.items()}
        known = int | str | uuid.UUID | datetime.date
        slots = [(names.get(param) if isinstance(param, known) else None, param) for param in params]
        missing = set(self.stand_ins) - {name for name, _param in slots} - set(self.spare)
        if missing:
            raise ValueError(f"The query does not use {', '.join(sorted(missing))}.")
        return _Ready(sql, slots, _shape(compiler))

    def _counting(self, rows: QuerySet) -> _Ready:
        ready = self._compiled(rows.order_by().values_list("pk"))
        return ready._replace(sql=f"SELECT COUNT(*) FROM ({ready.sql}) AS counted")  # noqa: S608 - made by the compiler

    @staticmethod
    def _params(ready: _Ready, values: dict[str, Any]) -> list[Any]:
        return [param if name is None else _in_database(values[name]) for name, param in ready.slots]


def _stand_in(kind: Kind, number: int) -> Any:
    if kind is int:
        return FIRST_STAND_IN + number
    if kind is datetime.datetime:
        return FIRST_MOMENT + datetime.timedelta(seconds=number)
    if kind is datetime.date:
        return FIRST_MOMENT.date() + datetime.timedelta(days=number)
    return uuid.uuid4() if kind is uuid.UUID else uuid.uuid4().hex


def _in_database(value: Any) -> Any:
    database = connections[DEFAULT_DB_ALIAS]
    if isinstance(value, datetime.datetime):
        return database.ops.adapt_datetimefield_value(value)
    if isinstance(value, datetime.date):
        return database.ops.adapt_datefield_value(value)
    return value.hex if isinstance(value, uuid.UUID) and not database.features.has_native_uuid_field else value


def _fetched(sql: str, params: list[Any]) -> list[Any]:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _shape(compiler: Any) -> Callable[[list[Any]], list[Any]]:
    """What Django's own iterables of a queryset do with the rows that come out of the database."""
    converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])

    def converted(found: list[Any]) -> list[Any]:
        return list(map(tuple, compiler.apply_converters(found, converters))) if converters else found

    if not compiler.query.default_cols:
        return converted
    info = compiler.klass_info
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:last]]
    related = get_related_populators(info, compiler.select, DEFAULT_DB_ALIAS)

    def model(row: tuple[Any, ...]) -> Any:
        made = info["model"].from_db(DEFAULT_DB_ALIAS, names, row[first:last])
        for populator in related:
            populator.populate(row, made)
        for name, place in compiler.annotation_col_map.items():
            setattr(made, name, row[place])
        return made

    return lambda found: list(map(model, converted(found)))
