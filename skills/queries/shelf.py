"""The shelf: courses for students, and what somebody wishes to see of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, TextField
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404

from skills.enums import Length
from skills.rules import LIMITS
from wellbeing_portal.learning.enums import CourseKind, CourseState, Topic
from wellbeing_portal.learning.models import Course, Enrolment
from wellbeing_portal.learning.rules import said, shown_language


@dataclass(frozen=True)
class Wishes:
    """What was chosen on the shelf; empty: all."""

    topic: str = ""
    length: str = ""
    language: str = ""

    @property
    def any(self) -> bool:
        return bool(self.topic or self.is_narrowed)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.length or self.language)

    @property
    def rest(self) -> str:
        """All but the topic, for the address of another one."""
        chosen = {"length": self.length, "language": self.language}
        return urlencode({name: value for name, value in chosen.items() if value})


def wishes_from(data: Mapping[str, str]) -> Wishes:
    """What the address says; what is none of the choices counts as nothing."""
    allowed = {"topic": Topic.values, "length": Length.values, "language": dict(settings.LANGUAGES)}
    return Wishes(**{name: data[name] for name, values in allowed.items() if data.get(name) in values})


def _open(user: Any) -> QuerySet[Course]:
    rows = Course.objects.visible_to(user).filter(kind=CourseKind.STUDENT, state=CourseState.OPEN)
    return rows.filter(current__isnull=False)


def shelf(user: Any, wishes: Wishes) -> QuerySet[Course]:
    """Open courses that fit the wishes, with whether the reader is in each."""
    rows = _open(user).select_related("current", "owner").order_by("made_at", "slug")
    # Lists of short words as text, which both databases can search.
    rows = rows.annotate(
        topics_said=Cast("current__topics", TextField()), languages_said=Cast("current__languages", TextField())
    )
    if wishes.topic:
        rows = rows.filter(topics_said__contains=f'"{wishes.topic}"')
    if wishes.language:
        rows = rows.filter(languages_said__contains=f'"{wishes.language}"')
    if wishes.length:
        more, most = LIMITS[wishes.length]
        rows = rows.filter(current__minutes__gt=more)
        rows = rows if most is None else rows.filter(current__minutes__lte=most)
    mine = Enrolment.objects.filter(course=OuterRef("pk"), user=user.pk)
    return rows.annotate(is_mine=Exists(mine))


def topics_on_the_shelf(user: Any) -> list[tuple[str, Any]]:
    """Topics that any open course has, in our order."""
    used = {topic for topics in _open(user).values_list("current__topics", flat=True) for topic in topics}
    return [(value, label) for value, label in Topic.choices if value in used]


@dataclass(frozen=True)
class Card:
    """A course as the shelf shows it; ``language`` is that of its texts."""

    course: Course
    language: str
    title: str
    summary: str
    topics: list[Any]
    languages: list[str]


def card_of(course: Course, wanted: str) -> Card:
    """The words of a course that is on the shelf."""
    version: Any = course.current
    return Card(
        course=course,
        language=shown_language(wanted, version.languages),
        title=said(version.title, wanted),
        summary=said(version.summary, wanted),
        topics=[Topic(topic).label for topic in version.topics],
        languages=version.languages,
    )


def course_for(user: Any, slug: str) -> Course:
    """A course for students that the reader sees, or 404."""
    rows = Course.objects.visible_to(user).filter(kind=CourseKind.STUDENT, current__isnull=False)
    return get_object_or_404(rows.select_related("current", "owner"), slug=slug)
