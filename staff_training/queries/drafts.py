"""What would happen: whom a draft concerns, and what a change of a live requirement does."""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from staff_training import rules
from staff_training.enums import Status
from staff_training.models import TrainingAssignment, TrainingRequirement
from staff_training.queries.asking import SHOWN, people_asked
from staff_training.queries.standing import is_begun
from wellbeing_portal.institutions.enums import Audience, Role
from wellbeing_portal.institutions.models import Institution, standing_of
from wellbeing_portal.institutions.queries import partners
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.learning.models import CompletionRecord, Course
from wellbeing_portal.learning.rules import day_of
from wellbeing_portal.moderation.rules import without_small


def places_to_ask(user: Any) -> list[Institution]:
    """Where the person may ask for trainings: coordinators at their own, managers at all partners."""
    standing = standing_of(user)
    if standing.has_role(Role.MANAGER):
        return partners()
    kept = standing.institutions_as(Role.COORDINATOR)
    return [place for place in standing.institutions if place.pk in kept and place.is_partner]


def reaches(course: Course, institution: Institution) -> bool:
    """Whether the people of the institution see the course."""
    if course.owner_id in (None, institution.pk) or course.audience == Audience.EVERYONE:
        return True
    return course.audience == Audience.CHOSEN and course.shared_with.filter(pk=institution.pk).exists()


def drafts_with(requirement: TrainingRequirement) -> list[TrainingRequirement]:
    """The draft, and those that one form made with it, as far as they are drafts still."""
    made = Q(pk=requirement.pk)
    if requirement.together is not None:
        made |= Q(together=requirement.together)
    rows = TrainingRequirement.objects.unscoped("who made one made all").filter(made, live_at=None, ended_at=None)
    return list(rows.select_related("institution", "course").order_by("pk"))


def made_with(user: Any, requirement: TrainingRequirement) -> QuerySet[TrainingRequirement]:
    """The others that one form made, as far as the person looks after them."""
    rows = rules.kept_requirements(user, TrainingRequirement.objects.visible_to(user))
    rows = rows.filter(together=requirement.together, together__isnull=False).exclude(pk=requirement.pk)
    return rows.select_related("institution").order_by("institution__short_name", "pk")


def exemptions_held(requirement: TrainingRequirement) -> dict[int, TrainingAssignment]:
    """Whoever the institution has exempted from the course and who still is, by key, whatever round it was in."""
    rows = TrainingAssignment.objects.unscoped("an exemption holds whatever asks").filter(
        requirement__institution=requirement.institution_id, requirement__course=requirement.course_id
    )
    latest = {row.user_id: row for row in rows.order_by("pk")}
    return {user: row for user, row in latest.items() if rules.is_exempt(row, today())}


@dataclass(frozen=True)
class Preview:
    """Whom a draft would concern today. None: too few to be told."""

    asked: int | None
    new: int | None
    have: int | None
    exempt: int | None
    first_due: datetime.date


def preview_of(user: Any, requirement: TrainingRequirement) -> Preview:
    """Who has it already, who is exempt, and who would be asked anew; three queries."""
    people = set(people_asked(requirement))
    exempt = people & set(exemptions_held(requirement))
    have = (people & _already_completed(requirement)) - exempt
    cells = {"new": len(people - have - exempt), "have": len(have), "exempt": len(exempt)}
    shown: Mapping[str, int | None] = cells
    total: int | None = len(people)
    if not rules.can_see_names(user, requirement):
        shown, total = without_small(cells)
    return Preview(total, shown["new"], shown["have"], shown["exempt"], rules.first_due(requirement, today()))


def _already_completed(requirement: TrainingRequirement) -> set[int]:
    """Those whose newest completion counts, as the daily run would say."""
    rows = CompletionRecord.objects.unscoped("who has completed it already").filter(
        course=requirement.course_id, voided_at=None, user__in=people_asked(requirement)
    )
    newest = {row.user_id: row for row in rows.order_by("completed_at", "pk")}
    first, on = rules.counts_from(requirement), today()
    return {
        user
        for user, row in newest.items()
        if day_of(row.completed_at) >= first and rules.is_not_over(row.valid_until, on)
    }


@dataclass(frozen=True)
class Change:
    """What another rule would do: of how many the day moves, and how many stand how before and after."""

    moved: int
    rows: list[tuple[Status, int, int]]


def change_of(requirement: TrainingRequirement, rest: Mapping[str, Any]) -> Change:
    """One query, whatever is changed."""
    after = rules.changed(requirement, rest)
    rows: QuerySet[Any] = TrainingAssignment.objects.unscoped("counts of a requirement that was seen").filter(
        requirement=requirement, closed_at=None
    )
    now: Counter[Status] = Counter()
    then: Counter[Status] = Counter()
    moved, day = 0, today()
    for row in rows.select_related("completion").annotate(has_begun=is_begun([requirement])).iterator(chunk_size=500):
        now[rules.status(rules.facts_of(row, is_begun=row.has_begun, requirement=requirement), day)] += 1
        due = rules.moved_due(requirement, after, row, day)
        moved += due != row.due_on
        row.due_on = due
        then[rules.status(rules.facts_of(row, is_begun=row.has_begun, requirement=after), day)] += 1
    return Change(moved, [(status, now[status], then[status]) for status in SHOWN])
