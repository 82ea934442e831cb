"""A letter in words: its subject, its text, and the same as HTML with the styles put into the elements."""

from functools import cache
from typing import Any, NamedTuple

import css_inline
from django.template.loader import render_to_string


class Letter(NamedTuple):
    subject: str
    text: str
    html: str


@cache
def _inliner() -> css_inline.CSSInliner:
    """Mail programs drop style sheets; rules for dark mode and phones cannot be put into elements and stay."""
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


def written(folder: str, facts: dict[str, Any]) -> Letter:
    """Render subject.txt, body.txt and body.html of a folder of templates, in the active language."""
    subject = " ".join(render_to_string(f"{folder}/subject.txt", facts).split())
    text = render_to_string(f"{folder}/body.txt", facts).strip() + "\n"
    return Letter(subject, text, _inliner().inline(render_to_string(f"{folder}/body.html", facts)))
