"""What the person has written for themself."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from wellbeing_portal.learning.models import ReflectionEntry


def reflections_of(user: Any, *, kind: str) -> QuerySet[ReflectionEntry]:
    """All of the person's own, the newest first, with the course each belongs to."""
    rows = ReflectionEntry.objects.visible_to(user).filter(course__kind=kind)
    return rows.select_related("course__current").order_by("-updated_at", "pk")


def reflection_for(user: Any, public_id: Any) -> ReflectionEntry:
    """The person's own entry, or 404."""
    return get_object_or_404(ReflectionEntry.objects.visible_to(user), public_id=public_id)
