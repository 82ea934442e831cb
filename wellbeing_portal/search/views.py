"""The page of the search. What people look for is kept nowhere: not in a row, and not in the log."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from wellbeing_portal.kernel.paging import page_of
from wellbeing_portal.search import queries
from wellbeing_portal.search.forms import SearchForm


@login_not_required
@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    asked = "q" in request.GET
    form = SearchForm(request.GET if asked else None)
    context = {"form": form}
    if form.is_valid():
        rows = queries.found(request.user, form.cleaned_data["q"], get_language())
        counts, kind = queries.counted(rows), form.cleaned_data["kind"]
        context["total"] = sum(counts.values())
        if kind:
            context["label"] = dict(form.fields["kind"].choices)[kind]
            context["page"] = page_of(request, rows.filter(kind=kind))
        else:
            context["groups"] = queries.grouped(rows, counts)
    return render(request, "search/search_page.html", context)
