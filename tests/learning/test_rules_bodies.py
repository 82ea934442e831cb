"""The body of a lesson becomes parts of safe HTML."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellbeing_portal.learning.rules import reflection_keys, to_parts

BODY = """Why it **matters**.

## The core

| When | What |
|---|--:|
| Now | One |

::: example
Emilia had ten cards.
:::

::: exercise
**5 minutes.** Write.

## Then

Read.
:::

::: reflection my-week
What went well?
:::

After it.

::: support
You need not carry this alone.
:::

::: takeaway
- One
:::

::: source
- A book. [doi:10.1/x](https://doi.org/10.1/x)
:::
"""


def test_a_body_is_text_with_places_for_what_the_page_puts_there():
    parts = to_parts(BODY, "sv")
    assert [part["kind"] for part in parts] == ["text", "reflection", "text", "support", "text"]
    assert parts[0]["html"] == (
        "<p>Why it <strong>matters</strong>.</p>\n"
        "<h2>The core</h2>\n"
        '<div class="lesson-table"><table>\n<thead>\n<tr>\n'
        '<th scope="col">When</th>\n<th scope="col">What</th>\n</tr>\n'
        "</thead>\n<tbody>\n<tr>\n<td>Now</td>\n<td>One</td>\n</tr>\n</tbody>\n</table></div>\n"
        '<aside class="lesson-block lesson-block-example" aria-labelledby="block-1">\n'
        '<h3 id="block-1">Exempel</h3>\n<p>Emilia had ten cards.</p>\n</aside>\n'
        '<section class="lesson-block lesson-block-exercise" aria-labelledby="block-2">\n'
        '<h3 id="block-2">Gör nu</h3>\n<p><strong>5 minutes.</strong> Write.</p>\n'
        "<h4>Then</h4>\n<p>Read.</p>\n</section>"
    )
    assert parts[1] == {"kind": "reflection", "html": "<p>What went well?</p>", "key": "my-week"}
    assert parts[3] == {"kind": "support", "html": "<p>You need not carry this alone.</p>"}
    assert '<h2 id="block-3">Ta med dig</h2>' in parts[4]["html"]
    assert '<h2 id="block-4">Källor</h2>' in parts[4]["html"]
    assert reflection_keys(parts) == ["my-week"]


def test_a_block_before_the_first_heading_has_a_heading_of_the_first_level():
    assert '<h2 id="block-1">Example</h2>' in to_parts("::: example\nOne.\n:::\n\n## Two\n", "en")[0]["html"]


def test_an_empty_body_has_no_parts():
    assert to_parts("\n", "fi") == []


@pytest.mark.parametrize(
    "body",
    [
        "<script>x()</script>",
        "[x](javascript:x())",
        "![x](https://elsewhere.example/x.png)",
        '::: example\n<img src="x" onerror="x()">\n:::',
        "::: reflection <b>\nx\n:::",
        "::: nonsense\nx\n:::",
    ],
)
def test_nothing_dangerous_comes_out(body):
    html = "".join(part["html"] for part in to_parts(body, "fi"))
    assert not any(sign in html for sign in ("<script", "<img", 'href="javascript', "<b>", '<aside class="nonsense'))


@given(st.text(alphabet="a #:*-|<>\n`[]()", max_size=200))
@settings(max_examples=200, deadline=None)
def test_whatever_is_typed_gives_balanced_parts(body):
    for part in to_parts(body, "fi"):
        for tag in ("aside", "section", "div", "table", "p", "h2"):
            assert part["html"].count(f"<{tag}>") + part["html"].count(f"<{tag} ") == part["html"].count(f"</{tag}>")
