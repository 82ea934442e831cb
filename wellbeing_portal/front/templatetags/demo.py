"""The demonstration's choices on the sign-in page."""

from typing import Any

from django import template
from django.conf import settings

from wellbeing_portal.front import demo_door as front_door

register = template.Library()


@register.simple_tag
def demo_door() -> dict[str, Any] | None:
    """Whom one may sign in as; nothing without DEMO."""
    return front_door.door() if settings.DEMO else None
