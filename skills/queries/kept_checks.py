"""Self-checks that somebody kept: read by their owner alone, and put into words anew each time."""

import datetime
import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from skills.queries.checks import Said, Sheet, check_sheet, said_of
from skills.queries.reading import Outline
from wellbeing_portal.learning.models import CompletionRecord, SelfAssessmentResponse
from wellbeing_portal.learning.queries import instruments, kept_as
from wellbeing_portal.learning.rules import Instrument

COMPASS, CHARTED = "compass", "who-5"
MOST_POINTS = 24
# The drawing: how wide and high it is, and where the numbers 0 and 100 lie in it.
WIDE, HIGH, LEFT, TOP, FOOT = 560, 220, 52, 16, 176


def my_checks(user: Any) -> QuerySet[SelfAssessmentResponse]:
    """What the reader has kept, the newest first."""
    return SelfAssessmentResponse.objects.visible_to(user).order_by("-made_at", "-pk")


@dataclass(frozen=True)
class OwnCheck:
    """One of ``my_checks`` in words. Of an edition that is gone only the day is known."""

    response: SelfAssessmentResponse
    sheet: Sheet | None
    said: list[Said]


def own_check(response: SelfAssessmentResponse, language: str) -> OwnCheck:
    instrument = instruments().get(response.instrument)
    if instrument is None or instrument.edition != response.edition:
        return OwnCheck(response, None, [])
    results = kept_as(response, instrument).results
    return OwnCheck(response, _sheet(response, instrument, language), said_of(instrument, results, language))


def _sheet(response: SelfAssessmentResponse, instrument: Instrument, language: str) -> Sheet:
    return check_sheet(instrument, language, json.loads(response.answers))


def own_check_for(user: Any, public_id: uuid.UUID) -> SelfAssessmentResponse:
    """One of the reader's own, or 404."""
    return get_object_or_404(my_checks(user), public_id=public_id)


@dataclass(frozen=True)
class Point:
    """A result in the drawing, whose y grows downwards."""

    made_at: datetime.datetime
    number: int
    x: int
    y: int


@dataclass(frozen=True)
class Chart:
    points: list[Point]
    wide: int = WIDE
    high: int = HIGH
    left: int = LEFT

    @property
    def line(self) -> str:
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def marks(self) -> list[tuple[int, int]]:
        """Numbers of the scale, and how high they lie."""
        return [(number, _height(number)) for number in (0, 50, 100)]


def _height(number: int) -> int:
    return TOP + round((FOOT - TOP) * (100 - number) / 100)


def chart_of(user: Any) -> Chart | None:
    """WHO-5 over time, the oldest first; None below two results. Each stands as far along as its day does."""
    instrument = instruments()[CHARTED]
    rows = my_checks(user).filter(instrument=instrument.slug, edition=instrument.edition)[:MOST_POINTS]
    found = [(row.made_at, kept_as(row, instrument).results[0].score) for row in reversed(rows)]
    scored = [(moment, int(score)) for moment, score in found if score is not None]
    if len(scored) < 2:
        return None
    first, whole = scored[0][0], (scored[-1][0] - scored[0][0]).total_seconds() or 1.0
    return Chart(
        [
            Point(
                made_at=moment,
                number=number,
                x=2 * LEFT + round((WIDE - 3 * LEFT) * (moment - first).total_seconds() / whole),
                y=_height(number),
            )
            for moment, number in scored
        ]
    )


@dataclass(frozen=True)
class Change:
    """A compass kept before a course, and one kept after it; ``after`` is None as long as there is none."""

    before: Sheet
    before_at: datetime.datetime
    after: Sheet | None
    after_at: datetime.datetime | None

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        return list(zip(self.before.lines, self.after.lines, strict=True)) if self.after else []


def change_around(user: Any, outline: Outline, language: str) -> Change | None:
    """What a finished course has on its two sides, for its learner alone; None where nothing was kept before it."""
    if outline.enrolment is None or not outline.is_done:
        return None
    ends = CompletionRecord.objects.visible_to(user).filter(
        user=user, course=outline.course, cycle=outline.enrolment.cycle, voided_at=None
    )
    ended = ends.values_list("completed_at", flat=True).first()
    instrument = instruments()[COMPASS]
    rows = list(my_checks(user).filter(instrument=COMPASS, edition=instrument.edition))
    before = next((row for row in rows if row.made_at <= outline.enrolment.begun_at), None)
    if before is None or ended is None:
        return None
    after = next((row for row in rows if row.made_at >= ended), None)
    return Change(
        before=_sheet(before, instrument, language),
        before_at=before.made_at,
        after=None if after is None else _sheet(after, instrument, language),
        after_at=None if after is None else after.made_at,
    )
