"""The shelf of courses, and one's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from wellbeing_portal.learning.enums import CourseState
from wellbeing_portal.learning.models import Course, CourseVersion, Enrolment
from wellbeing_portal.learning.queries.progress import Progress, latest_enrolments, progress_of, version_met
from wellbeing_portal.learning.rules import said, shown_language


@dataclass(frozen=True)
class Card:
    """A course on the shelf, or among one's own. ``language`` is the one that its texts are shown in."""

    course: Course
    version: CourseVersion
    language: str
    title: str
    summary: str
    enrolment: Enrolment | None
    progress: Progress | None


@dataclass(frozen=True)
class Wish:
    """What somebody looks for on the shelf; empty: anything."""

    topic: str = ""
    level: str = ""
    speaks: str = ""
    most_minutes: int | None = None
    words: str = ""

    def fits(self, card: Card) -> bool:
        version = card.version
        text = f"{card.title} {card.summary}".casefold()
        return (
            self.topic in ("", *version.topics)
            and self.level in ("", version.level)
            and self.speaks in ("", *version.languages)
            and (self.most_minutes is None or version.minutes <= self.most_minutes)
            and all(word in text for word in self.words.casefold().split())
        )


def _courses(user: Any) -> QuerySet[Course]:
    return Course.objects.visible_to(user).select_related("owner", "current")


def course_for(user: Any, slug: str, *, kind: str) -> Course:
    """The published course, or 404 when the person may not know of it."""
    return get_object_or_404(_courses(user).filter(kind=kind, current__isnull=False), slug=slug)


def catalogue(user: Any, *, kind: str, language: str, wish: Wish | None = None) -> list[Card]:
    """The open courses that fit the wish, by title. They are some dozens, so they are sifted here; five queries."""
    rows = list(_courses(user).filter(kind=kind, state=CourseState.OPEN, current__isnull=False))
    cards = _cards(user, rows, latest_enrolments(user, [course.pk for course in rows]), language)
    return sorted((card for card in cards if wish is None or wish.fits(card)), key=lambda card: card.title.casefold())


def my_courses(user: Any, *, kind: str, language: str) -> list[Card]:
    """What the person is in, archived too: first what is not finished, each the one opened last first; four queries."""
    enrolments = {pk: row for pk, row in latest_enrolments(user).items() if row.course.kind == kind}
    cards = _cards(user, [row.course for row in enrolments.values()], enrolments, language)
    return sorted(cards, key=_not_finished_then_recent)


def _not_finished_then_recent(card: Card) -> tuple[bool, float]:
    is_done = card.progress is not None and card.progress.completion is not None
    return is_done, -card.enrolment.seen_at.timestamp() if card.enrolment is not None else 0


def _cards(user: Any, courses: Iterable[Course], enrolments: dict[int, Enrolment], language: str) -> list[Card]:
    found = progress_of(user, list(enrolments.values()))
    cards = []
    for course in courses:
        enrolment = enrolments.get(course.pk)
        version = version_met(course, enrolment)
        cards.append(
            Card(
                course=course,
                version=version,
                language=shown_language(language, version.languages),
                title=said(version.title, language),
                summary=said(version.summary, language),
                enrolment=enrolment,
                progress=None if enrolment is None else found[enrolment.pk],
            )
        )
    return cards
