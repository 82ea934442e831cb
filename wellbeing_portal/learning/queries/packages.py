"""Courses that come as packages: a folder of ours in a zip file, and cartridges of others."""

import tempfile
from pathlib import Path, PurePosixPath
from typing import IO, Any, NamedTuple

from wellbeing_portal.learning.queries.folders import FILES, MEDIA, MEDIA_FILE, read_whole
from wellbeing_portal.learning.rules.shapes import shaped
from wellbeing_portal.learning.validators import LANGUAGES, Kept
from wellbeing_portal.learning.validators.bodies import KEY
from wellbeing_portal.learning.validators.imports import Fate, Import, Reason, read_cartridge
from wellbeing_portal.learning.validators.imports.cartridge import MANIFEST
from wellbeing_portal.learning.validators.imports.packages import files_of

MOST_SLUG = 80


class Package(NamedTuple):
    """What came out of a package: a document to go on with, a line for each thing (fate, what, why), and its files."""

    document: dict[str, Any]
    report: list[tuple[str, str, str]]
    files: list[Kept]


def read_package(package: IO[bytes], *, slug: str, kind: str, language: str) -> Package:
    """The course in a package; ``slug`` empty: the one that it has.

    Raises ValidationError with a sentence for whoever sent it.
    """
    files = files_of(package)
    if MANIFEST in files:
        package.seek(0)
        taken = read_cartridge(package, language=language, kind=kind)
        files = taken.files
    else:
        taken = Import()
        files = _ours(files, taken)
    with tempfile.TemporaryDirectory() as place:
        for name, content in files.items():
            path = Path(place) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        reading, media = read_whole(Path(place))
    course = reading.document.get("course")
    known = course.get("slug") if isinstance(course, dict) else ""
    names = (name for name in (slug, known, taken.slug) if isinstance(name, str) and KEY.fullmatch(name))
    slug = next((name for name in names if len(name) <= MOST_SLUG), "course")
    report = [(str(line.fate), line.what, str(line.why)) for line in taken.report]
    return Package(shaped(reading.document, slug=slug, kind=kind), report, media)


def _ours(files: dict[str, bytes], taken: Import) -> dict[str, bytes]:
    """The files of a course folder, wherever it lies in the package; the others are left out, and said so."""
    homes = [PurePosixPath(name).parent for name in files if PurePosixPath(name).name == FILES["course"]]
    home = min(homes, key=lambda path: len(path.parts), default=PurePosixPath())
    found: dict[str, bytes] = {}
    for name, content in files.items():
        path = PurePosixPath(name)
        inside = path.relative_to(home) if path.is_relative_to(home) else None
        if inside is not None and _is_part(inside):
            found[str(inside)] = content
            taken.say(Fate.TAKEN, str(inside))
        else:
            taken.say(Fate.LEFT_OUT, name, Reason.UNUSED)
    if FILES["course"] not in found:
        taken.say(Fate.MISSING, FILES["course"], Reason.NOT_THERE)
    return found


def _is_part(path: PurePosixPath) -> bool:
    if str(path) in (*FILES.values(), MEDIA_FILE) or (len(path.parts) == 2 and path.parts[0] == MEDIA):
        return True
    return (
        len(path.parts) == 2 and path.parts[0] in LANGUAGES and path.suffix == ".md" and bool(KEY.fullmatch(path.stem))
    )
