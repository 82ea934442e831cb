"""How the own people stand, as a table to take along: CSV and XLSX."""

import csv
import io
from collections.abc import Iterable

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from staff_training import actions, queries
from staff_training.forms import SoughtForm
from staff_training.views.people import TOLD, place_of
from wellbeing_portal.institutions.registry import for_role_holders
from wellbeing_portal.kernel.middleware import may_write

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _heads() -> list[str]:
    return [_("Name"), _("E-mail address"), _("How it stands"), _("Due on"), _("Completed on"), _("Valid until")]


def _found(request: HttpRequest, public_id: str) -> tuple[str, list[list[str]]]:
    """Those whom the page shows under the same address, all of them; each is told."""
    place_of(request)
    requirement = queries.requirement_for(request.user, public_id)
    rows = list(queries.assignments_of(request.user, requirement, SoughtForm(request.GET).sought()))
    actions.record_reading(request.user, requirement=requirement, assignments=rows)
    return requirement.course.slug, [person.cells for person in queries.standings(rows)]


def _as_file(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@for_role_holders
@require_safe
@may_write(TOLD)
def requirement_csv(request: HttpRequest, public_id: str) -> HttpResponse:
    slug, rows = _found(request, public_id)
    # Spreadsheets read UTF-8 only behind its mark.
    response = HttpResponse("\N{ZERO WIDTH NO-BREAK SPACE}", content_type="text/csv; charset=utf-8")
    csv.writer(response).writerows([_heads(), *rows])
    return _as_file(response, f"{slug}.csv")


@for_role_holders
@require_safe
@may_write(TOLD)
def requirement_xlsx(request: HttpRequest, public_id: str) -> HttpResponse:
    slug, rows = _found(request, public_id)
    return _as_file(HttpResponse(_sheet(rows), content_type=XLSX), f"{slug}.xlsx")


def _sheet(rows: Iterable[list[str]]) -> bytes:
    """Cells of text alone: nothing in them is a formula, a number or an address."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([_heads(), *rows]):
            for column, text in enumerate(cells):
                sheet.write_string(number, column, text)
        sheet.autofit()
        sheet.freeze_panes(1, 0)
    return made.getvalue()
