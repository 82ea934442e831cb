"""The yearly table, for everybody."""

import csv
import io

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wellbeing_portal.moderation import queries


def _year(request: HttpRequest, asked: str) -> int:
    """A year that is over; one that runs is shown to nobody yet."""
    years = queries.years_shown(timezone.now())
    if not asked:
        return years[0]
    found = next((year for year in years if str(year) == asked), None)
    if found is None:
        raise Http404
    return found


@login_not_required
@require_safe
def transparency(request: HttpRequest) -> HttpResponse:
    year = _year(request, request.GET.get("year", ""))
    years = queries.years_shown(timezone.now())
    return render(
        request, "moderation/transparency.html", {"year": year, "years": years, "tables": queries.tables_of(year)}
    )


@login_not_required
@require_safe
def transparency_csv(request: HttpRequest, year: int) -> HttpResponse:
    """The same as CSV; what is hidden on the page is hidden here."""
    tables = queries.tables_of(_year(request, str(year)))
    sheet = io.StringIO()
    write = csv.writer(sheet)
    write.writerow([_("Table"), _("What"), _("Number")])
    hidden = _("1–4 or hidden")
    for table in tables:
        for label, number in [*table.rows, (_("Together"), table.total)]:
            write.writerow([table.title, label, hidden if number is None else number])
    name = f"moderation-{year}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse("\ufeff" + sheet.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)
