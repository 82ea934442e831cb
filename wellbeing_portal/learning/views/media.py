"""Files of courses, whole or in pieces."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from wellbeing_portal.learning import queries
from wellbeing_portal.learning.models import MediaFile

# A film is given in pieces of this size, each a short answer: nobody's slow line keeps a web server waiting.
PIECE = 1_000_000
_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")
# Should one of these be opened as a page, it may do nothing at all.
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


@login_not_required
@require_safe
def media_file(request: HttpRequest, slug: str, sha256: str, ending: str) -> HttpResponse:
    asked = queries.media_file_for(request.user, slug, sha256)
    if asked.file.ending != ending:
        raise Http404
    return file_answer(request, asked.file, is_everyones=asked.is_everyones)


def file_answer(request: HttpRequest, file: MediaFile, *, is_everyones: bool) -> HttpResponse:
    """The file for somebody who may have it."""
    tag = f'"{file.sha256}"'
    is_known = request.headers.get("If-None-Match") == tag
    response = HttpResponseNotModified() if is_known else _piece(request, file)
    headers = {
        "ETag": tag,
        "Accept-Ranges": "bytes",
        "Content-Security-Policy": POLICY,
        # What is not everyone's is asked for each time, and then answered with "as you have it".
        "Cache-Control": "public, max-age=31536000, immutable" if is_everyones else "private, no-cache",
    }
    for name, value in headers.items():
        response.headers[name] = value
    return response


def _piece(request: HttpRequest, file: MediaFile) -> HttpResponse:
    """The file, or the beginning of the range that was asked for; 416 for one that is not there."""
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    first, last = _ends(*found.groups(), file.size) if found else (0, file.size - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    try:
        with file.content.open("rb") as content:
            content.seek(first)
            piece = content.read(last - first + 1)
    except FileNotFoundError as error:
        raise Http404 from error
    # Said, so that no layer packs it once more: pieces would no longer fit together.
    response = HttpResponse(piece, content_type=file.mime, headers={"Content-Encoding": "identity"})
    if found:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    return response


def _ends(first: str, last: str, size: int) -> tuple[int, int]:
    """The first and the last byte to give; the first is after the last where there is nothing to give."""
    if not first:
        begin = max(size - int(last or 0), 0)
        return (begin if last else size), min(size, begin + PIECE) - 1
    return int(first), min(int(last or size - 1), size - 1, int(first) + PIECE - 1)
