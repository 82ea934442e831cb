"""The copy of the directory on disk. Help now reads it, never the database, so that it works when that does not."""

import datetime
import json
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

PACKAGED = Path(__file__).resolve().parents[1] / "data" / "services.json"
# A copy of another shape, left by an older version on this disk, is not read.
FORMAT = 2


class CopyState(NamedTuple):
    """How old the copy on this server's disk is; no age: there is none that can be read, and packaged rows show."""

    age: datetime.timedelta | None

    @property
    def missing(self) -> bool:
        return self.age is None


def copy_path() -> Path:
    """Where the copy that help now reads lies."""
    return Path(settings.VAR_DIR) / "help_now.json"


def _rows_in(path: Path) -> list[dict[str, Any]] | None:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        # An empty one would leave a reader with nothing at all.
        return (held["services"] or None) if held["format"] == FORMAT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def packaged_services() -> list[dict[str, Any]]:
    """The rows that come with the portal."""
    return json.loads(PACKAGED.read_text(encoding="utf-8"))["services"]


def copied_services() -> list[dict[str, Any]]:
    """The rows of the copy; those that came with the portal when there is no whole copy."""
    rows = _rows_in(copy_path())
    return packaged_services() if rows is None else rows


def copy_state() -> CopyState:
    """For the health page: whether this server shows its own copy, and how old that is. Asks no database."""
    path = copy_path()
    if _rows_in(path) is None:
        return CopyState(None)
    written = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC)
    return CopyState(datetime.datetime.now(datetime.UTC) - written)


def copy_stamp() -> tuple[int, int]:
    """Changes when the copy does, so that what was made of it can be kept until then."""
    try:
        found = copy_path().stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_ino)
