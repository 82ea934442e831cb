"""What is asked for, and how it stands in numbers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.fields import BooleanField
from django.shortcuts import get_object_or_404

from staff_training import rules
from staff_training.enums import Status
from staff_training.models import TrainingAssignment, TrainingRequirement
from staff_training.queries.standing import is_begun, is_due_soon, on_the_way, status_on
from wellbeing_portal.institutions.models import Membership
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.learning.enums import AttemptState
from wellbeing_portal.learning.models import Attempt, LessonCompletion
from wellbeing_portal.learning.rules import said
from wellbeing_portal.moderation.rules import FEWEST, without_small

# As the page shows them; each is explained there.
SHOWN = (
    Status.COMPLETED, Status.IN_PROGRESS, Status.NOT_STARTED, Status.EXPIRING, Status.OVERDUE, Status.EXPIRED,
    Status.EXEMPT,
)  # fmt: skip


def people_asked(requirement: TrainingRequirement) -> QuerySet[Membership, Any]:
    """Keys of the users who have one of the roles at the institution today."""
    rows = Membership.objects.unscoped("who a training is asked of").current()
    asked = rows.filter(institution=requirement.institution_id, role__in=requirement.roles, user__is_active=True)
    return asked.values_list("user", flat=True).distinct()


@dataclass(frozen=True)
class Counts:
    """People by how they stand. None: too few to be told to somebody who is not their coordinator."""

    asked: int | None
    by_status: Mapping[str, int | None]
    due_soon: int | None

    @property
    def rows(self) -> list[tuple[Status, int | None]]:
        return [(status, self.by_status[status]) for status in SHOWN]

    @property
    def completed(self) -> int | None:
        return self.by_status[Status.COMPLETED]

    @property
    def late(self) -> int | None:
        """Past their day, the days of grace too; and those whose completion is no longer valid."""
        parts = (self.by_status[Status.OVERDUE], self.by_status[Status.EXPIRED])
        return None if None in parts else sum(part or 0 for part in parts)


@dataclass(frozen=True)
class Line:
    """A requirement with its counts. ``would_be`` is how many a draft would ask today."""

    requirement: TrainingRequirement
    title: str
    counts: Counts
    would_be: int
    has_names: bool


def requirements_kept(user: Any) -> QuerySet[TrainingRequirement]:
    """What the person looks after: first what is not over, each the newest first."""
    rows = rules.kept_requirements(user, TrainingRequirement.objects.visible_to(user))
    return rows.select_related("course__current", "institution").order_by("-ended_at", "-made_at", "pk")


def requirement_for(user: Any, public_id: Any) -> TrainingRequirement:
    return get_object_or_404(requirements_kept(user), public_id=public_id)


def _open_ones(requirements: Iterable[TrainingRequirement]) -> QuerySet[TrainingAssignment]:
    rows = TrainingAssignment.objects.unscoped("counts of requirements that were seen")
    return rows.filter(requirement__in=[row.pk for row in requirements], closed_at=None)


def counted(user: Any, requirements: Iterable[TrainingRequirement], language: str) -> list[Line]:
    """With counts; two queries, however many there are. Small numbers are for the own coordinator alone."""
    rows = list(requirements)
    found: dict[int, dict[str, int]] = {row.pk: dict.fromkeys(SHOWN, 0) for row in rows}
    soon = dict.fromkeys(found, 0)
    is_soon = Case(
        When(is_due_soon(today(), rows), then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    stands = _open_ones(rows).annotate(standing=status_on(today(), rows)).annotate(is_soon=is_soon).order_by()
    grouped = stands.values_list("requirement", "standing", "is_soon").annotate(people=Count("pk"))
    for requirement, status, is_due, people in grouped:
        found[requirement][status] += people
        soon[requirement] += people if is_due else 0
    drafts = [row for row in rows if row.live_at is None]
    held = Membership.objects.unscoped("who would be asked").current()
    held = held.filter(institution__in={row.institution_id for row in drafts}, user__is_active=True)
    pairs = set(held.filter(role__in=rules.ASKED_ROLES).values_list("institution", "role", "user"))
    return [_line(user, row, found[row.pk], soon[row.pk], pairs, language) for row in rows]


def _line(
    user: Any, row: TrainingRequirement, cells: dict[str, int], soon: int, pairs: set[Any], language: str
) -> Line:
    has_names = rules.can_see_names(user, row)
    counts = Counts(sum(cells.values()), cells, soon)
    if not has_names:
        shown, total = without_small(cells)
        counts = Counts(total, shown, None if 0 < soon < FEWEST else soon)
    return Line(
        requirement=row,
        title=said(row.course.current.title, language) if row.course.current is not None else row.course.slug,
        counts=counts,
        would_be=len({who for place, role, who in pairs if place == row.institution_id and role in row.roles}),
        has_names=has_names,
    )


@dataclass(frozen=True)
class Funnel:
    """How many came at least as far as each step; exempt people are left out. None: too few to be told apart."""

    asked: int | None
    opened: int | None
    lesson: int | None
    tried: int | None
    done: int | None


def funnel_of(line: Line) -> Funnel:
    """Who has completed it has passed all steps, wherever they did. One query.

    How far inside the course somebody is, is theirs alone: these two steps are told only where several are on the way,
    and as numbers.
    """
    lessons = LessonCompletion.objects.unscoped("a count of steps").filter(completed_at__isnull=False)
    tries = Attempt.objects.unscoped("a count of steps").exclude(state=AttemptState.IN_PROGRESS)
    rows = _open_ones([line.requirement]).annotate(standing=status_on(today(), [line.requirement]))
    rows = rows.exclude(standing=Status.EXEMPT)
    rows = rows.annotate(
        has_begun=is_begun([line.requirement]),
        has_read=on_the_way(lessons, line.requirement),
        has_tried=on_the_way(tries, line.requirement),
    )
    done = Q(completion__isnull=False)
    begun = Q(has_begun=True)
    steps = rows.aggregate(
        asked=Count("pk"),
        opened=Count("pk", filter=done | begun),
        lesson=Count("pk", filter=done | (begun & (Q(has_read=True) | Q(has_tried=True)))),
        tried=Count("pk", filter=done | (begun & Q(has_tried=True))),
        done=Count("pk", filter=done),
    )
    return _without_few(steps, line)


def _without_few(steps: dict[str, int], line: Line) -> Funnel:
    shown: dict[str, int | None] = dict(steps)
    if steps["opened"] - steps["done"] < FEWEST:
        shown["lesson"] = shown["tried"] = None
    if not line.has_names:
        apart = {
            "asked": steps["asked"] - steps["opened"],
            "opened": steps["opened"] - steps["done"],
            "done": steps["done"],
        }
        if any(0 < people < FEWEST for people in apart.values()):
            shown = dict.fromkeys(steps, None)
    return Funnel(**shown)
