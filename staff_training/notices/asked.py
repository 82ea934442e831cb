"""What is asked of somebody, and its reminders."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from staff_training import rules
from staff_training.models import TrainingAssignment, TrainingRequirement
from wellbeing_portal.institutions.models import standing_of
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.voice import Category, Kind, kind
from wellbeing_portal.learning.models import CompletionRecord, Enrolment
from wellbeing_portal.learning.rules import said


class AboutTraining(Kind):
    """What somebody is told of a training that is asked of them: the newest round that is open."""

    category = Category.DUTIES
    model = TrainingRequirement
    bundles = True

    def concerns(self, person: Any) -> bool:
        return standing_of(person).is_staff

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        rows = TrainingAssignment.objects.visible_to(recipient).filter(
            user=recipient, closed_at=None, requirement__public_id__in=ids
        )
        rows = rows.select_related("requirement__course__current", "completion")
        return {row.requirement.public_id: row for row in rows.annotate(left_at=Subquery(_place_left(recipient)))}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return rules.can_remind(_facts(target), today())

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        named = target.requirement.course.owner_id is None
        told = {
            "title": "",
            "day": date_format(target.due_on, "DATE_FORMAT"),
            # A changed course is asked for anew before what was completed is over.
            "changed": target.least_version > 0,
            "renews": target.previous_until is not None and target.previous_until == target.due_on,
            "begun": bool(target.left_at),
            "link": reverse("staff_training:training_list"),
        }
        return {**told, **self.only_inside(target)} if named else told

    def only_inside(self, target: Any) -> dict[str, Any]:
        """The title, and the address of the place where the reader stopped."""
        course = target.requirement.course
        link = reverse("staff_training:course_page", args=[course.slug])
        if target.left_at:
            link = reverse("staff_training:lesson_page", args=[course.slug, target.left_at])
        return {"title": said(course.current.title, get_language()) if course.current else "", "link": link}


def _place_left(recipient: Any) -> QuerySet[Enrolment, Any]:
    """The lesson that the person opened last in a round that is not completed."""
    done = CompletionRecord.objects.unscoped("the person's own").filter(
        user=OuterRef("user"), course=OuterRef("course"), cycle=OuterRef("cycle"), voided_at=None
    )
    ways = Enrolment.objects.visible_to(recipient).filter(user=recipient, course=OuterRef("requirement__course"))
    open_ways = ways.filter(~Exists(done), version__lessons__key=F("last_lesson"))
    return open_ways.order_by("-cycle").values("last_lesson")[:1]


@kind
class TrainingAsked(AboutTraining):
    """Once, when it is asked, and again when the time of a renewal has come or the course has changed."""

    name = "staff_training.asked"
    label = _("A training is asked of you")


@kind
class TrainingDue(AboutTraining):
    """Two weeks and three days before the day, and on the day."""

    name = "staff_training.due"
    label = _("A reminder before the day of a training that is asked of you")

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return super().still_wanted(target, recipient) and not rules.is_late(_facts(target), today())


@kind
class TrainingLate(AboutTraining):
    """A week after the day, and then seldom."""

    name = "staff_training.late"
    label = _("A reminder after the day of a training that is asked of you")

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return super().still_wanted(target, recipient) and rules.is_late(_facts(target), today())


def _facts(target: TrainingAssignment) -> rules.Facts:
    return rules.facts_of(target, is_begun=False)
