"""Common Cartridge 1.1 to 1.3 (1EdTech) as a course folder, with a report. Always a draft: people go on from there."""

import posixpath
from collections.abc import Iterator
from functools import partial
from typing import IO, Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wellbeing_portal.learning.validators.imports.drafts import Folder
from wellbeing_portal.learning.validators.imports.markup import elsewhere, to_markdown
from wellbeing_portal.learning.validators.imports.packages import files_of
from wellbeing_portal.learning.validators.imports.qti import first, named, quiz_of
from wellbeing_portal.learning.validators.imports.reports import Fate, Import, Reason

MANIFEST = "imsmanifest.xml"
PAGES = (".html", ".htm", ".xhtml")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
# Canvas writes this for the folder of files; the specification has it without a folder of its own.
FILE_BASE = "$IMS-CC-FILEBASE$"
# What the title of a licence says; a course without one keeps the words of its manifest.
LICENCES = {
    "by-sa/4.0": "CC-BY-SA-4.0",
    "by/4.0": "CC-BY-4.0",
    "zero/1.0": "CC0-1.0",
    "public_domain": "CC0-1.0",
}


def _parsed(content: bytes) -> Element | None:
    """The XML of a file; entities, which could grow without end or read other files, count as broken."""
    try:
        return fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None


class Cartridge:
    """A package whose outline is walked once."""

    def __init__(self, files: dict[str, bytes], *, language: str, kind: str) -> None:
        manifest = _parsed(files.get(MANIFEST, b""))
        if manifest is None:
            raise ValidationError(_("This is no Common Cartridge: its imsmanifest.xml is missing or cannot be read."))
        self.files, self.taken, self.used = files, Import(), {MANIFEST}
        self.resources = {one.get("identifier", ""): one for one in named(manifest, "resource")}
        self.manifest = manifest
        lom = first(manifest, "lom")
        title = first(lom, "title") if lom is not None else None
        self.folder = Folder(self._words(title) or _("A course"), language, kind, self._licence(lom))

    @staticmethod
    def _words(element: Element | None) -> str:
        return " ".join("".join(element.itertext()).split()) if element is not None else ""

    def _licence(self, lom: Element | None) -> str:
        rights = first(lom, "rights") if lom is not None else None
        description = first(rights, "description") if rights is not None else None
        words = self._words(description)
        return next((code for part, code in LICENCES.items() if part in words.lower()), words)

    # --- the outline

    def walk(self) -> Import:
        organization = first(self.manifest, "organization")
        tops = [one for one in organization if one.tag.endswith("}item")] if organization is not None else []
        # The specification has one item without a title around everything.
        while len(tops) == 1 and not self._title(tops[0]) and not tops[0].get("identifierref"):
            tops = self._below(tops[0])
        # Lessons that stand in no part of the outline share one of their own.
        loose = False
        for top in tops:
            if self._below(top):
                self.folder.module(self._title(top) or _("Part"))
                loose = False
                for item, depth in self._leaves(top, 0):
                    if depth > 1:
                        self.taken.say(Fate.CHANGED, self._title(item), Reason.DEEPER)
                    self._lesson(item)
            else:
                if not loose:
                    self.folder.module(_("Part"))
                    loose = True
                self._lesson(top)
        self._what_is_left()
        self.taken.slug, self.taken.files = self.folder.slug, self.folder.files()
        return self.taken

    def _title(self, item: Element) -> str:
        return self._words(next((one for one in item if one.tag.endswith("}title")), None))

    def _below(self, item: Element) -> list[Element]:
        return [one for one in item if one.tag.endswith("}item")]

    def _leaves(self, item: Element, depth: int) -> Iterator[tuple[Element, int]]:
        if item.get("identifierref"):
            yield item, depth
        for one in self._below(item):
            yield from self._leaves(one, depth + 1)

    def _lesson(self, item: Element) -> None:
        title = self._title(item) or _("Lesson")
        resource = self.resources.get(item.get("identifierref", ""))
        if resource is None:
            self.taken.say(Fate.MISSING, title, Reason.NOT_THERE)
            return
        kind = resource.get("type", "").lower()
        names = [one.get("href", "") for one in named(resource, "file")] or [resource.get("href", "")]
        name = resource.get("href") or names[0]
        self.used.update(names)
        content = self.files.get(name)
        if "basiclti" in kind:
            self.taken.say(Fate.LEFT_OUT, title, Reason.TOOL)
        elif content is None:
            self.taken.say(Fate.MISSING, f"{title} ({name})", Reason.NOT_THERE)
        elif kind.startswith("webcontent"):
            self._page(title, name, content)
        elif kind.startswith("imswl"):
            self._link(title, content)
        elif kind.startswith("imsdt"):
            self._discussion(title, name, content)
        elif kind.startswith("imsqti") and kind.endswith("assessment"):
            self._quiz(title, content)
        else:
            self.taken.say(Fate.LEFT_OUT, title, Reason.KIND)

    # --- kinds of resources

    def _page(self, title: str, name: str, content: bytes) -> None:
        if name.lower().endswith(PAGES):
            html = content.decode("utf-8", "replace")
            body = to_markdown(html, self.taken, title, elsewhere, partial(self._show, posixpath.dirname(name)))
        elif name.lower().endswith(PICTURES) and (shown := self._shown(name, "")):
            body = shown
            self.taken.say(Fate.CHANGED, title, Reason.NO_ALT)
        else:
            self.taken.say(Fate.LEFT_OUT, title, Reason.KIND)
            return
        self.folder.lesson(title, body)
        self.taken.say(Fate.TAKEN, title)

    def _link(self, title: str, content: bytes) -> None:
        found = _parsed(content)
        url = first(found, "url") if found is not None else None
        address = elsewhere(url.get("href", "")) if url is not None else None
        if address is None:
            self.taken.say(Fate.LEFT_OUT, title, Reason.BROKEN)
            return
        self.folder.lesson(title, f"[{title}](<{address}>)")
        self.taken.say(Fate.TAKEN, title)

    def _discussion(self, title: str, name: str, content: bytes) -> None:
        topic = _parsed(content)
        text = first(topic, "text") if topic is not None else None
        if text is None:
            self.taken.say(Fate.LEFT_OUT, title, Reason.BROKEN)
            return
        show = partial(self._show, posixpath.dirname(name))
        prompt = to_markdown(text.text or "", self.taken, title, elsewhere, show)
        self.folder.lesson(title, self._reflections([prompt], title), done="submitted")
        self.taken.say(Fate.CHANGED, title, Reason.DISCUSSION)

    def _quiz(self, title: str, content: bytes) -> None:
        found = _parsed(content)
        if found is None:
            self.taken.say(Fate.LEFT_OUT, title, Reason.BROKEN)
            return
        quiz = quiz_of(found, self.taken, title)
        questions = [self._said(question) for question in quiz.scored]
        body = "\n\n".join(part for part in (quiz.intro, self._reflections(quiz.free, title)) if part)
        if not questions and not quiz.free:
            self.taken.say(Fate.LEFT_OUT, title, Reason.KIND)
            return
        self.folder.lesson(title, body, questions=questions, done="" if questions else "submitted")
        self.taken.say(Fate.TAKEN, title)

    def _reflections(self, prompts: list[str], title: str) -> str:
        keys = [self.folder.key(f"{title} text", "reflection") for _prompt in prompts]
        blocks = [f"::: reflection {key}\n{prompt}\n:::" for key, prompt in zip(keys, prompts, strict=True)]
        return "\n\n".join(blocks)

    def _said(self, question: dict[str, Any]) -> dict[str, Any]:
        """A question whose texts name their language, as questions.yaml has them."""
        made = dict(question)
        for name in ("text", "explanation"):
            if name in made:
                made[name] = {self.folder.language: made[name]}
        if "accept" in made:
            made["accept"] = {self.folder.language: made["accept"]}
        for choice in made.get("choices", ()):
            for name in ("text", "feedback"):
                if name in choice:
                    choice[name] = {self.folder.language: choice[name]}
        return made

    # --- where things lie

    def _show(self, folder: str, address: str, alt: str) -> str | None:
        """The line that shows the picture at an address in a page; None where the package does not hold it."""
        path = unquote(urlsplit(address).path)
        within = path.startswith(FILE_BASE)
        path = path.removeprefix(FILE_BASE).lstrip("/") if within else posixpath.join(folder, path)
        tries = [posixpath.normpath(one) for one in ((f"web_resources/{path}", path) if within else (path,))]
        name = next((one for one in tries if one in self.files), None)
        if name is None:
            self.taken.say(Fate.MISSING, path, Reason.NOT_THERE)
            return None
        self.used.add(name)
        return self._shown(name, alt)

    def _shown(self, name: str, alt: str) -> str | None:
        try:
            line = self.folder.show(posixpath.basename(name), self.files[name], alt)
        except ValidationError:
            self.taken.say(Fate.LEFT_OUT, name, Reason.NO_PICTURE)
            return None
        self.taken.say(Fate.CHANGED, name, Reason.PICTURE)
        return line

    def _what_is_left(self) -> None:
        """Every file that the manifest names or the package holds has a line in the report."""
        for resource in self.resources.values():
            kind = resource.get("type", "").lower()
            for one in named(resource, "file"):
                name = one.get("href", "")
                if name in self.used:
                    continue
                self.used.add(name)
                if name not in self.files:
                    self.taken.say(Fate.MISSING, name, Reason.NOT_THERE)
                elif "basiclti" in kind:
                    self.taken.say(Fate.LEFT_OUT, name, Reason.TOOL)
                elif kind.startswith("associatedcontent"):
                    self.taken.say(Fate.LEFT_OUT, name, Reason.VENDOR)
                else:
                    self.taken.say(Fate.LEFT_OUT, name, Reason.UNUSED)
        for name in sorted(self.files.keys() - self.used):
            self.taken.say(Fate.LEFT_OUT, name, Reason.UNUSED)


def read_cartridge(package: IO[bytes], *, language: str = "en", kind: str = "student") -> Import:
    """A Common Cartridge as a course folder in ``language`` and what became of each of its things.

    Raises ValidationError with a sentence for whoever sent it.
    """
    return Cartridge(files_of(package), language=language, kind=kind).walk()
