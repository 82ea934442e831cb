"""A draft as its learners will meet it. Nothing is written: nobody joins, and no answer is kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.learning import queries
from wellbeing_portal.learning.forms import given_in
from wellbeing_portal.learning.rules import documents, edits, shown_language
from wellbeing_portal.learning.views._drafts import open_draft


@for_role_holders
@require_safe
def draft_look(request: HttpRequest, public_id: str) -> HttpResponse:
    draft = open_draft(request, public_id)
    document = edits.spoken(draft.document)
    language = shown_language(get_language(), documents.languages_of(document))
    course = document["course"]
    context = {
        "draft": draft,
        "language": language,
        "title": queries.title_of(draft, language),
        "summary": queries.named(course["summary"], language),
        "outcomes": [queries.named(one, language) for one in course["outcomes"]],
        "modules": queries.outline_in(document, language),
    }
    return render(request, "learning/look_course.html", context)


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def lesson_look(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """What is right is told in the answer to a post alone, as learners have it."""
    draft = open_draft(request, public_id)
    document = edits.spoken(draft.document)
    language = shown_language(get_language(), documents.languages_of(document))
    look = queries.look_at(document, key, language)
    if look is None:
        raise Http404
    media = queries.media_of_draft(draft, look.parts, language)
    context = {"draft": draft, "look": look, "media": media, "language": language, "answered": "", "verdict": None}
    status = 200
    if request.method == "POST":
        name = request.POST.get("question", "")
        asked = next((one for one in (*look.practice, *look.check) if one.key == name), None)
        if asked is not None:
            verdict = queries.look_verdict(document, asked, given_in(asked, request.POST), language)
            context |= {"answered": name, "verdict": verdict}
        status = 200 if context["verdict"] else 422
    return render(request, "learning/look_lesson.html", context, status=status)
