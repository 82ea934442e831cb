"""A person's own rows, as they are declared."""

from collections.abc import Iterator
from typing import Any

from wellbeing_portal.kernel.keeping import Chapter, Rows, Topic, chapters

Plain = list[dict[str, Any]]


def own_rows(rows: Rows, user: Any) -> Plain:
    """What the person gets of one table, in one query; encrypted texts are opened for their owner."""
    own = rows.model.objects.filter(rows.only, **{rows.owner: rows.value(user)})  # type: ignore[attr-defined]
    return list(own.order_by("pk").values(*rows.shows))


def own_chapters(user: Any) -> Iterator[tuple[Chapter, list[tuple[Topic, dict[str, Plain]]]]]:
    """Chapter after chapter, so that no more than one is in memory; the name of a table to the person's rows."""
    for chapter in chapters():
        yield (
            chapter,
            [
                (topic, {rows.model.__name__: own_rows(rows, user) for rows in topic.rows if rows.owner})
                for topic in chapter.topics
            ],
        )
