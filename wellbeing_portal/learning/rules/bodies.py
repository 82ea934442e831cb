"""The body of a lesson: Markdown with fenced blocks, made into parts of safe HTML."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import nh3
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from wellbeing_portal.kernel.markdown import SCHEMES, safe_parser
from wellbeing_portal.learning.enums import Block
from wellbeing_portal.learning.validators.bodies import SHOWS

# Grows when bodies come out differently: then loading the same folders makes new versions, and no lesson is undone.
EDITION = 1
# What each block is called above it, in the language of the lesson, not in the one of the page.
NAMES = {
    Block.EXAMPLE: {"fi": "Esimerkki", "sv": "Exempel", "en": "Example"},
    Block.EXERCISE: {"fi": "Tee nyt", "sv": "Gör nu", "en": "Try it now"},
    Block.TAKEAWAY: {"fi": "Muista nämä", "sv": "Ta med dig", "en": "Take with you"},
    Block.SOURCE: {"fi": "Lähteet", "sv": "Källor", "en": "Sources"},
}
_IDS, _HEADINGS = re.compile(r'((?:id|aria-labelledby)=")(block-\d+")'), re.compile(r"(</?h)([2-4])\b")
# These close the lesson, not the section before them.
CLOSING = (Block.TAKEAWAY, Block.SOURCE)

_TAGS = {
    "p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "a", "h2", "h3", "h4",
    "div", "table", "thead", "tbody", "tr", "th", "td", "figure",
}  # fmt: skip
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"scope"}, "div": {"class"}, "figure": {"data-media"}}
# Where a picture, film or sound is put in when the lesson is shown.
PLACE = re.compile(r'<figure data-media="([a-z0-9-]+)"></figure>')


def _table_open(self: RendererHTML, tokens: Sequence[Token], index: int, *rest: Any) -> str:
    return '<div class="lesson-table"><table>\n'


def _table_close(self: RendererHTML, tokens: Sequence[Token], index: int, *rest: Any) -> str:
    return "</table></div>\n"


def _media(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    """A line that shows something becomes its place."""
    shown = SHOWS.fullmatch(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]])
    if shown is None or state.is_code_block(line):
        return False
    if not silent:
        state.push("lesson_media", "figure", 0).content = shown["key"]
        state.line = line + 1
    return True


def _place(self: RendererHTML, tokens: Sequence[Token], index: int, *rest: Any) -> str:
    return f'<figure data-media="{tokens[index].content}"></figure>\n'


_parser = safe_parser(breaks=False).enable("table")
_parser.block.ruler.before("paragraph", "lesson_media", _media, {"alt": ["paragraph", "list", "blockquote"]})
_parser.add_render_rule("lesson_media", _place)
_parser.use(
    container_plugin, name="block", validate=lambda said, _marker: said.split()[:1] in [[name] for name in Block.values]
)
_parser.add_render_rule("table_open", _table_open)
_parser.add_render_rule("table_close", _table_close)


def _html(tokens: Sequence[Token], highest: int) -> str:
    """Safe HTML of these tokens, with no heading above ``highest``."""
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(max(int(token.tag[1]), highest), 4)}"
        elif token.type == "th_open":
            token.attrSet("scope", "col")
    html = _parser.renderer.render(tokens, _parser.options, {})
    return nh3.clean(
        html, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=SCHEMES, link_rel="noreferrer noopener"
    ).strip()


class _Open(NamedTuple):
    """A block that is being read: its name, its key, and the level of its own heading."""

    name: str
    key: str
    level: int


def to_parts(body: str, language: str) -> list[dict[str, str]]:
    """The parts of a body in their order, each ``{"kind", "html"}``: text, reflection (with its ``key``) or support.

    The other blocks are sections or asides inside the text, under their name in the language of the lesson.
    """
    parts: list[dict[str, str]] = []
    inside: list[Token] = []
    block, level, count = None, 2, 0

    def close(kind: str, html: str, **more: str) -> None:
        if html and kind == "text" and parts and parts[-1]["kind"] == "text":
            parts[-1]["html"] += f"\n{html}"
        elif html or kind != "text":
            parts.append({"kind": kind, "html": html, **more})

    for token in _parser.parse(body):
        if token.level == 0 and token.type == "container_block_open":
            level = 3 if any(one.tag == "h2" for one in inside) else level
            close("text", _html(inside, 2))
            name, _space, key = token.info.strip().partition(" ")
            block, inside = _Open(name, key.strip(), 2 if name in CLOSING else level), []
        elif token.level == 0 and token.type == "container_block_close" and block is not None:
            html = _html(inside, block.level + 1)
            if block.name in NAMES:
                count += 1
                close("text", _section(block, html, NAMES[Block(block.name)][language], count))
            else:
                # The page puts something under it.
                close(block.name, html, **({"key": block.key} if block.name == Block.REFLECTION else {}))
            block, inside = None, []
        else:
            inside.append(token)
    close("text", _html(inside, 2))
    return parts


def _section(block: _Open, html: str, name: str, number: int) -> str:
    element, heading = "aside" if block.name == Block.EXAMPLE else "section", f"h{block.level}"
    return (
        f'<{element} class="lesson-block lesson-block-{block.name}" aria-labelledby="block-{number}">\n'
        f'<{heading} id="block-{number}">{name}</{heading}>\n{html}\n</{element}>'
    )


def in_a_whole(parts: Iterable[dict[str, str]], key: str) -> list[dict[str, str]]:
    """The parts of a lesson for a page with all lessons: two headings lower, and with ids of its own."""

    def lower(html: str) -> str:
        html = _IDS.sub(rf"\g<1>{key}-\g<2>", html)
        return _HEADINGS.sub(lambda found: f"{found[1]}{int(found[2]) + 2}", html)

    return [{**part, "html": lower(part["html"])} for part in parts]


def media_keys(parts: Iterable[dict[str, Any]]) -> set[str]:
    """Keys of the pictures, films and sound that the parts show."""
    return {key for part in parts for key in PLACE.findall(part["html"])}


def reflection_keys(parts: Sequence[dict[str, str]]) -> list[str]:
    """Keys of the private questions of a lesson, in their order."""
    return [part["key"] for part in parts if part["kind"] == Block.REFLECTION]
