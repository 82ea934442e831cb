"""Courses on disk: reading a folder, with every mistake by file and line."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wellbeing_portal.learning.models import Manuscript
from wellbeing_portal.learning.validators import (
    CAPTIONS,
    ENDINGS,
    LANGUAGES,
    Flaw,
    Kept,
    Lines,
    flaws_of,
    kept_file,
    read_lines,
)

FILES = {"course": "course.yaml", "questions": "questions.yaml"}
# The folder of pictures, films and sound, and what is said of them.
MEDIA, MEDIA_FILE = "media", "media.yaml"
READ_FROM_FILES = ("sha256", "mime", "width", "height", "captions")
LARGEST = 1_000_000


class Mistake(NamedTuple):
    """What is wrong, and where somebody finds it."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class Reading(NamedTuple):
    """The document of a folder, or what is wrong with it."""

    document: dict[str, Any]
    mistakes: list[Mistake]


def course_folders() -> list[Path]:
    """The folders that come with the portal: those with a course in the folder ``content`` of any app."""
    homes = [Path(config.path) / "content" for config in apps.get_app_configs()]
    return [file.parent for home in homes for file in sorted(home.glob(f"*/{FILES['course']}"))]


def read_folder(folder: Path) -> Reading:
    """Read a course folder. Texts come without blanks around them, and with one kind of line break."""
    return read_whole(folder)[0]


def read_whole(folder: Path) -> tuple[Reading, list[Kept]]:
    """The same, and the pictures, films, sound and captions that are in it."""
    mistakes: list[Mistake] = []
    files = {part: _read_yaml(folder / name, mistakes) for part, name in FILES.items()}
    document: dict[str, Any] = {part: trimmed(read.data) for part, read in files.items()}
    document["questions"] = [] if document["questions"] is None else document["questions"]
    document["bodies"] = _read_bodies(folder, document["course"], mistakes)
    media = MediaFolder(folder, mistakes)
    if media.said is not None:
        document["media"] = media.said
        files["media"] = media.lines
    if not mistakes:
        mistakes = [_mistake(flaw, files) for flaw in flaws_of(document)]
        if not mistakes and document["course"]["slug"] != folder.name:
            message = _("The folder is called %s; the slug says something else.") % folder.name
            mistakes.append(Mistake(FILES["course"], files["course"].line_of(("slug",)), message))
    return Reading(document, sorted(set(mistakes))), media.files


class MediaFolder:
    """What ``media.yaml`` says, with each file by what it is; ``said`` is None where there is none."""

    def __init__(self, folder: Path, mistakes: list[Mistake]) -> None:
        self.folder, self.mistakes = folder / MEDIA, mistakes
        self.files: list[Kept] = []
        self.named: set[str] = set()
        is_there = (folder / MEDIA_FILE).exists()
        self.lines = _read_yaml(folder / MEDIA_FILE, mistakes) if is_there else Lines(None, {}, [])
        said = trimmed(self.lines.data)
        self.said = [self._item(number, item) for number, item in enumerate(said)] if isinstance(said, list) else said
        self.mistakes += [
            Mistake(f"{MEDIA}/{path.name}", 1, _("media.yaml does not name this file."))
            for path in sorted(self.folder.glob("*"))
            if path.name not in self.named and not self.lines.faults
        ]

    def _item(self, number: int, item: Any) -> Any:
        """The item with what its files are in the place of their names."""
        if not isinstance(item, dict):
            return item
        # What a file is says the file alone.
        made = {name: value for name, value in item.items() if name not in ("file", *READ_FROM_FILES[:-1])}
        file = self._file(item.get("file"), (number, "file"), captions=False)
        if file is not None:
            made |= {"sha256": file.sha256, "mime": file.mime}
            made |= {} if file.width is None else {"width": file.width, "height": file.height}
        if isinstance(item.get("captions"), dict):
            read = {
                code: self._file(name, (number, "captions", code), captions=True)
                for code, name in item["captions"].items()
            }
            made["captions"] = {code: one.sha256 for code, one in read.items() if one is not None}
        return made

    def _file(self, name: Any, at: tuple[str | int, ...], *, captions: bool) -> Kept | None:
        why = _("There is no such file in the folder media.")
        if isinstance(name, str) and Path(name).name == name and (self.folder / name).is_file():
            self.named.add(name)
            try:
                # What comes with the portal stays as it is, so that loading it again makes no new version.
                file = kept_file((self.folder / name).read_bytes(), anew=False)
            except ValidationError as error:
                why = error.messages[0]
            else:
                if (file.mime == CAPTIONS) == captions:
                    self.files.append(file)
                    return file
                why = _("This file is of another kind.")
        self.mistakes.append(Mistake(MEDIA_FILE, self.lines.line_of(at), why))
        return None


def file_name(item: dict[str, Any], language: str = "") -> str:
    """What a file is called in the folder media; with a language its captions."""
    return f"{item['key']}.{language}.{ENDINGS[CAPTIONS]}" if language else f"{item['key']}.{ENDINGS[item['mime']]}"


def _read_text(path: Path, name: str, mistakes: list[Mistake]) -> str | None:
    try:
        if path.stat().st_size > LARGEST:
            mistakes.append(Mistake(name, 1, _("This file is too large.")))
            return None
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        mistakes.append(Mistake(name, line, _("This file is not written in UTF-8.")))
        return None


def _read_yaml(path: Path, mistakes: list[Mistake]) -> Lines:
    text = _read_text(path, path.name, mistakes)
    if text is None:
        if path.name == FILES["course"] and not mistakes:
            mistakes.append(Mistake(path.name, 1, _("This file is missing.")))
        return Lines(None, {}, [])
    read = read_lines(text)
    mistakes.extend(Mistake(path.name, line, message) for line, message in read.faults)
    return read


def _read_bodies(folder: Path, course: Any, mistakes: list[Mistake]) -> dict[str, dict[str, str]]:
    said = course.get("languages", LANGUAGES) if isinstance(course, dict) else LANGUAGES
    found: dict[str, dict[str, str]] = {}
    for code in LANGUAGES:
        texts = {path.stem: _read_text(path, f"{code}/{path.name}", mistakes) for path in _bodies_in(folder / code)}
        if texts or code in said:
            found[code] = {key: f"{text.strip()}\n" for key, text in texts.items() if text is not None}
    return found


def _bodies_in(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("*.md"))


def trimmed(part: Any) -> Any:
    """The part without blanks around its texts, however deep."""
    if isinstance(part, dict):
        return {name: trimmed(value) for name, value in part.items()}
    if isinstance(part, list):
        return [trimmed(value) for value in part]
    return part.strip() if isinstance(part, str) else part


def _mistake(flaw: Flaw, files: dict[str, Lines]) -> Mistake:
    """The flaw of a document where its file has it."""
    part, *rest = flaw.path or ("course",)
    if part != "bodies":
        name = str(part)
        return Mistake({**FILES, "media": MEDIA_FILE}[name], files[name].line_of(tuple(rest)), flaw.message)
    match rest:
        case [code, key]:
            return Mistake(f"{code}/{key}.md", flaw.line or 1, flaw.message)
        case [code]:
            return Mistake(f"{code}/", 1, flaw.message)
    return Mistake(FILES["course"], 1, flaw.message)


def document_named(slug: str) -> dict[str, Any] | None:
    """The newest version of a course as its document, for the commands of the operator."""
    rows = Manuscript.objects.unscoped("the operator exports any course")
    manuscript = rows.filter(version__course__slug=slug).order_by("-version__number").first()
    return None if manuscript is None else manuscript.document
