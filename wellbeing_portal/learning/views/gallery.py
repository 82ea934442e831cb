"""Pictures, films and sound of a draft: sent, described, taken out."""

from pathlib import PurePath

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.learning import actions, queries
from wellbeing_portal.learning.forms import MediaForm, UploadForm, revision_in
from wellbeing_portal.learning.models import Draft
from wellbeing_portal.learning.rules import documents, edits, media_item, shown_language
from wellbeing_portal.learning.views._drafts import open_draft, saved
from wellbeing_portal.learning.views.media import file_answer


def _language(draft: Draft) -> str:
    return shown_language(get_language(), documents.languages_of(draft.document))


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def media_list(request: HttpRequest, public_id: str) -> HttpResponse:
    draft = open_draft(request, public_id)
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid():
        name, file = form.cleaned_data["file"]
        keys = [item["key"] for item in draft.document.get("media", ())]
        key = edits.new_key(PurePath(name).stem.replace("_", " "), keys, "picture")
        item = media_item(key, file, licence=draft.document["course"]["licence"])
        if saved(request, draft, form, lambda said: edits.with_media(said, item), files=[file]):
            messages.success(request, _("It is there. Now say what it is, for whoever does not see or hear it."))
            return see_other(reverse("learning:media_edit", args=[public_id, key]))
        draft = open_draft(request, public_id)
    shown = queries.media_of_draft(draft, None, _language(draft))
    context = {
        "draft": draft,
        "form": form,
        "items": [shown[item["key"]] for item in draft.document.get("media", ())],
        "up": reverse("learning:draft_page", args=[draft.public_id]),
    }
    return render(request, "learning/media_list.html", context, status=422 if form.errors else 200)


def _item(draft: Draft, key: str) -> dict[str, object]:
    item = next((one for one in draft.document.get("media", ()) if one["key"] == key), None)
    if item is None:
        raise Http404
    return item


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def media_edit(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    draft = open_draft(request, public_id)
    codes = documents.languages_of(draft.document)
    form = MediaForm(
        request.POST or None, request.FILES or None, user=request.user, codes=codes, said=_item(draft, key)
    )
    if form.is_valid():
        files = list(form.captions.values())
        if saved(request, draft, form, lambda said: edits.with_media(said, form.facts()), files=files):
            messages.success(request, _("Saved."))
            return see_other(reverse("learning:media_list", args=[public_id]))
        draft = open_draft(request, public_id)
    item = queries.media_of_draft(draft, None, _language(draft)).get(key)
    if item is None:
        raise Http404
    context = {
        "draft": draft,
        "form": form,
        "item": item,
        "up": reverse("learning:media_list", args=[draft.public_id]),
    }
    return render(request, "learning/media_edit.html", context, status=422 if form.errors else 200)


@for_role_holders
@require_POST
def media_delete(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    draft = open_draft(request, public_id)
    try:
        actions.edit_draft(
            request.user,
            draft=draft,
            revision=revision_in(request.POST),
            change=lambda said: edits.without_media(said, key),
        )
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("It is taken out of the draft."))
    return see_other(reverse("learning:media_list", args=[public_id]))


@for_role_holders
@require_safe
def draft_file(request: HttpRequest, public_id: str, sha256: str, ending: str) -> HttpResponse:
    """A file of a draft, for whoever keeps it."""
    draft = open_draft(request, public_id)
    file = queries.media_contents(draft.document.get("media", ())).get(sha256)
    if file is None or file.ending != ending:
        raise Http404
    return file_answer(request, file, is_everyones=False)
