"""Markdown that people write, made safe: no raw HTML, no images, links that leak nothing."""

import re

import nh3
from linkify_it import LinkifyIt
from linkify_it.main import Match
from markdown_it import MarkdownIt

# A bare address becomes a link only when it can be read for what it is: a host in plain letters (no look-alikes of
# other alphabets), nobody's name before an @, and nothing that turns the direction of the text or hides in it.
_BARE = re.compile(
    r"https?://(?!\S*xn--)[a-z0-9.-]+(?::\d+)?(?:[/?#][^\u200b-\u200f\u2028-\u202f\u2060-\u206f]*)?", re.IGNORECASE
)


class _Addresses(LinkifyIt):
    """Finds bare web addresses in text, and nothing else: no e-mail, no other scheme, no guessing."""

    def __init__(self) -> None:
        super().__init__({"mailto:": None, "ftp:": None, "//": None}, {"fuzzy_link": False, "fuzzy_email": False})

    def match(self, text: str) -> list[Match] | None:
        return [found for found in super().match(text) or () if _BARE.fullmatch(found.url)] or None

    def match_at_start(self, text: str) -> Match | None:
        found = super().match_at_start(text)
        return found if found is not None and _BARE.fullmatch(found.url) else None


# Whole addresses and paths of the portal; anything else stays the text it is.
_LINK = re.compile(r"https?://|mailto:|tel:|/(?![/\\])", re.IGNORECASE)
SCHEMES = {"http", "https", "mailto", "tel"}


def safe_parser(*, breaks: bool) -> MarkdownIt:
    """A parser that lets through no HTML, no images, and no links but harmless ones; ``breaks`` keeps line breaks."""
    parser = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": breaks})
    parser.disable(["image", "html_block", "html_inline"]).enable("linkify")
    parser.linkify = _Addresses()
    # An address is shown as it was typed: decoding it could bring back what the encoding keeps harmless.
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign]
    parser.validateLink = lambda url: _LINK.match(url) is not None  # type: ignore[method-assign]
    return parser


_parser = safe_parser(breaks=True)

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
        url_schemes=SCHEMES,
        link_rel="nofollow noreferrer noopener ugc",
    )


_QUOTED = re.compile(r"^\s*>.*$", re.MULTILINE)
_LINKS = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SIGNS = re.compile(r"^\s*(?:#{1,6}|[-*+]|\d+[.)])\s+|[*_`~\\]|^\s*(?:```|---).*$", re.MULTILINE)


def plain_start(text: str, length: int = 140) -> str:
    """The beginning of a Markdown text as one plain line, without its signs and without what it quotes itself."""
    plain = " ".join(_SIGNS.sub("", _LINKS.sub(r"\1", _QUOTED.sub("", text))).split())
    return plain if len(plain) <= length else f"{plain[:length].rsplit(' ', 1)[0]}…"
