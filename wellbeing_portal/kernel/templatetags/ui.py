"""Our own template tags, loaded in every template."""

import datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BoundField, Textarea
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from lucide.templatetags.lucide import lucide

from wellbeing_portal.kernel import shapes

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=128)
def icon(name: str) -> str:
    """A decorative picture: there is always a word beside it, so assistive technology skips it."""
    return lucide(name, size=24, **{"class": "icon", "aria_hidden": "true", "focusable": "false"})


@register.simple_tag
def avatar(seed: Any, size: int = 40) -> SafeString:
    """The generated picture of a pseudonym or a group; the same id always gives the same picture."""
    return shapes.avatar(str(seed), size)


@register.simple_tag
def mark(slug: str, size: int = 28) -> SafeString:
    """An institution's small mark, made from its slug; its name always stands beside it."""
    return shapes.mark(slug, size)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """A form's control. A text area names its limit instead of cutting silently what is pasted into it.

    The placeholders of allauth's forms only repeat the label, in a paler ink; they are left out.
    """
    attrs: dict[str, Any] = {}
    widget = field.field.widget
    if isinstance(widget, Textarea) and limit_of(field):
        described = field.aria_describedby or ""
        attrs = {"maxlength": False, "aria-describedby": f"{described} {field.auto_id}_limit".strip()}
    if any(kind.__module__.startswith("allauth.") for kind in type(field.form).__mro__):
        attrs["placeholder"] = False
    return field.as_widget(attrs=attrs)


@register.filter
def limit_of(field: BoundField) -> int | None:
    """How many characters a text area takes, when it has a limit."""
    return getattr(field.field, "max_length", None) if isinstance(field.field.widget, Textarea) else None


def _in_month(month: int) -> str:
    return (
        _("in January"),
        _("in February"),
        _("in March"),
        _("in April"),
        _("in May"),
        _("in June"),
        _("in July"),
        _("in August"),
        _("in September"),
        _("in October"),
        _("in November"),
        _("in December"),
    )[month - 1]


@register.simple_tag
def coarse_time(moment: datetime.datetime) -> str:
    """When something was, as coarsely as a closed group says it: nobody is traced by the minute."""
    today = timezone.localdate()
    day = timezone.localdate(moment)
    monday = today - datetime.timedelta(days=today.weekday())
    if day >= today:
        return pgettext("coarse time", "today")
    if day == today - datetime.timedelta(days=1):
        return pgettext("coarse time", "yesterday")
    if day >= monday:
        return pgettext("coarse time", "this week")
    if (day.year, day.month) == (today.year, today.month):
        return pgettext("coarse time", "earlier this month")
    if day.year == today.year:
        return _in_month(day.month)
    return f"{_in_month(day.month)} {day.year}"
