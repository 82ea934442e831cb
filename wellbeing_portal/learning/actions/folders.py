"""Courses from folders and back."""

import io
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning import queries
from wellbeing_portal.learning.actions.media import keep_files
from wellbeing_portal.learning.actions.publishing import Published, publish_course
from wellbeing_portal.learning.queries.folders import FILES, MEDIA, MEDIA_FILE, file_name, read_whole
from wellbeing_portal.learning.rules import documents


def load_course(actor: Any, *, folder: Path) -> Published:
    """Publish what a folder says. Unchanged content makes no version; a changed one notes which lessons changed.

    Mistakes are a refusal, a line for each.
    """
    reading, files = read_whole(folder)
    if reading.mistakes:
        raise Refusal("\n".join(str(mistake) for mistake in reading.mistakes))
    before = queries.document_named(reading.document["course"]["slug"])
    note = "" if before is None else documents.what_changed(before, reading.document)
    with transaction.atomic():
        keep_files(files)
        return publish_course(actor, document=reading.document, change_note=note)


def write_folder(document: documents.Document, folder: Path) -> None:
    """Write a document as a folder that reads as the same document."""
    folder.mkdir(parents=True, exist_ok=True)
    for part, name in FILES.items():
        _write_yaml(folder / name, document[part])
    for code, bodies in document["bodies"].items():
        (folder / code).mkdir(exist_ok=True)
        for key, body in bodies.items():
            (folder / code / f"{key}.md").write_text(body, encoding="utf-8", newline="\n")
    if "media" in document:
        _write_media(document["media"], folder)


def _write_yaml(path: Path, part: Any) -> None:
    text = yaml.safe_dump(part, allow_unicode=True, sort_keys=False, width=120)
    path.write_text(text, encoding="utf-8", newline="\n")


def _write_media(media: list[dict[str, Any]], folder: Path) -> None:
    """The files under the names that their keys give them, and what is said of them."""
    files = queries.media_contents(media)
    (folder / MEDIA).mkdir(exist_ok=True)
    said = []
    for item in media:
        names = {file_name(item): item["sha256"]}
        captions = {code: file_name(item, code) for code in item.get("captions", ())}
        names |= {name: item["captions"][code] for code, name in captions.items()}
        for name, sha256 in names.items():
            with files[sha256].content.open("rb") as content:
                (folder / MEDIA / name).write_bytes(content.read())
        facts = ("key", "sha256", "mime", "width", "height", "captions")
        kept = {name: value for name, value in item.items() if name not in facts}
        said.append(
            {"key": item["key"], "file": file_name(item), **kept, **({"captions": captions} if captions else {})}
        )
    _write_yaml(folder / MEDIA_FILE, said)


def zipped(document: documents.Document) -> bytes:
    """The folder in a zip file, always the same for the same document."""
    out, slug = io.BytesIO(), document["course"]["slug"]
    with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(out, "w") as package:
        write_folder(document, Path(place))
        for path in sorted(Path(place).rglob("*")):
            if path.is_file():
                name = zipfile.ZipInfo(f"{slug}/{path.relative_to(place)}")
                package.writestr(name, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return out.getvalue()
