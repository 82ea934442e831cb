"""New courses, and courses in and out as packages."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.render import see_other
from wellbeing_portal.learning import actions, queries, rules
from wellbeing_portal.learning.forms import ImportForm, NewCourseForm, number_in
from wellbeing_portal.learning.rules import edits
from wellbeing_portal.learning.views._drafts import open_draft


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def course_new(request: HttpRequest) -> HttpResponse:
    owners = rules.owners_for(request.user)
    if not owners:
        raise Http404
    form = NewCourseForm(request.POST or None, user=request.user, owners=owners)
    if form.is_valid():
        said = form.whose()
        document = edits.new_document(form.cleaned_data["slug"], said.pop("kind"), form.title())
        try:
            draft = actions.start_course(request.user, document=document, **said)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return see_other(reverse("learning:draft_page", args=[draft.public_id]))
    return render(request, "learning/course_new.html", {"form": form}, status=422 if form.errors else 200)


@for_role_holders
@require_http_methods(["GET", "HEAD", "POST"])
def course_import(request: HttpRequest) -> HttpResponse:
    owners = rules.owners_for(request.user)
    if not owners:
        raise Http404
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user, owners=owners)
    if form.is_valid():
        said, data = form.whose(), form.cleaned_data
        try:
            package = queries.read_package(
                data["package"], slug=data["slug"], kind=said.pop("kind"), language=data["language"] or "en"
            )
            draft = actions.start_course(
                request.user, document=package.document, report=package.report, files=package.files, **said
            )
        except ValidationError as error:
            form.add_error("package", error)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return see_other(reverse("learning:draft_page", args=[draft.public_id]))
    return render(request, "learning/course_import.html", {"form": form}, status=422 if form.errors else 200)


def _file(document: rules.documents.Document, name: str) -> HttpResponse:
    response = HttpResponse(actions.zipped(document), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


@for_role_holders
@require_safe
def version_export(request: HttpRequest, slug: str) -> HttpResponse:
    """The version that ``?version=`` asks for, or the newest."""
    course = queries.kept_course(request.user, slug)
    number = number_in(request.GET.get("version", ""), course.current.number)
    document = queries.document_of(request.user, course, number)
    if document is None:
        raise Http404
    return _file(document, f"{slug}-{number}")


@for_role_holders
@require_safe
def draft_export(request: HttpRequest, public_id: str) -> HttpResponse:
    draft = open_draft(request, public_id)
    return _file(edits.spoken(draft.document), f"{draft.slug}-draft")
