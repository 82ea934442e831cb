"""Pages of a list: a wrong page number is put right, never an error."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


def page_of(request: HttpRequest, rows: QuerySet | list[Any], *, size: int = 20) -> Page:
    """The page that ``?page=`` asks for; nonsense gives the first, too high gives the last."""
    return Paginator(rows, size).get_page(request.GET.get("page", "1")[:9])
