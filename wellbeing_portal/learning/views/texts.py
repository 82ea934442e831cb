"""A draft, and the text of a lesson in one language."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.kernel.kept import keeps_text
from wellbeing_portal.kernel.render import see_other, wants_part
from wellbeing_portal.learning import queries, rules
from wellbeing_portal.learning.forms import BodyForm
from wellbeing_portal.learning.models import Draft
from wellbeing_portal.learning.rules import edits
from wellbeing_portal.learning.validators import body_flaws
from wellbeing_portal.learning.validators.imports import Fate, Reason
from wellbeing_portal.learning.views._drafts import open_draft, saved
from wellbeing_portal.learning.views._places import mends_of


@for_role_holders
@require_safe
def draft_page(request: HttpRequest, public_id: str) -> HttpResponse:
    draft = open_draft(request, public_id)
    context = {
        "draft": draft,
        "title": queries.title_of(draft, get_language()),
        "modules": queries.outline_in(draft.document, get_language()),
        "flaws": mends_of(draft, get_language()),
        "report": [(Fate(fate).label, what, Reason(why).label if why else "") for fate, what, why in draft.report],
    }
    return render(request, "learning/draft_page.html", context)


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_text
def lesson_text(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Written in the language that ``?in=`` asks for, looked at as it will be, and saved, with flaws too."""
    draft = open_draft(request, public_id)
    text = _text(draft, key, request.GET.get("in", ""))
    language = text.language
    form = BodyForm(request.POST or None, user=request.user, initial={"body": text.body})
    if request.method == "POST" and "preview" in request.POST and form.is_valid():
        context = _preview(draft, form.cleaned_data["body"], language)
        if wants_part(request):
            return render(request, "learning/_preview.html", context)
        return render(request, "learning/lesson_text.html", {**_context(draft, text, form), **context})
    if request.method == "POST" and form.is_valid():
        body = form.cleaned_data["body"]
        if saved(request, draft, form, lambda said: edits.with_body(said, key=key, language=language, body=body)):
            messages.success(request, _("Saved."))
            return see_other(request.get_full_path())
        draft = open_draft(request, public_id)
        text = _text(draft, key, language)
    context = {**_context(draft, text, form), "theirs": text.body if getattr(form, "is_stale", False) else ""}
    return render(request, "learning/lesson_text.html", context, status=422 if form.errors else 200)


def _text(draft: Draft, key: str, language: str) -> queries.LessonText:
    text = queries.text_of(draft.document, key, language)
    if text is None:
        raise Http404
    return text


def _context(draft: Draft, text: queries.LessonText, form: BodyForm) -> dict[str, Any]:
    return {
        "draft": draft,
        "text": text,
        "form": form,
        "title": queries.named(text.lesson["title"], get_language(), text.key),
        "flaws": [] if form.is_bound else list(body_flaws(text.body)),
        "up": reverse("learning:draft_page", args=[draft.public_id]),
    }


def _preview(draft: Draft, body: str, language: str) -> dict[str, Any]:
    """The parts as publishing would make them, and what is wrong with the text."""
    plain = edits.plain_body(body)
    parts = rules.to_parts(plain, language)
    return {
        "parts": parts,
        "media": queries.media_of_draft(draft, parts, language),
        "language": language,
        "flaws": list(body_flaws(plain)),
    }
