"""HTML of other systems as our Markdown. What it looked like is dropped; what it said stays."""

import itertools
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, Tag
from markdownify import MarkdownConverter

from wellbeing_portal.learning.validators.imports.reports import Fate, Import, Reason

# Where a link or a picture leads here, given how it stood there; None where it leads nowhere.
Resolve = Callable[[str], str | None]
# The line that shows a picture, given its address and its description; None where there is none to show.
Show = Callable[[str, str], str | None]
# Pictures stand on lines of their own: they leave what is not one of these.
AROUND = ("div", "section", "article", "main", "center", "figure")
FRAMES = ("iframe", "video", "audio", "object", "embed")
DROPPED = ("script", "style", "noscript", "template", "link", "meta", "svg", "form", "input", "button")
LOOKS = re.compile(r"(style|class|color|bgcolor|align|width|height|on\w+)$")
FILE_NAME = re.compile(r"\.(png|jpe?g|gif|webp|svg)$", re.IGNORECASE)
BLOCKS = ["h2", "h3", "h4", "h5", "h6", "p", "li", "caption"]
INLINE = ["strong", "em", "b", "i", "u", "span", "a"]
CONVERTER = MarkdownConverter(
    heading_style="ATX",
    bullets="-",
    strip=["u", "span", "div", "center", "font"],
)
# Fence lines are ours: what another system wrote must not open a block.
FENCE = re.compile(r"^(\s*)(:{3,})", re.MULTILINE)


def elsewhere(address: str) -> str | None:
    """An address that leads out of the package stays as it is; anything else leads nowhere."""
    parts = urlsplit(address)
    return address if parts.scheme in ("http", "https", "mailto") and (parts.netloc or parts.path) else None


def _frames_to_links(soup: BeautifulSoup, taken: Import, what: str) -> None:
    for frame in soup.find_all(FRAMES):
        source = frame.get("src") or frame.get("data") or ""
        inner = frame.find("source")
        if not source and isinstance(inner, Tag):
            source = inner.get("src") or ""
        source = f"https:{source}" if str(source).startswith("//") else str(source)
        if elsewhere(source):
            link = soup.new_tag("a", href=source)
            link.string = str(frame.get("title") or source)
            frame.replace_with(link)
        else:
            frame.decompose()
        taken.say(Fate.CHANGED, what, Reason.FRAME)


def _mend_addresses(soup: BeautifulSoup, resolve: Resolve, taken: Import, what: str) -> None:
    for link in soup.find_all("a"):
        address = str(link.get("href") or "")
        leads = resolve(address) if address else None
        if leads is None:
            if address:
                taken.say(Fate.CHANGED, what, Reason.LOST_LINK)
            link.unwrap()
        else:
            link.attrs = {"href": leads}


def _place_pictures(soup: BeautifulSoup, body: Tag, show: Show, taken: Import, what: str) -> None:
    """Each picture after the paragraph, list or table that it stood in; one of another site becomes a link."""
    last: dict[int, Tag] = {}
    for picture in soup.find_all("img"):
        address, alt = str(picture.get("src") or ""), " ".join(str(picture.get("alt") or "").split())
        address = f"https:{address}" if address.startswith("//") else address
        if FILE_NAME.search(alt):
            alt = ""
        if elsewhere(address):
            link = soup.new_tag("a", href=address)
            link.string = alt or address
            picture.replace_with(link)
            taken.say(Fate.CHANGED, what, Reason.FRAME)
            continue
        line = show(address, alt)
        if line is None:
            # What it showed is still said.
            words = soup.new_tag("em")
            words.string = alt
            picture.replace_with(words)
            continue
        if not alt:
            taken.say(Fate.CHANGED, what, Reason.NO_ALT)
        outside = list(itertools.takewhile(lambda tag: tag is not body, picture.parents))
        within = next((tag for tag in reversed(outside) if tag.name not in AROUND), picture)
        place = soup.new_tag("p")
        place.string = line
        last.get(id(within), within).insert_after(place)
        last[id(within)] = place
        picture.extract()


def _drop_the_empty(body: Tag) -> None:
    """What was there to hold a space or a frame: empty paragraphs, bold blanks, a table around one thing."""
    for text in body.find_all(string=lambda text: "\xa0" in text):
        # Four blanks at the start of a line would make it code.
        text.replace_with(NavigableString(text.replace("\xa0", " ")))
    for tag in body.find_all(BLOCKS + INLINE):
        if tag.parent is not None and not tag.get_text(strip=True):
            if tag.name in BLOCKS:
                tag.decompose()
            else:
                tag.unwrap()
    for table in body.find_all("table"):
        cells = table.find_all(["td", "th"])
        if len(cells) == 1:
            cells[0].name = "div"
            table.replace_with(cells[0])


def to_markdown(
    html: str, taken: Import, what: str, resolve: Resolve = elsewhere, show: Show = lambda _address, _alt: None
) -> str:
    """The text with its headings, lists, tables, links and pictures. ``what`` names it in the report."""
    soup = BeautifulSoup(html, "html.parser")
    body = soup.body or soup
    looked = any(LOOKS.match(name) for tag in body.find_all(True) for name in tag.attrs)
    dropped = [tag for tag in soup.find_all(DROPPED) if tag.name in ("script", "style", "form")]
    for tag in [*soup.find_all(DROPPED), *soup.find_all(string=lambda text: isinstance(text, Comment))]:
        tag.extract()
    if soup.title is not None:
        soup.title.extract()
    if looked or dropped:
        taken.say(Fate.CHANGED, what, Reason.LOOK)
    _frames_to_links(soup, taken, what)
    _mend_addresses(soup, resolve, taken, what)
    _place_pictures(soup, body, show, taken, what)
    # The title of a lesson is its first heading.
    for heading in body.find_all("h1"):
        heading.name = "h2"
    _drop_the_empty(body)
    text: str = CONVERTER.convert_soup(body)
    text = FENCE.sub(r"\1\\\2", text)
    text = "\n".join(line.rstrip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", text).strip()
