"""The copy as a ZIP file that is sent while it is made: JSON and a page for each chapter, and an index."""

import json
import zipfile
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import translation

from wellbeing_portal.privacy import queries


class _Sent:
    """A file that cannot be gone back in: what was written is taken away and sent."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        data, self.waiting = b"".join(self.waiting), []
        return data


def _page(template: str, language: str, context: dict[str, Any]) -> str:
    with translation.override(language):
        return render_to_string(template, {**context, "language": language})


def zip_of(user: Any, language: str) -> Iterator[bytes]:
    """The file piece by piece, a chapter at a time; one query for each table."""
    sent, told = _Sent(), []
    with zipfile.ZipFile(sent, "w", zipfile.ZIP_DEFLATED) as archive:
        for chapter, topics in queries.own_chapters(user):
            tables = {name: rows for _topic, found in topics for name, rows in found.items()}
            text = json.dumps(tables, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
            archive.writestr(f"{chapter.name}.json", text)
            page = _page("privacy/_copy_chapter.html", language, {"chapter": chapter, "topics": topics})
            archive.writestr(f"{chapter.name}.html", page)
            told.append({"chapter": chapter, "count": sum(map(len, tables.values()))})
            yield sent.taken()
        archive.writestr("index.html", _page("privacy/_copy_index.html", language, {"chapters": told}))
    yield sent.taken()
