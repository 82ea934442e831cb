"""Our own template tags, loaded in every template."""

from functools import lru_cache

from django import template
from lucide.templatetags.lucide import lucide

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=128)
def icon(name: str) -> str:
    """A decorative picture: there is always a word beside it, so assistive technology skips it."""
    return lucide(name, size=24, **{"class": "icon", "aria_hidden": "true", "focusable": "false"})
