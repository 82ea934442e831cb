"""The form that searches and narrows the list of groups, rendered once for each choice there is."""

from dataclasses import replace
from typing import NamedTuple

from django.utils.safestring import SafeString

from communities.enums import Form, Sort, Theme
from communities.queries import Chosen
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.moulds import Mould

FINDER = Mould("communities/_finder.html", variants=("choices", "chosen", "is_narrowed"), slots=("q", "rest"))


class Choices(NamedTuple):
    """All that can be chosen; the names of kinds, themes and orders are the same for everybody."""

    hosts: tuple[tuple[str, str], ...]
    themes = Theme.choices
    forms = Form.choices
    sorts = Sort.choices


def finder_html(chosen: Chosen, hosts: list[Institution]) -> SafeString:
    """The form as it was filled in, and the links that change the theme."""
    choices = Choices(tuple((place.slug, place.short_name) for place in hosts))
    rest = chosen.but_theme
    return FINDER.cast((choices, replace(chosen, q=""), bool(rest)), q=chosen.q, rest=rest)
