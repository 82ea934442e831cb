"""Questions of a lesson: the list, and a form with the fields of its type."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.learning import queries
from wellbeing_portal.learning.enums import QuestionType
from wellbeing_portal.learning.forms import QuestionForm
from wellbeing_portal.learning.models import Draft
from wellbeing_portal.learning.rules import documents, edits
from wellbeing_portal.learning.views._drafts import open_draft, saved


@for_role_holders
@require_safe
def question_list(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    draft = open_draft(request, public_id)
    lesson = edits.find(draft.document, key)
    if lesson is None:
        raise Http404
    types = dict(QuestionType.choices)
    rows = [
        {"question": one, "text": queries.named(one["text"], get_language(), one["key"]), "type": types[one["type"]]}
        for one in documents.questions_of(draft.document, key)
    ]
    context = {
        "draft": draft,
        "lesson": lesson,
        "title": queries.named(lesson["title"], get_language(), key),
        "page": page_of(request, rows),
        "types": QuestionType.choices,
    }
    return render(request, "learning/question_list.html", context)


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Of the type that ``?type=`` says, at the end of the lesson with this key."""
    draft = open_draft(request, public_id)
    if edits.find(draft.document, key) is None:
        raise Http404
    asked = request.GET.get("type", "")
    type_of = asked if asked in QuestionType.values else QuestionType.SINGLE
    made = edits.new_key(f"{key}-{type_of}", edits.keys_of(draft.document, "question"), "question")
    return _question(request, draft, {"key": made, "lesson": key}, type_of, is_new=True)


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    draft = open_draft(request, public_id)
    said = edits.find(draft.document, key, "question")
    if said is None:
        raise Http404
    return _question(request, draft, said, said["type"], is_new=False)


def _question(request: HttpRequest, draft: Draft, said: dict, type_of: str, *, is_new: bool) -> HttpResponse:
    codes = documents.languages_of(draft.document)
    form = QuestionForm(request.POST or None, user=request.user, codes=codes, said=said, type_of=type_of)
    back = reverse("learning:question_list", args=[draft.public_id, said["lesson"]])
    if form.is_valid():
        question = {"key": said["key"], "lesson": said["lesson"], **form.question()}
        if saved(request, draft, form, lambda doc: edits.with_question(doc, question)):
            messages.success(request, _("Saved."))
            return see_other(f"{back}#question-{said['key']}")
    context = {
        "draft": queries.draft_for(request.user, draft.public_id),
        "form": form,
        "heading": _("New question") if is_new else _("Question"),
        "type": QuestionType(type_of).label,
        "key": "" if is_new else said["key"],
        "up": back,
    }
    return render(request, "learning/question_form.html", context, status=422 if form.errors else 200)
