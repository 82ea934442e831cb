"""The outline of a draft: modules, lessons, their facts and their order; and the settings of the course."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.learning import actions, queries
from wellbeing_portal.learning.forms import LessonForm, ModuleForm, SettingsForm, revision_in
from wellbeing_portal.learning.models import Draft
from wellbeing_portal.learning.rules import documents, edits
from wellbeing_portal.learning.views._drafts import open_draft, saved

METHODS = ["GET", "HEAD", "POST"]


def _answer(request: HttpRequest, draft: Draft, form: Any, heading: str, **more: Any) -> HttpResponse:
    """The page with the form; the revision in it is the newest, so that saving again is meant."""
    context = {
        "draft": queries.draft_for(request.user, draft.public_id),
        "form": form,
        "heading": heading,
        "up": reverse("learning:draft_page", args=[draft.public_id]),
        **more,
    }
    return render(request, "learning/part_form.html", context, status=422 if form.errors else 200)


def _said(draft: Draft, what: str, key: str) -> dict[str, Any]:
    found = edits.find(draft.document, key, what)
    if found is None:
        raise Http404
    return found


def _first(texts: dict[str, str]) -> str:
    return next((texts[code] for code in ("en", "fi", "sv") if texts.get(code)), "")


@for_role_holders
@require_http_methods(METHODS)
def module_new(request: HttpRequest, public_id: str) -> HttpResponse:
    draft = open_draft(request, public_id)
    form = ModuleForm(request.POST or None, user=request.user, codes=documents.languages_of(draft.document))
    if form.is_valid():
        title = form.facts()["title"]
        key = edits.new_key(_first(title), edits.keys_of(draft.document, "module"), "module")
        if saved(request, draft, form, lambda said: edits.with_module(said, key=key, title=title)):
            return see_other(f"{reverse('learning:draft_page', args=[public_id])}#module-{key}")
    return _answer(request, draft, form, _("New module"))


@for_role_holders
@require_http_methods(METHODS)
def module_edit(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    draft = open_draft(request, public_id)
    said = _said(draft, "module", key)
    codes = documents.languages_of(draft.document)
    form = ModuleForm(request.POST or None, user=request.user, codes=codes, said=said)
    if form.is_valid() and saved(request, draft, form, lambda doc: edits.with_facts(
        doc, what="module", key=key, facts=form.facts())):  # fmt: skip
        messages.success(request, _("Saved."))
        return see_other(f"{reverse('learning:draft_page', args=[public_id])}#module-{key}")
    title = queries.named(said["title"], get_language(), key)
    return _answer(request, draft, form, title, what="module", key=key)


@for_role_holders
@require_http_methods(METHODS)
def lesson_new(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """At the end of the module with this key."""
    draft = open_draft(request, public_id)
    _said(draft, "module", key)
    form = LessonForm(request.POST or None, user=request.user, codes=documents.languages_of(draft.document))
    if form.is_valid():
        facts = form.facts()
        made = edits.new_key(_first(facts["title"]), edits.keys_of(draft.document, "lesson"), "lesson")
        if saved(request, draft, form, lambda doc: edits.with_lesson(doc, module=key, key=made, facts=facts)):
            return see_other(reverse("learning:lesson_text", args=[public_id, made]))
    return _answer(request, draft, form, _("New lesson"))


@for_role_holders
@require_http_methods(METHODS)
def lesson_edit(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    draft = open_draft(request, public_id)
    said = _said(draft, "lesson", key)
    codes = documents.languages_of(draft.document)
    form = LessonForm(request.POST or None, user=request.user, codes=codes, said=said)
    if form.is_valid() and saved(request, draft, form, lambda doc: edits.with_facts(
        doc, what="lesson", key=key, facts=form.facts())):  # fmt: skip
        messages.success(request, _("Saved."))
        return see_other(f"{reverse('learning:draft_page', args=[public_id])}#lesson-{key}")
    title = queries.named(said["title"], get_language(), key)
    return _answer(request, draft, form, title, what="lesson", key=key)


@for_role_holders
@require_http_methods(METHODS)
def draft_settings(request: HttpRequest, public_id: str) -> HttpResponse:
    draft = open_draft(request, public_id)
    codes = documents.languages_of(draft.document)
    form = SettingsForm(
        request.POST or None, user=request.user, codes=codes, said=draft.document["course"], kind=draft.kind
    )
    if form.is_valid() and saved(request, draft, form, lambda doc: edits.with_settings(doc, form.facts())):
        messages.success(request, _("Saved."))
        return see_other(reverse("learning:draft_page", args=[public_id]))
    return _answer(request, draft, form, _("Settings of the course"))


@for_role_holders
@require_POST
def draft_change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Move a module, a lesson or a question by one place or to another part, or delete it."""
    draft = open_draft(request, public_id)
    what, key, do, place = (request.POST.get(name, "")[:80] for name in ("what", "key", "do", "place"))
    kind = what if what in ("module", "lesson") else "question"
    try:
        actions.edit_draft(
            request.user,
            draft=draft,
            revision=revision_in(request.POST),
            change=lambda doc: edits.changed(doc, what=kind, key=key, do=do, place=place),
        )
    except Refusal as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, _("Deleted.") if do == edits.DELETE else _("Moved."))
    anchor = "" if do == edits.DELETE else f"#{kind}-{key}"
    if kind == "question":
        lesson = edits.find(draft.document, key, "question")
        if lesson is not None:
            return see_other(reverse("learning:question_list", args=[public_id, lesson["lesson"]]) + anchor)
    return see_other(reverse("learning:draft_page", args=[public_id]) + anchor)
