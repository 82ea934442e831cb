"""What people write, made safe."""

import time

import pytest

from wellbeing_portal.kernel.markdown import plain_start, to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**a** *b*", "<p><strong>a</strong> <em>b</em></p>\n"),
        ("# a", "<h3>a</h3>\n"),
        ("<b>a</b>", "<p>&lt;b&gt;a&lt;/b&gt;</p>\n"),
        ("[a](javascript:x)", "<p>[a](javascript:x)</p>\n"),
        (
            "[a](https://example.org)",
            '<p><a href="https://example.org" rel="nofollow noreferrer noopener ugc">a</a></p>\n',
        ),
    ],
)
def test_markdown_is_rendered_safely(text, html):
    assert to_html(text) == html


def linked(address, shown=None):
    return f'<a href="{address}" rel="nofollow noreferrer noopener ugc">{shown or address}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ks. https://www.kela.fi/opintotuki.", f"Ks. {linked('https://www.kela.fi/opintotuki')}."),
        ("(http://example.org:8080/a_b?x=1#y)", f"({linked('http://example.org:8080/a_b?x=1#y')})"),
        ("HTTPS://Example.org/A", linked("HTTPS://Example.org/A")),
        (
            "https://fi.wikipedia.org/wiki/Yö",
            linked("https://fi.wikipedia.org/wiki/Y%C3%B6", "https://fi.wikipedia.org/wiki/Yö"),
        ),
        ("https://example.org/%E2%80%AEx", linked("https://example.org/%E2%80%AEx")),
        ("[a](https://example.org/)", linked("https://example.org/", "a")),
        ("`https://example.org/`", "<code>https://example.org/</code>"),
    ],
)
def test_a_bare_address_becomes_a_link_that_says_where_it_goes(text, html):
    assert to_html(text) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    "text",
    [
        "www.kela.fi",
        "kela.fi",
        "opo@diak.fi",
        "mailto:opo@diak.fi",
        "ftp://example.org/",
        "//example.org/",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://\u0430pple.com/",
        "https://xn--pple-43d.com/",
        "https://diak.fi@evil.example/",
        "https://diak.fi/\u202egnp.exe",
        "https://di\u200bak.fi/",
    ],
)
def test_anything_else_stays_text(text):
    assert to_html(text) == f"<p>{text}</p>\n"


def test_no_picture_is_ever_fetched():
    assert "<img" not in to_html("![a](https://example.org/a.png)")


PIECES = ["[", "> ", "*a ", "`", "- ", "![", "<a", "_a_", "[a](", "\\", "a\n\n"]
BARE = ["https://", "https://a.fi ", "http://a@", "https://a.fi/(", "a.b@"]


@pytest.mark.parametrize("piece", [*PIECES, *BARE])
def test_the_longest_text_is_rendered_in_time(piece):
    started = time.process_time()
    to_html((piece * 10_000)[:10_000])
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("**a** `b` [c](https://example.org)", "a b c"),
        ("> quoted\n\nown", "own"),
        ("- a\n- b\n1. c\n# d", "a b c d"),
        ("word " * 40, ("word " * 28).strip() + "…"),
    ],
)
def test_a_quote_begins_plainly(text, start):
    assert plain_start(text) == start
