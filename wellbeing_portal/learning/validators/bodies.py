"""Checks of the body of a lesson."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from wellbeing_portal.learning.enums import Block

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FENCE = re.compile(r" {0,3}:{3,}\s*(?P<name>\S*)\s*(?P<key>.*?)\s*")
# A picture, film or sound on a line of its own; what it is stands in media.yaml.
SHOWS = re.compile(r"[ \t]*!\[\]\(media:(?P<key>[a-z0-9-]+)\)[ \t]*")
_PICTURE = re.compile(r"!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])")
MOST = 40_000


def body_flaws(body: str) -> Iterator[tuple[int, str]]:
    """What is wrong with a body: (line, what)."""
    if not body.strip():
        yield 1, _("This lesson is empty.")
    if len(body) > MOST:
        yield 1, _("This lesson is longer than %(most)d characters.") % {"most": MOST}
    opened = 0
    keys: set[str] = set()
    for number, line in enumerate(body.splitlines(), start=1):
        fence = _FENCE.fullmatch(line)
        yield from ((number, flaw) for flaw in _line_flaws(line))
        if fence is None:
            continue
        if not fence["name"]:
            if not opened:
                yield number, _("This closes a block that was never opened.")
            opened = 0
            continue
        if opened:
            yield number, _("The block of line %(line)d is still open here.") % {"line": opened}
        opened = number
        yield from ((number, flaw) for flaw in _opening_flaws(fence["name"], fence["key"], keys))
        keys.add(fence["key"])
    if opened:
        yield opened, _("This block is never closed.")


def _line_flaws(line: str) -> Iterator[str]:
    if re.match(r"#\s", line):
        yield _("The title of a lesson stands in course.yaml. Begin headings with ##.")
    if _PICTURE.search(line) and not SHOWS.fullmatch(line):
        yield _("A picture stands on a line of its own, as ![](media:key), and is described in media.yaml.")


def _opening_flaws(name: str, key: str, keys: set[str]) -> Iterator[str]:
    if name not in Block.values:
        yield _("There is no block called “%s”.") % name
    elif name != Block.REFLECTION:
        if key:
            yield _("Only a reflection has a key.")
    elif not KEY.fullmatch(key):
        yield _("A reflection needs a key of small letters, digits and hyphens.")
    elif key in keys:
        yield _("The key “%s” is there already.") % key


def keys_in(body: str) -> list[str]:
    """Keys of the reflections, in their order."""
    found = (_FENCE.fullmatch(line) for line in body.splitlines())
    return [fence["key"] for fence in found if fence is not None and fence["name"] == Block.REFLECTION]


def media_in(body: str) -> list[tuple[int, str]]:
    """The lines that show a picture, film or sound, each with its key."""
    found = ((number, SHOWS.fullmatch(line)) for number, line in enumerate(body.splitlines(), start=1))
    return [(number, shown["key"]) for number, shown in found if shown is not None]
