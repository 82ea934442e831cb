"""What follows a completion: the assignment has it, and a badge is made of it."""

import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from staff_training.actions.running import link
from staff_training.models import TrainingAssignment
from wellbeing_portal.credentials.enums import Reason
from wellbeing_portal.kernel.awarding import AwardRequest, Wording, ask_award, awarded, take_back_award
from wellbeing_portal.learning.enums import CourseKind
from wellbeing_portal.learning.models import CompletionRecord
from wellbeing_portal.learning.rules import end_of, said

# How far back a badge that is missing is asked for again, and how many completions are looked at.
ASKED_AGAIN, MOST = datetime.timedelta(days=30), 500


@transaction.atomic
def completed(record: CompletionRecord) -> None:
    """Called after the commit, and again until it went well."""
    if record.course.kind != CourseKind.STAFF:
        return
    rows = TrainingAssignment.objects.unscoped("a completion counts wherever it was asked for")
    link(rows.filter(user=record.user_id, requirement__course=record.course_id).select_for_update(of=("self",)))
    _ask(record)


def voided(actor: Any, *, record: CompletionRecord, reason: str) -> None:
    """In the transaction that takes it back: it is asked for again, and the badge is revoked.

    Whoever has the badge may see why, so that is a code; what was written stays with the record.
    """
    rows = TrainingAssignment.objects.unscoped("a completion was taken back")
    rows.filter(completion=record).update(completion=None)
    take_back_award(actor, completion=record.public_id, reason=Reason.WITHDRAWN)


def ask_missing_awards() -> int:
    """Ask again for the badges of late that nobody made; how many."""
    rows = CompletionRecord.objects.unscoped("badges that are missing").filter(
        course__kind=CourseKind.STAFF,
        voided_at=None,
        is_manual=False,
        told_at__isnull=False,
        completed_at__gt=timezone.now() - ASKED_AGAIN,
    )
    records = list(rows.select_related("user", "course__owner", "version").order_by("-completed_at")[:MOST])
    known = awarded([record.public_id for record in records])
    missing = [record for record in records if record.public_id not in known]
    for record in missing:
        with transaction.atomic():
            _ask(record)
    return len(missing)


def _ask(record: CompletionRecord) -> None:
    """What was recorded by hand was learned elsewhere, so it gets no badge of ours."""
    if record.is_manual:
        return
    owner = record.course.owner
    ask_award(
        AwardRequest(
            completion=record.public_id,
            about=record.course.public_id,
            place="" if owner is None else owner.slug,
            wording={code: _wording(record, code) for code, _name in settings.LANGUAGES},
            holder=record.user,
            language=record.language,
            achieved_at=record.completed_at,
            valid_until=None if record.valid_until is None else end_of(record.valid_until),
        )
    )


def _wording(record: CompletionRecord, code: str) -> Wording:
    with override(code):
        criteria = _("All required lessons of the course have been read, and its knowledge checks passed.")
    return Wording(said(record.version.title, code), said(record.version.summary, code), criteria)
