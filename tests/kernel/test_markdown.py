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


def test_no_picture_is_ever_fetched():
    assert "<img" not in to_html("![a](https://example.org/a.png)")


@pytest.mark.parametrize("piece", ["[", "> ", "*a ", "`", "- ", "![", "<a", "_a_", "[a](", "\\", "a\n\n"])
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
