"""The ledger: completing, recording by hand, taking back, and telling those who follow."""

import datetime
from typing import Any

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.audit.actions import record
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning import registry, rules
from wellbeing_portal.learning.models import Attempt, CompletionRecord, Course, Enrolment, Lesson, LessonCompletion

log = structlog.get_logger("portal.learning")
# Whoever was not told at the commit is told by the clockwork, from so long after on.
TOLD_LATER = datetime.timedelta(minutes=1)
MOST_TOLD = 200


def complete_if_done(enrolment: Enrolment) -> CompletionRecord | None:
    """Write the completion when nothing required is left. Call it in a transaction that holds the enrolment's lock.

    Once written it stays; a cycle whose record was taken back gets no new one by itself.
    """
    known = CompletionRecord.objects.filter(user=enrolment.user_id, course=enrolment.course_id, cycle=enrolment.cycle)
    if known.exists():
        return known.filter(voided_at=None).first()
    required = set(Lesson.objects.filter(version=enrolment.version_id, required=True).values_list("key", flat=True))
    if not rules.is_done(_done_keys(enrolment), required):
        return None
    completion = CompletionRecord(
        user=enrolment.user,
        course=enrolment.course,
        version=enrolment.version,
        cycle=enrolment.cycle,
        completed_at=timezone.now(),
        score=_best_score(enrolment),
        language=enrolment.language,
        institution=enrolment.institution,
    )
    return _write(actor=enrolment.user, completion=completion, months=enrolment.version.valid_months)


def _done_keys(enrolment: Enrolment) -> set[str]:
    rows = LessonCompletion.objects.filter(enrolment=enrolment, completed_at__isnull=False)
    return set(rows.values_list("lesson_key", flat=True))


def _best_score(enrolment: Enrolment) -> int | None:
    """Over the checks of required lessons; of each the best attempt."""
    best: dict[int, tuple[int, int]] = {}
    ended = Attempt.objects.filter(enrolment=enrolment, points__isnull=False, check_of__lesson__required=True)
    for check, points, most in ended.order_by("points").values_list("check_of__lesson__key", "points", "max_points"):
        best[check] = (points, most)
    return rules.best_score(best.values())


def _write(*, actor: Any, completion: CompletionRecord, months: int | None) -> CompletionRecord:
    """Insert, or get the one that is there: whoever comes second finds what the first one wrote."""
    completed_on = rules.day_of(completion.completed_at)
    validity = registry.validity_said(completion.user, completion.course, completed_on)
    previous = CompletionRecord.objects.filter(
        user=completion.user, course=completion.course, cycle__lt=completion.cycle, voided_at=None
    ).order_by("-cycle")
    completion.valid_until = rules.valid_until(
        validity or rules.Validity(months), completed_on, previous.values_list("valid_until", flat=True).first()
    )
    CompletionRecord.objects.bulk_create([completion], ignore_conflicts=True)
    found = CompletionRecord.objects.select_related("user", "course__owner", "version").get(
        user=completion.user, course=completion.course, cycle=completion.cycle, voided_at=None
    )
    if found.public_id == completion.public_id:
        action = "record_completion" if completion.is_manual else "complete_course"
        record(actor=actor, action=action, target=found, chain=found.course.chain, subject=found.user)
        transaction.on_commit(lambda: tell_completion(found), robust=True)
    return found


@transaction.atomic
def record_completion(
    actor: Any,
    *,
    person: Any,
    course: Course,
    institution: Institution,
    reason: str,
    completed_at: datetime.datetime | None = None,
    anew: bool = False,
) -> CompletionRecord:
    """Record by hand that somebody of the own people has learned it elsewhere. Twice finds the first.

    With ``anew`` it is a renewal: where the latest cycle has been completed, the next one is.
    """
    if not rules.can_record_completion(actor, person, course, institution):
        raise Refusal(_("You can record this only for the people of your own institution, and not for yourself."))
    if not reason.strip():
        raise Refusal(_("Say why it counts."), "reason")
    if course.current is None:
        raise Refusal(_("This course has not been published yet."))
    if completed_at is not None and completed_at > timezone.now():
        raise Refusal(_("The day of the completion is still to come."), "completed_on")
    enrolment = Enrolment.objects.select_for_update().filter(user=person, course=course).order_by("-cycle").first()
    cycle = 1 if enrolment is None else enrolment.cycle
    if anew:
        done = CompletionRecord.objects.filter(user=person, course=course, voided_at=None).order_by("-cycle")
        cycle = max(cycle, (done.values_list("cycle", flat=True).first() or 0) + 1)
    completion = CompletionRecord(
        user=person,
        course=course,
        version=course.current if enrolment is None or enrolment.cycle != cycle else enrolment.version,
        cycle=cycle,
        completed_at=completed_at or timezone.now(),
        language=person.language,
        institution=institution,
        is_manual=True,
        granter=actor,
        reason=reason.strip(),
    )
    return _write(actor=actor, completion=completion, months=completion.version.valid_months)


@transaction.atomic
def void_completion(actor: Any, *, completion: CompletionRecord, institution: Institution, reason: str) -> None:
    """Take a completion back, with whatever was made of it. The record stays, marked; twice changes nothing."""
    if not rules.can_record_completion(actor, completion.user, completion.course, institution):
        raise Refusal(_("You can change this only for the people of your own institution, and not for yourself."))
    if not reason.strip():
        raise Refusal(_("Say why it is taken back."), "reason")
    live = CompletionRecord.objects.filter(pk=completion.pk, voided_at=None)
    if not live.update(voided_at=timezone.now(), voided_by=actor, voided_why=reason.strip()):
        return
    completion.refresh_from_db()
    for follower in registry.followers():
        follower.voided(actor, record=completion, reason=reason.strip())
    record(
        actor=actor,
        action="void_completion",
        target=completion,
        chain=completion.course.chain,
        subject=completion.user,
    )


def tell_completion(completion: CompletionRecord) -> bool:
    """Tell all who follow; whether that went well. Where it did not, the clockwork tries again."""
    try:
        for follower in registry.followers():
            follower.completed(completion)
    except Exception as error:  # noqa: BLE001 - whatever a follower does wrong, the completion stands
        log.warning("completion_not_told", completion=str(completion.public_id), error=type(error).__name__)
        return False
    CompletionRecord.objects.filter(pk=completion.pk).update(told_at=timezone.now())
    return True


def tell_completions() -> int:
    """Tell of completions whose commit was followed by nothing; how many went well."""
    before = timezone.now() - TOLD_LATER
    rows = CompletionRecord.objects.filter(told_at=None, voided_at=None, completed_at__lt=before)
    waiting = rows.select_related("user", "course__owner", "version").order_by("completed_at")[:MOST_TOLD]
    return sum(tell_completion(completion) for completion in waiting)
