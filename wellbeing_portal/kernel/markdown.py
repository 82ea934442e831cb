"""Markdown that people write, made safe: no raw HTML, no images, links that leak nothing."""

import re

import nh3
from markdown_it import MarkdownIt

_parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).disable(
    ["image", "html_block", "html_inline"]
)
# Whole addresses and paths of the portal; anything else stays the text it is.
_LINK = re.compile(r"https?://|mailto:|tel:|/(?![/\\])", re.IGNORECASE)
_parser.validateLink = lambda url: _LINK.match(url) is not None  # type: ignore[method-assign]

_TAGS = {"p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "a", "h3", "h4"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
# A heading inside somebody's post must not climb above the page's own headings.
_HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}


def to_html(text: str) -> str:
    """Render untrusted Markdown to safe HTML. The result may be shown unescaped."""
    tokens = _parser.parse(text)
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)
    html = _parser.renderer.render(tokens, _parser.options, {})
    # A second net of another make: the parser already lets no HTML through.
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow noreferrer noopener ugc",
    )


_QUOTED = re.compile(r"^\s*>.*$", re.MULTILINE)
_LINKS = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SIGNS = re.compile(r"^\s*(?:#{1,6}|[-*+]|\d+[.)])\s+|[*_`~\\]|^\s*(?:```|---).*$", re.MULTILINE)


def plain_start(text: str, length: int = 140) -> str:
    """The beginning of a Markdown text as one plain line, without its signs and without what it quotes itself."""
    plain = " ".join(_SIGNS.sub("", _LINKS.sub(r"\1", _QUOTED.sub("", text))).split())
    return plain if len(plain) <= length else f"{plain[:length].rsplit(' ', 1)[0]}…"
