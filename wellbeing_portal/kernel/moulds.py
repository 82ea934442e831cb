"""Parts that stand many times on one page: the template is rendered once for each variant, not once for each row.

Rendering a template costs far more than joining the text it makes. What differs between rows either makes
another variant of the part, or is text that fills a slot of it afterwards.
"""

from collections.abc import Hashable
from functools import lru_cache
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

# Stands around the name of a slot while the pattern is made; no template has it.
SIGN = "\x02"


class Mould:
    """A template whose variables all either make ``variants`` (few values, told apart by equality) or are ``slots``."""

    def __init__(self, template: str, *, variants: tuple[str, ...], slots: tuple[str, ...]) -> None:
        self.template, self.variants, self.slots = template, variants, slots
        self.pattern = lru_cache(maxsize=1024)(self._pattern)

    def _pattern(self, language: str | None, variant: tuple[Hashable, ...]) -> str:
        """The variant as a %-pattern, in the language that is active now (and so is part of the key)."""
        marks = {slot: mark_safe(f"{SIGN}{slot}{SIGN}") for slot in self.slots}  # noqa: S308 - names of our own
        html = render_to_string(self.template, {**dict(zip(self.variants, variant, strict=True)), **marks})
        pattern = html.replace("%", "%%")
        for slot in self.slots:
            pattern = pattern.replace(f"{SIGN}{slot}{SIGN}", f"%({slot})s")
        return pattern

    def cast(self, variant: tuple[Hashable, ...], **values: Any) -> SafeString:
        """One row; ``variant`` in the order of the names. Values are escaped here, as the template would."""
        filled = {
            slot: value if isinstance(value, SafeString | int) else escape(value) for slot, value in values.items()
        }
        return mark_safe(self.pattern(get_language(), variant) % filled)  # noqa: S308 - escaped above
