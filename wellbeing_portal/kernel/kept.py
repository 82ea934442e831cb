"""What somebody was writing survives a session that ended meanwhile."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# What the text fields of our writing forms are called, in the order they stand in.
TEXTS = ("title", "body")
# What goes along unseen, so that sending again means the same as sending the first time.
ALONG = ("once", "version")


def keeps_text(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that people write in: a POST signed out, or with too old a token, gets its text back.

    The page holds the text itself, so nothing of it is stored for somebody who is not signed in.
    """
    view.keeps_text = True  # type: ignore[attr-defined]
    return view


def loses_text(request: HttpRequest) -> bool:
    """Whether refusing this request would lose what somebody wrote."""
    match = request.resolver_match
    return request.method == "POST" and match is not None and getattr(match.func, "keeps_text", False)


def kept_text(request: HttpRequest) -> HttpResponse:
    """The page that shows what was typed and sends it again to the same address."""
    texts = [(name, request.POST[name]) for name in TEXTS if name in request.POST]
    along = [(name, request.POST[name]) for name in ALONG if name in request.POST]
    context = {"texts": texts, "along": along, "address": request.get_full_path()}
    return render(request, "front/kept_text.html", context, status=403)
