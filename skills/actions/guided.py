"""Sharing one text with one supporter, and what becomes of it. The trail knows that it was, never a word of it."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skills import queries, rules
from skills.enums import SharedState
from skills.models import Feedback, SharedReading, SharedText, Supporter
from skills.notices import FeedbackCame, FeedbackWaits, TextReturned
from wellbeing_portal.audit.actions import record, record_read
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import call_off, remind, tell
from wellbeing_portal.learning.models import ReflectionEntry

LONGEST = 5_000
IN_ONE_GO = 200


@transaction.atomic
def share_text(
    student: Any, *, entry: ReflectionEntry, supporter: Supporter, note: str, seen_at: datetime.datetime
) -> SharedText:
    """Give the supporter a copy of the text as the student saw it. The same form twice finds what waits already."""
    own = ReflectionEntry.objects.visible_to(student).select_for_update(of=("self",)).get(pk=entry.pk)
    waiting = SharedText.objects.filter(
        student=student, course=own.course_id, key=own.key, state=SharedState.WAITING
    ).first()
    if waiting is not None:
        return waiting
    if own.updated_at != seen_at:
        raise Refusal(_("Your text has changed meanwhile. Look once more at what you share."))
    if not queries.supporters_for(student).filter(pk=supporter.pk).exists():
        raise Refusal(_("This supporter cannot be asked any more. Choose somebody else."), "supporter")
    shared = SharedText.objects.create(
        student=student,
        supporter=supporter,
        institution=supporter.institution,
        course_id=own.course_id,
        lesson_key=own.lesson_key,
        key=own.key,
        body=own.body,
        note=note.strip(),
    )
    tell(FeedbackWaits, to=[supporter.user], about=shared)
    for key, after in rules.REMIND_AFTER.items():
        remind(FeedbackWaits, to=[supporter.user], about=shared, at=shared.asked_at + after, key=key)
    _record(student, shared, "share_text")
    return shared


@transaction.atomic
def withdraw_text(student: Any, *, shared: SharedText) -> None:
    """Take it back at any time: the copy is gone at once, the feedback stays with the student. Twice is once."""
    locked = SharedText.objects.visible_to(student).select_for_update(of=("self",)).get(pk=shared.pk)
    if locked.student_id != student.pk:
        raise Refusal(_("Only who shared the text can take it back."))
    if locked.state in (SharedState.WITHDRAWN, SharedState.RETURNED):
        return
    _empty(locked, SharedState.WITHDRAWN)
    _record(student, locked, "withdraw_text")


@transaction.atomic
def return_text(actor: Any, *, shared: SharedText) -> None:
    """Back to the student, by a supporter who cannot answer it, or by the system (None). Twice is once."""
    locked = SharedText.objects.select_for_update(of=("self",)).get(pk=shared.pk)
    if actor is not None:
        _refuse_unless_given(actor, locked)
    if locked.state != SharedState.WAITING:
        return
    _empty(locked, SharedState.RETURNED)
    tell(TextReturned, to=[locked.student], about=locked)
    _record(actor, locked, "return_text")


@transaction.atomic
def give_feedback(supporter: Any, *, shared: SharedText, body: str) -> Feedback:
    """Answer a text, once; a second answer finds the first."""
    locked = SharedText.objects.select_for_update(of=("self",)).get(pk=shared.pk)
    _refuse_unless_given(supporter, locked)
    known = Feedback.objects.filter(shared=locked).first()
    if known is not None:
        return known
    if not body.strip():
        raise Refusal(_("Write your feedback first."), "body")
    feedback = Feedback.objects.create(shared=locked, by=supporter, body=body.strip())
    locked.state = SharedState.ANSWERED
    locked.save(update_fields=["state"])
    call_off(FeedbackWaits, about=locked)
    tell(FeedbackCame, to=[locked.student], about=locked)
    _record(supporter, locked, "give_feedback")
    return feedback


@transaction.atomic
def note_reading(supporter: Any, *, shared: SharedText) -> None:
    """The supporter is shown the text: the student sees when, and the trail holds it."""
    SharedReading.objects.create(shared=shared)
    record_read(
        actor=supporter,
        action="read_shared_text",
        target=shared,
        chain=shared.institution.slug,
        subjects=[shared.student],
    )


@transaction.atomic
def return_orphans() -> int:
    """Give back what waits for somebody who cannot answer it any more; how many."""
    lost = list(queries.orphans()[:IN_ONE_GO])
    for shared in lost:
        return_text(None, shared=shared)
    return len(lost)


@transaction.atomic
def hide_shared(actor: Any, *, thing: SharedText | Feedback, hidden: bool) -> None:
    """Moderation takes the text away from its reader, or gives it back. Twice is once."""
    rows = type(thing).objects.filter(pk=thing.pk, hidden_at__isnull=hidden)
    if rows.update(hidden_at=timezone.now() if hidden else None) and hidden:
        shared = thing.shared if isinstance(thing, Feedback) else thing
        author = thing.by if isinstance(thing, Feedback) else thing.student
        record(actor=actor, action="hide_shared_text", target=thing, chain=shared.institution.slug, subject=author)


def _refuse_unless_given(supporter: Any, shared: SharedText) -> None:
    """Asked again behind the lock: the student may have taken it back meanwhile."""
    if not SharedText.objects.visible_to(supporter).given_to(supporter).filter(pk=shared.pk).exists():
        raise Refusal(_("This text is no longer with you."))


def _empty(shared: SharedText, state: str) -> None:
    """The copy goes, whatever has become of it."""
    shared.state, shared.body, shared.note = state, "", ""
    shared.save(update_fields=["state", "body", "note"])
    call_off(FeedbackWaits, about=shared)


def _record(actor: Any, shared: SharedText, action: str) -> None:
    record(actor=actor, action=action, target=shared, chain=shared.institution.slug, subject=shared.student)
