"""Lessons of The Carpentries (Markdown episodes with fenced blocks) as a course folder, with a report."""

import posixpath
import re
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from wellbeing_portal.learning.validators.imports.drafts import Folder
from wellbeing_portal.learning.validators.imports.markup import elsewhere
from wellbeing_portal.learning.validators.imports.reports import Fate, Import, Reason

FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
# What says how long it takes is a lesson; a licence or a list of links is not.
TIMED = re.compile(r"\A---\n(?:[^\n]*\n)*?(?:teaching|exercises):")
FENCE = re.compile(r"^:{3,}\s*(\w[\w-]*)?\s*$")
# A picture or a link, and the attributes that pandoc writes after it.
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)(?:\s+\"[^\"]*\")?\)(\{[^}]*\})?")
REFERENCE = re.compile(r"^\[([^\]]+)\]:\s*(\S+)\s*$", re.MULTILINE)
ALT = re.compile(r"alt\s*=\s*(?:'([^']*)'|\"([^\"]*)\")")
# Their blocks and ours; a solution stands after its exercise.
OURS = {
    "challenge": "exercise", "solution": "example", "hint": "example", "callout": "example", "checklist": "example",
    "testimonial": "example", "prereq": "example", "spoiler": "example", "discussion": "exercise",
    "keypoints": "takeaway", "tab": "example",
}  # fmt: skip
# These stand at the top of an episode and name themselves by their place only.
OPENING = {"objectives": _n("After this lesson you can:"), "questions": _n("This lesson answers:")}
FOR_TEACHERS = "instructor"


class Episode:
    """One Markdown file with its blocks told apart."""

    def __init__(self, name: str, text: str, taken: Import) -> None:
        front = FRONT.match(text)
        try:
            facts: Any = yaml.safe_load(front[1]) if front else {}
        except yaml.YAMLError:
            facts = None
        if not isinstance(facts, dict):
            taken.say(Fate.CHANGED, name, Reason.BROKEN)
            facts = {}
        self.facts, self.taken = facts, taken
        self.title = str(facts.get("title") or posixpath.basename(name).removesuffix(".md"))
        self.body = self._blocks((text[front.end() :] if front else text).splitlines())

    def _number(self, name: str) -> int:
        value = self.facts.get(name)
        return value if isinstance(value, int) and value > 0 else 0

    @property
    def minutes(self) -> int | None:
        return self._number("teaching") + self._number("exercises") or None

    @property
    def block(self) -> str:
        return str(self.facts.get("block") or "")

    def _blocks(self, lines: list[str]) -> str:
        """Their blocks as ours. Ours do not lie in each other: an inner one ends the outer, which goes on after it."""
        out: list[str] = []
        open_blocks: list[str] = []
        for line in lines:
            fence = FENCE.match(line)
            if fence is None:
                if FOR_TEACHERS not in open_blocks:
                    out.append(line)
                continue
            self._end(out, open_blocks)
            if fence[1]:
                name = fence[1].lower()
                open_blocks.append(name)
                self._say(name)
                if name in OPENING and FOR_TEACHERS not in open_blocks:
                    out += ["", f"**{_(OPENING[name])}**", ""]
            elif open_blocks:
                open_blocks.pop()
            self._begin(out, open_blocks)
        self._end(out, open_blocks)
        return _without_empty(out)

    @staticmethod
    def _begin(out: list[str], open_blocks: list[str]) -> None:
        if open_blocks and open_blocks[-1] in OURS and FOR_TEACHERS not in open_blocks:
            out += ["", f"::: {OURS[open_blocks[-1]]}"]

    @staticmethod
    def _end(out: list[str], open_blocks: list[str]) -> None:
        if open_blocks and open_blocks[-1] in OURS and FOR_TEACHERS not in open_blocks:
            out.append(":::")

    def _say(self, theirs: str) -> None:
        if theirs == FOR_TEACHERS:
            self.taken.say(Fate.LEFT_OUT, self.title, Reason.TEACHERS)
        elif theirs not in OURS and theirs not in OPENING:
            self.taken.say(Fate.CHANGED, self.title, Reason.BLOCK)


def _without_empty(lines: list[str]) -> str:
    """The lines without blocks that nothing was left in."""
    text = "\n".join(lines)
    text = re.sub(r"^::: [\w-]+\n\s*^:::$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _mended(body: str, episode: Episode, name: str, files: dict[str, bytes], folder: Folder) -> str:
    """Pictures come along, each after its line; links out stay, links to other files of theirs lose their address."""
    taken = episode.taken
    shown: list[str] = []

    def mend(found: re.Match[str]) -> str:
        picture, words, address, attributes = found[1], found[2], found[3], found[4] or ""
        if not picture:
            if elsewhere(address) or address.startswith("#"):
                return f"[{words}]({address})"
            taken.say(Fate.CHANGED, episode.title, Reason.LOST_LINK)
            return words
        told = ALT.search(attributes)
        alt = " ".join(((told[1] or told[2] or "") if told else words).split())
        if elsewhere(address):
            taken.say(Fate.CHANGED, episode.title, Reason.FRAME)
            return f"[{alt or address}]({address})"
        line = _shown(posixpath.normpath(posixpath.join(posixpath.dirname(name), address)), alt, files, folder, taken)
        if line is None:
            # What it showed is still said.
            return f"*{alt}*" if alt else ""
        if not alt:
            taken.say(Fate.CHANGED, episode.title, Reason.NO_ALT)
        shown.append(line)
        return ""

    lines: list[str] = []
    for line in body.splitlines():
        lines.append(LINK.sub(mend, line))
        while shown:
            lines += ["", shown.pop(0), ""]
    return _without_lost_references("\n".join(lines), taken, episode.title)


def _without_lost_references(body: str, taken: Import, title: str) -> str:
    """Addresses that stand apart from their links: those that lead to other files of theirs go, the words stay."""
    references = dict(REFERENCE.findall(body))
    lost = {label for label, at in references.items() if not (elsewhere(at) or at.startswith("#"))}
    for label in lost:
        taken.say(Fate.CHANGED, title, Reason.LOST_LINK)
        body = re.sub(rf"\[([^\]]+)\]\[{re.escape(label)}\]", r"\1", body)
    body = REFERENCE.sub(lambda found: "" if found[1] in lost else found[0], body)
    return re.sub(r"\n{3,}", "\n\n", body)


def _shown(path: str, alt: str, files: dict[str, bytes], folder: Folder, taken: Import) -> str | None:
    """The line that shows a picture; None where there is none, which the report says."""
    if path not in files:
        taken.say(Fate.MISSING, path, Reason.NOT_THERE)
        return None
    try:
        line = folder.show(posixpath.basename(path), files[path], alt)
    except ValidationError:
        taken.say(Fate.LEFT_OUT, path, Reason.NO_PICTURE)
        return None
    taken.say(Fate.CHANGED, path, Reason.PICTURE)
    return line


def read_episodes(files: dict[str, bytes], *, language: str = "en", kind: str = "staff") -> Import:
    """Episodes (``*.md`` with front matter, in the order of their names) and ``config.yaml`` as a course folder.

    Raises ValidationError when there is no episode among ``files`` (content by path).
    """
    taken = Import()
    names = sorted(name for name, content in files.items() if name.endswith(".md") and TIMED.search(_read(content)))
    if not names:
        raise ValidationError(_("There are no lessons in Markdown with a title of their own."))
    config: Any = {}
    if "config.yaml" in files:
        try:
            config = yaml.safe_load(_read(files["config.yaml"]))
        except yaml.YAMLError:
            taken.say(Fate.CHANGED, "config.yaml", Reason.BROKEN)
    config = config if isinstance(config, dict) else {}
    licence = str(config.get("license") or "").strip().replace(" ", "-")
    folder = Folder(str(config.get("title") or _("A course")), language, kind, licence)
    open_block: str | None = None
    for name in names:
        with translation.override(language):
            episode = Episode(name, _read(files[name]), taken)
        if episode.block != open_block:
            folder.module(episode.block or _("Part"))
            open_block = episode.block
        body = _mended(episode.body, episode, name, files, folder)
        folder.lesson(episode.title, body, minutes=episode.minutes)
        taken.say(Fate.TAKEN, episode.title)
    taken.slug, taken.files = folder.slug, folder.files()
    for name in sorted(files.keys() - {*names, "config.yaml"}):
        if not any(line.what == name for line in taken.report):
            taken.say(Fate.LEFT_OUT, name, Reason.UNUSED)
    return taken


def _read(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
