"""Shared texts as their students and their supporters meet them, and the supporters of an institution."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from skills import rules
from skills.enums import SharedState
from skills.models import SharedReading, SharedText, Supporter
from wellbeing_portal.institutions.models import Institution, Membership, standing_of
from wellbeing_portal.learning.models import Lesson, ReflectionEntry
from wellbeing_portal.learning.rules import said, shown_language

SHOWN = 20


def supporters_for(user: Any) -> QuerySet[Supporter]:
    """Whom the person can ask: supporters of the own institutions, other than oneself."""
    rows = Supporter.objects.visible_to(user).active().filter(institution__in=standing_of(user).own)
    return rows.exclude(user=user.pk).select_related("user", "institution").order_by("user__name", "pk")


def supporters_at(user: Any, place: Institution) -> QuerySet[Supporter]:
    """Those a coordinator has named and nobody has ended; ``is_active`` is whether they can be asked."""
    active = Supporter.objects.active().filter(pk=OuterRef("pk"))
    rows = Supporter.objects.visible_to(user).filter(institution=place, ended_at=None)
    return rows.annotate(is_active=Exists(active)).select_related("user", "institution").order_by("user__name", "pk")


def supporter_for(user: Any, public_id: uuid.UUID) -> Supporter:
    """One that the person is, or looks after, or can ask; else 404."""
    rows = Supporter.objects.visible_to(user).filter(ended_at=None).select_related("user", "institution")
    return get_object_or_404(rows, public_id=public_id)


def my_support(user: Any) -> list[Supporter]:
    """Where the person is a supporter, or is asked to be one."""
    belongs = Membership.objects.current().filter(user=user, institution=OuterRef("institution"))
    rows = Supporter.objects.visible_to(user).filter(Exists(belongs), user=user, ended_at=None)
    return list(rows.select_related("institution").order_by("pk"))


def _with_titles(rows: QuerySet[SharedText]) -> QuerySet[SharedText]:
    lesson = Lesson.objects.filter(version=OuterRef("course__current"), key=OuterRef("lesson_key")).order_by()
    rows = rows.annotate(lesson_title=Subquery(lesson.values("title")[:1]))
    return rows.select_related("course__current", "supporter__user", "institution", "feedback")


def my_shared(user: Any) -> QuerySet[SharedText]:
    """What the student has shared, the newest first."""
    rows = SharedText.objects.visible_to(user).filter(student=user)
    return _with_titles(rows).order_by("-asked_at", "-pk")


def my_shared_for(user: Any, public_id: uuid.UUID) -> SharedText:
    return get_object_or_404(my_shared(user), public_id=public_id)


def given_queue(user: Any) -> QuerySet[SharedText]:
    """What waits for the supporter, the oldest first."""
    rows = SharedText.objects.visible_to(user).given_to(user).filter(state=SharedState.WAITING)
    return _with_titles(rows).order_by("asked_at", "pk")


def given_for(user: Any, public_id: uuid.UUID) -> SharedText:
    """A text that the supporter can read, or 404."""
    rows = SharedText.objects.visible_to(user).given_to(user).select_related("student")
    return get_object_or_404(_with_titles(rows), public_id=public_id)


@dataclass(frozen=True)
class Given:
    """A shared text in words."""

    shared: SharedText
    course: str
    lesson: str
    language: str
    promised_by: datetime.datetime


def given_of(shared: Any, wanted: str) -> Given:
    version = shared.course.current
    return Given(
        shared=shared,
        course=said(version.title, wanted),
        lesson=said(shared.lesson_title or {}, wanted),
        language=shown_language(wanted, version.languages),
        promised_by=rules.promised_by(shared.asked_at),
    )


def orphans() -> QuerySet[SharedText]:
    """Texts that wait for nobody: the supporter has ended it, left the institution, or is gone; for the clockwork."""
    rows = SharedText.objects.unscoped("no text may wait for somebody who cannot answer")
    rows = rows.filter(state=SharedState.WAITING)
    waiting = rows.exclude(supporter__in=Supporter.objects.active().values("pk")) | rows.filter(supporter=None)
    return waiting.order_by("asked_at", "pk")


def readings_of(shared: SharedText) -> list[datetime.datetime]:
    """When the supporter opened the text: the last times, the newest first."""
    rows = SharedReading.objects.filter(shared=shared).order_by("-at", "-pk")
    return list(rows.values_list("at", flat=True)[:SHOWN])


def entry_behind(user: Any, shared: SharedText) -> ReflectionEntry | None:
    """The student's own text that was shared, if it is still there."""
    rows = ReflectionEntry.objects.visible_to(user).filter(user=user, course=shared.course_id, key=shared.key)
    return rows.first()
