"""Static files as served: hashed, compressed, and the style sheet in one piece."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/portal.css"
_IMPORT = re.compile(r'@import url\("([\w.-]+)"\);')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s*")


class StaticStorage(CompressedManifestStaticFilesStorage):
    """One request for the whole look: the parts that ``portal.css`` imports are put in its place."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if SHEET in paths and not dry_run:
            storage, path = paths[SHEET]

            def read(name: str) -> str:
                with storage.open(name) as file:
                    return file.read().decode()

            whole = _IMPORT.sub(lambda found: read(f"css/{found[1]}"), read(path))
            self.delete(SHEET)
            self.save(SHEET, ContentFile(_INDENT.sub("\n", _COMMENT.sub("", whole)).strip()))
            paths = {**paths, SHEET: (self, SHEET)}
        yield from super().post_process(paths, dry_run, **options)
