"""Queries whose SQL is worked out once, for the few pages that are read more than all others together.

Building SQL from a queryset costs more than the database takes to answer it. Here it is built once for each
connection, with stand-ins for what changes from one reader to the next.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

# Far from any number a query could have as a constant of its own, and small enough for every whole-number column.
FIRST_STAND_IN = 1_904_771_301


class Prepared:
    """A ``values_list`` queryset whose keyword arguments are whole numbers (int) or public ids (uuid.UUID).

    ``build`` is called with stand-ins, so it must put its arguments into the query unchanged and must not
    branch on them.
    """

    def __init__(self, build: Callable[..., QuerySet], **kinds: type[int] | type[uuid.UUID]) -> None:
        self.build = build
        self.stand_ins: dict[str, Any] = {
            name: FIRST_STAND_IN + number if kind is int else uuid.uuid4()
            for number, (name, kind) in enumerate(kinds.items())
        }

    def rows(self, **values: Any) -> list[Any]:
        """The rows for these values, each as a tuple in the order of ``values_list``."""
        database = connections[DEFAULT_DB_ALIAS]
        # Kept on the connection: it belongs to one thread, and what is made for it goes when it goes.
        ready = vars(database).setdefault("prepared_queries", {})
        if self not in ready:
            ready[self] = self._compile(database)
        return ready[self](values)

    def _compile(self, database: Any) -> Callable[[dict[str, Any]], list[Any]]:
        compiler = self.build(**self.stand_ins).query.get_compiler(connection=database)
        sql, params = compiler.as_sql()
        native = database.features.has_native_uuid_field

        def prepare(value: Any) -> Any:
            return value.hex if isinstance(value, uuid.UUID) and not native else value

        names = {prepare(stand_in): name for name, stand_in in self.stand_ins.items()}
        slots = [(names.get(param) if isinstance(param, int | str | uuid.UUID) else None, param) for param in params]
        missing = set(names.values()) - {name for name, _param in slots}
        if missing:
            raise ValueError(f"The query does not use {', '.join(sorted(missing))}.")
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])

        def run(values: dict[str, Any]) -> list[Any]:
            filled = [param if name is None else prepare(values[name]) for name, param in slots]
            with database.cursor() as cursor:
                cursor.execute(sql, filled)
                found = cursor.fetchall()
            return list(map(tuple, compiler.apply_converters(found, converters))) if converters else found

        return run
