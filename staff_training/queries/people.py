"""How each of the own people stands, for their coordinator."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from staff_training import rules
from staff_training.enums import Status
from staff_training.models import TrainingAssignment, TrainingRequirement
from staff_training.queries.standing import is_begun, status_on
from wellbeing_portal.institutions.models import Institution, Membership
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.learning.models import CompletionRecord
from wellbeing_portal.learning.rules import day_of

# What a spreadsheet would take for a formula, or for the end of a cell.
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Sought:
    """Whom a coordinator looks for; empty: everybody."""

    status: str = ""
    role: str = ""
    words: str = ""


@dataclass(frozen=True)
class Person:
    """How somebody stands in one requirement."""

    assignment: TrainingAssignment
    status: Status

    @property
    def cells(self) -> list[str]:
        """For a table; what a spreadsheet would take for a formula begins with an apostrophe."""
        one, completion = self.assignment, self.assignment.completion
        done = "" if completion is None else day_of(completion.completed_at).isoformat()
        until = "" if completion is None or completion.valid_until is None else completion.valid_until.isoformat()
        texts = [one.user.name, one.user.email, str(self.status.label), one.due_on.isoformat(), done, until]
        return [f"'{text}" if text.startswith(FORMULAS) else text for text in texts]


def assignments_of(
    user: Any, requirement: TrainingRequirement, sought: Sought | None = None
) -> QuerySet[TrainingAssignment]:
    """The open ones of the own people, what is due first at the top."""
    wanted = sought or Sought()
    rows = rules.kept_assignments(user, TrainingAssignment.objects.visible_to(user))
    rows = rows.filter(requirement=requirement, closed_at=None)
    if wanted.status in Status.values:
        rows = rows.annotate(standing=status_on(today(), [requirement])).filter(standing=wanted.status)
    if wanted.role in rules.ASKED_ROLES:
        held = Membership.objects.visible_to(user).current().filter(institution=requirement.institution_id)
        rows = rows.filter(Exists(held.filter(user=OuterRef("user"), role=wanted.role)))
    rows = rows.filter(_named(wanted.words))
    related = rows.select_related("user", "requirement", "completion")
    return related.annotate(has_begun=is_begun([requirement])).order_by("due_on", "user__name", "pk")


def _named(words: str) -> Q:
    """Every word is in the name or in the address."""
    found = Q()
    for word in words.split():
        found &= Q(user__name__icontains=word) | Q(user__email__icontains=word)
    return found


def standings(assignments: Iterable[Any]) -> list[Person]:
    """How each stands today; no query. Whether it ``has_begun`` is read with the rows."""
    return [standing_today(row) for row in assignments]


def standing_today(row: Any) -> Person:
    return Person(row, rules.status(rules.facts_of(row, is_begun=row.has_begun), today()))


def assignment_for(user: Any, public_id: Any) -> TrainingAssignment:
    """One of the own people, or 404."""
    rows = rules.kept_assignments(user, TrainingAssignment.objects.visible_to(user))
    related = ("user", "requirement__institution", "requirement__course__current", "completion__granter")
    row: Any = get_object_or_404(rows.select_related(*related), public_id=public_id)
    begun = TrainingAssignment.objects.unscoped("a row that was seen").filter(is_begun([row.requirement]), pk=row.pk)
    row.has_begun = begun.exists()
    return row


def rounds_before(user: Any, assignment: TrainingAssignment) -> list[TrainingAssignment]:
    """The rounds of the person that are closed, the newest first."""
    rows = TrainingAssignment.objects.visible_to(user).filter(user=assignment.user_id, closed_at__isnull=False)
    rows = rows.filter(requirement=assignment.requirement_id).exclude(pk=assignment.pk)
    return list(rows.select_related("completion").order_by("-cycle"))


def colleagues_of(user: Any, place: Institution, words: str = "") -> QuerySet[Membership]:
    """The people of the institution who have a role that can be asked, each once, by name."""
    rows = Membership.objects.visible_to(user).current().filter(institution=place, role__in=rules.ASKED_ROLES)
    once = rows.filter(user__is_active=True).values("user").annotate(first=Min("pk")).values("first")
    found = rows.filter(pk__in=once).filter(_named(words)).select_related("user", "institution")
    return found.order_by("user__name", "user__email", "pk")


def colleague_for(user: Any, place: Institution, public_id: Any) -> Membership:
    rows = Membership.objects.visible_to(user).current().filter(institution=place, role__in=rules.ASKED_ROLES)
    return get_object_or_404(rows.select_related("user", "institution"), public_id=public_id)


def counting_for(user: Any, completion: CompletionRecord) -> TrainingAssignment | None:
    """What is asked of one of the own people and met by the completion."""
    rows = rules.kept_assignments(user, TrainingAssignment.objects.visible_to(user))
    return rows.filter(completion=completion, closed_at=None).first()


def membership_of(user: Any, assignment: TrainingAssignment) -> Membership | None:
    """Where the person is looked after, for what was learned elsewhere."""
    rows = Membership.objects.visible_to(user).current().filter(user=assignment.user_id, role__in=rules.ASKED_ROLES)
    return rows.filter(institution=assignment.requirement.institution_id).order_by("pk").first()
