"""A letter in words: its subject, its text, and the same as HTML with the styles put into the elements.

Thousands of letters differ in nothing but the words in them. So each shape of letter is rendered and inlined
once, with marks where its words stand, and then only filled: a template of a letter may print a text of its
facts or ask whether there is one, and do nothing else with it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from html import escape
from itertools import count
from typing import Any, NamedTuple

import css_inline
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

# Stand around the number of a word while a pattern is made; no template and no name of ours has them.
OPENS, ENDS = "\ue000", "\ue001"
MARK = re.compile(f"{OPENS}([0-9]+){ENDS}")


class Letter(NamedTuple):
    subject: str
    text: str
    html: str


class Part(NamedTuple):
    """A part of a letter with a folder of its own: section.txt and section.html."""

    folder: str
    facts: Mapping[str, Any]


@cache
def _inliner() -> css_inline.CSSInliner:
    """Mail programs drop style sheets; rules for dark mode and phones cannot be put into elements and stay."""
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


def rendered(folder: str, facts: Mapping[str, Any], parts: Sequence[Part] = ()) -> Letter:
    """Render subject.txt, body.txt and body.html of a folder, with its parts, in the active language."""
    told = [
        {
            "text": render_to_string(f"{part.folder}/section.txt", dict(part.facts)).strip(),
            "html": mark_safe(render_to_string(f"{part.folder}/section.html", dict(part.facts))),  # noqa: S308
        }
        for part in parts
    ]
    context = {**facts, "parts": told}
    subject = " ".join(render_to_string(f"{folder}/subject.txt", context).split())
    text = render_to_string(f"{folder}/body.txt", context).strip() + "\n"
    return Letter(subject, text, _inliner().inline(render_to_string(f"{folder}/body.html", context)))


def written(folder: str, facts: Mapping[str, Any], parts: Sequence[Part] = ()) -> Letter:
    """What ``rendered`` gives, from the pattern of its shape."""
    words: list[str] = []
    shape = _shape_of([facts, [part.facts for part in parts]], words)
    pattern = _pattern(folder, get_language(), shape, tuple(part.folder for part in parts))
    plain = {str(number): word for number, word in enumerate(words)}
    safe = {
        number: word if isinstance(word, SafeString) else escape(word, quote=True) for number, word in plain.items()
    }
    return Letter(" ".join((pattern.subject % plain).split()), pattern.text % plain, pattern.html % safe)


# A shape is the facts without their words: ("word",), or what stands for itself, or a list or mapping of shapes.
Shape = tuple[Any, ...]
WORD: Shape = ("word",)


def _shape_of(value: Any, words: list[str]) -> Shape:
    """The shape of the value; its words are added to ``words`` in their order. An empty text is no word."""
    if isinstance(value, str | Promise) and value:
        words.append(value if isinstance(value, str) else str(value))
        return WORD
    if isinstance(value, Mapping):
        return ("mapping", tuple((name, _shape_of(one, words)) for name, one in value.items()))
    if isinstance(value, list | tuple):
        return ("list", tuple(_shape_of(one, words) for one in value))
    return ("itself", type(value), value)


def _marked(shape: Any, numbers: Iterator[int]) -> Any:
    """Facts of this shape with a mark for each word, numbered as ``_shape_of`` met them."""
    if shape == WORD:
        return mark_safe(f"{OPENS}{next(numbers)}{ENDS}")  # noqa: S308 - a mark of our own
    sort, inside = shape[0], shape[-1]
    if sort == "mapping":
        return {name: _marked(one, numbers) for name, one in inside}
    if sort == "list":
        return [_marked(one, numbers) for one in inside]
    return inside


@lru_cache(maxsize=1024)
def _pattern(folder: str, language: str | None, shape: Shape, parts: tuple[str, ...]) -> Letter:
    """The letters of this shape as %-patterns, in ``language``, which is the active one."""
    facts, told = _marked(shape, count())
    letter = rendered(folder, facts, [Part(name, one) for name, one in zip(parts, told, strict=True)])
    return Letter(*(MARK.sub(r"%(\1)s", text.replace("%", "%%")) for text in letter))
