"""What the pages of a draft begin and end with."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest

from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning import actions, queries
from wellbeing_portal.learning.forms import revision_in
from wellbeing_portal.learning.models import Draft
from wellbeing_portal.learning.rules.edits import REVISION, Change
from wellbeing_portal.learning.validators import Kept


def open_draft(request: HttpRequest, public_id: Any) -> Draft:
    """The open draft, or 404 for who does not keep it, and when it has ended."""
    draft = queries.draft_for(request.user, public_id)
    if not draft.is_open:
        raise Http404
    return draft


def saved(request: HttpRequest, draft: Draft, form: Any, change: Change, files: Iterable[Kept] = ()) -> bool:
    """Whether the change was saved; a refusal is put on the form, which then says what is newest."""
    try:
        actions.edit_draft(request.user, draft=draft, revision=revision_in(request.POST), change=change, files=files)
    except Refusal as refusal:
        form.add_refusal(refusal)
        form.is_stale = refusal.field == REVISION
        return False
    return True
