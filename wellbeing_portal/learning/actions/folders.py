"""Courses from folders and back."""

from pathlib import Path
from typing import Any

import yaml

from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning import queries
from wellbeing_portal.learning.actions.publishing import Published, publish_course
from wellbeing_portal.learning.queries.folders import FILES
from wellbeing_portal.learning.rules import documents


def load_course(actor: Any, *, folder: Path) -> Published:
    """Publish what a folder says. Unchanged content makes no version; a changed one notes which lessons changed.

    Mistakes are a refusal, a line for each.
    """
    reading = queries.read_folder(folder)
    if reading.mistakes:
        raise Refusal("\n".join(str(mistake) for mistake in reading.mistakes))
    before = queries.document_named(reading.document["course"]["slug"])
    note = "" if before is None else documents.what_changed(before, reading.document)
    return publish_course(actor, document=reading.document, change_note=note)


def write_folder(document: documents.Document, folder: Path) -> None:
    """Write a document as a folder that reads as the same document."""
    folder.mkdir(parents=True, exist_ok=True)
    for part, name in FILES.items():
        text = yaml.safe_dump(document[part], allow_unicode=True, sort_keys=False, width=120)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for code, bodies in document["bodies"].items():
        (folder / code).mkdir(exist_ok=True)
        for key, body in bodies.items():
            (folder / code / f"{key}.md").write_text(body, encoding="utf-8", newline="\n")
