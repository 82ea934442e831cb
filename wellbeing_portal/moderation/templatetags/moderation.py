"""The link that reports something, and the word to somebody who may not write for a while."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wellbeing_portal.moderation.queries import suspension_of
from wellbeing_portal.moderation.registry import report_url

register = template.Library()


@register.simple_tag
def report_link(kind: str, public_id: Any) -> SafeString:
    """A plain link to the page that reports this thing, for a menu or a line of text."""
    return format_html('<a href="{}">{}</a>', report_url(kind, public_id), _("Report"))


@register.simple_tag
def notice_link(kind: str, public_id: Any) -> SafeString:
    """The same for somebody who has not signed in, of a thing that anybody sees."""
    return format_html('<a href="{}">{}</a>', reverse("moderation:notice", args=[kind, public_id]), _("Report"))


@register.inclusion_tag("moderation/_suspended.html")
def suspended_here(user: Any, place: int) -> dict[str, Any]:
    """Nothing for those who may write; else until when, why, and how to appeal. ``place`` is whose group it is."""
    return {"suspension": suspension_of(user, at=place) if user.is_authenticated else None}
