"""How a place is called on a page."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wellbeing_portal.institutions.models import Institution

register = template.Library()
LANGUAGES = dict(settings.LANGUAGES)


@register.simple_tag
def place_name(place: Institution) -> SafeString:
    """The name in the reader's language; where there is none, another language's, and the page says so."""
    code = get_language() or settings.LANGUAGE_CODE
    order = (code, *(other for other in LANGUAGES if other != code))
    found = next((other for other in order if getattr(place, f"name_{other}")), code)
    if found == code:
        return format_html("{}", place.name)
    said = _("in %(language)s") % {"language": LANGUAGES[found]}
    return format_html('<span lang="{}">{}</span> ({})', found, place.name, said)
