"""Courses in the making: opened, changed by one at a time, published or put aside."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.audit.actions import record, recorded_last
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning import rules
from wellbeing_portal.learning.actions.media import keep_files
from wellbeing_portal.learning.actions.publishing import Published, publish_course
from wellbeing_portal.learning.models import Course, Draft, Manuscript
from wellbeing_portal.learning.rules.documents import Document
from wellbeing_portal.learning.rules.edits import REVISION, Change, spoken
from wellbeing_portal.learning.validators import Kept, flaws_of

KEPT_FOR = datetime.timedelta(days=30)


def _create(actor: Any, draft: Draft) -> Draft:
    """Keep the new draft; whoever comes second is told that there is one."""
    draft.title, draft.updated_by = draft.document["course"]["title"], actor
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError as error:
        raise Refusal(_("There is an open draft with this address already."), "slug") from error
    record(actor=actor, action="open_draft", target=draft, chain=draft.chain)
    return draft


@transaction.atomic
def start_course(
    actor: Any,
    *,
    owner: Institution | None,
    audience: str,
    document: Document,
    report: Sequence[Sequence[str]] | None = None,
    files: Iterable[Kept] = (),
) -> Draft:
    """Begin a course that is not there yet; what was imported (with a report) may be the next version of one.

    The document has the shape that ``rules.shaped`` gives. An open draft is never written over.
    """
    slug, kind = document["course"]["slug"], document["course"]["kind"]
    course = Course.objects.select_for_update(of=("self",)).select_related("owner", "current").filter(slug=slug).first()
    if course is not None:
        if report is None or not rules.can_edit_course(actor, course) or course.kind != kind:
            raise Refusal(_("There is a course with this address already. Choose another."), "slug")
        owner, audience = course.owner, course.audience
    if not rules.can_write_for(actor, owner):
        raise Refusal(_("You cannot write courses for this owner."), "owner")
    keep_files(files)
    return _create(
        actor,
        Draft(
            course=course,
            owner=owner,
            audience=audience,
            slug=slug,
            kind=kind,
            document=document,
            based_on=None if course is None else course.current,
            report=[list(line) for line in report or ()],
        ),
    )


@transaction.atomic
def open_draft(actor: Any, *, course: Course) -> Draft:
    """Begin the next version of a course from its newest one; the open draft, where there is one already."""
    if not rules.can_edit_course(actor, course) or course.current is None:
        raise Refusal(_("You cannot change this course."))
    # Two who begin at the same moment get the same draft.
    Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
    known = Draft.objects.open().filter(slug=course.slug).first()
    if known is not None:
        return known
    manuscript = Manuscript.objects.visible_to(actor).get(version=course.current)
    return _create(
        actor,
        Draft(
            course=course,
            owner=course.owner,
            audience=course.audience,
            slug=course.slug,
            kind=course.kind,
            document=manuscript.document,
            based_on=course.current,
        ),
    )


def _locked(actor: Any, draft: Draft) -> Draft:
    rows = Draft.objects.select_for_update(of=("self",)).select_related("owner", "updated_by")
    locked = rows.get(pk=draft.pk)
    if not rules.can_write_for(actor, locked.owner):
        raise Refusal(_("You cannot change this course."))
    return locked


def _refuse_stale(locked: Draft, revision: int) -> None:
    if locked.revision != revision:
        raise Refusal(
            _(
                "This course was changed after you opened the page. Nothing you typed is lost: look at what is saved "
                "now, and save again if yours is the one that holds."
            ),
            REVISION,
        )


@transaction.atomic
def edit_draft(actor: Any, *, draft: Draft, revision: int, change: Change, files: Iterable[Kept] = ()) -> Draft:
    """Change the document, when it is still as ``revision`` had it. The same change again changes nothing.

    ``files`` are pictures, films and sound that the change speaks of; they are kept with it.
    """
    locked = _locked(actor, draft)
    if not locked.is_open:
        raise Refusal(_("This draft is not open any more."))
    changed = change(locked.document)
    if changed == locked.document:
        return locked
    _refuse_stale(locked, revision)
    keep_files(files)
    locked.document, locked.title = changed, changed["course"]["title"]
    locked.revision += 1
    locked.updated_at, locked.updated_by = timezone.now(), actor
    locked.save(update_fields=["document", "title", "revision", "updated_at", "updated_by"])
    return locked


@transaction.atomic
def discard_draft(actor: Any, *, draft: Draft) -> None:
    """Put a draft aside; it can be taken back for a month. Twice changes nothing."""
    locked = _locked(actor, draft)
    if locked.is_open:
        locked.ended_at = timezone.now()
        locked.save(update_fields=["ended_at"])
        record(actor=actor, action="discard_draft", target=locked, chain=locked.chain)


@transaction.atomic
def restore_draft(actor: Any, *, draft: Draft) -> None:
    """Take a discarded draft back, unless another was begun meanwhile. Twice changes nothing."""
    locked = _locked(actor, draft)
    if locked.became_id is not None:
        raise Refusal(_("This draft has been published."))
    if locked.is_open:
        return
    locked.ended_at = None
    try:
        with transaction.atomic():
            locked.save(update_fields=["ended_at"])
    except IntegrityError as error:
        raise Refusal(_("Another draft of this course is open. Publish or discard that one first.")) from error
    record(actor=actor, action="restore_draft", target=locked, chain=locked.chain)


@transaction.atomic
def publish_draft(
    actor: Any, *, draft: Draft, revision: int, change_note: str, material_change: bool = False
) -> Published:
    """Make the draft the newest version of its course, or its first. Sent twice, it is published once."""
    locked = _locked(actor, draft)
    if locked.became is not None:
        return Published(locked.became, is_new=False)
    if not locked.is_open:
        raise Refusal(_("This draft is not open any more."))
    _refuse_stale(locked, revision)
    document = spoken(locked.document)
    if flaws_of(document):
        raise Refusal(_("Something in this draft is not right yet. Put it right first."))
    with recorded_last():
        published = publish_course(
            actor,
            document=document,
            change_note=change_note,
            material_change=material_change,
            owner=locked.owner,
            audience=locked.audience,
        )
        if not published.is_new:
            raise Refusal(_("Nothing has changed since the newest version."))
        locked.course, locked.became, locked.ended_at = published.version.course, published.version, timezone.now()
        locked.save(update_fields=["course", "became", "ended_at"])
        number = published.version.number
        record(actor=actor, action="publish_draft", target=locked, chain=locked.chain, number=number)
    return published


def forget_drafts() -> int:
    """Delete what was published or discarded a month ago; the clockwork calls it."""
    old = Draft.objects.unscoped("the clockwork forgets drafts of everybody")
    return old.filter(ended_at__lt=timezone.now() - KEPT_FOR).delete()[0]
