"""Parts of lessons on a page."""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from wellbeing_portal.learning.rules import PLACE

register = template.Library()


@register.filter
def with_media(html: str, media: Mapping[str, Any]) -> SafeString:
    """The safe HTML of a part, with its pictures, films and sound in their places."""
    return _with(html, media, "learning/_media.html")


@register.filter
def with_media_on_paper(html: str, media: Mapping[str, Any]) -> SafeString:
    """The same for paper: of films and sound what is said in them."""
    return _with(html, media, "learning/_media_on_paper.html")


def _with(html: str, media: Mapping[str, Any], name: str) -> SafeString:
    def put(found: re.Match[str]) -> str:
        item = media.get(found[1])
        return "" if item is None else get_template(name).render({"item": item})

    # bodies.to_parts has made it safe, and templates escape what they put in.
    return mark_safe(PLACE.sub(put, html))  # noqa: S308
