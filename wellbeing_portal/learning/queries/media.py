"""Pictures, films and sound: as a folder has them, as a page shows them, and the file itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language_info

from wellbeing_portal.learning.models import Course, CourseVersion, MediaAsset, MediaCaptions, MediaFile
from wellbeing_portal.learning.rules import media_keys, said
from wellbeing_portal.learning.validators import CAPTIONS


@dataclass(frozen=True)
class Track:
    """Captions in a language."""

    language: str
    name: str
    url: str


@dataclass(frozen=True)
class Shown:
    """A picture, film or sound as a lesson shows it, its words in the language of the lesson."""

    key: str
    kind: str
    mime: str
    url: str
    language: str
    alt: str
    legend: str
    transcript: str
    licence: str
    attribution: str
    tracks: list[Track]
    width: int | None = None
    height: int | None = None


def media_in_parts(
    parts: Iterable[dict[str, Any]], *, course: Course, version: CourseVersion, language: str
) -> dict[str, Shown]:
    """What the parts of a lesson show, by key; no query where they show nothing, else two."""
    keys = media_keys(parts)
    if not keys:
        return {}
    assets = MediaAsset.objects.unscoped("a lesson of a course that was seen through the wall")
    captions = MediaCaptions.objects.unscoped("the same").select_related("file")
    rows = assets.filter(version=version, key__in=keys).select_related("file")
    rows = rows.prefetch_related(Prefetch("captions", captions))
    return {row.key: _shown(row, course.slug, language) for row in rows}


def _shown(row: MediaAsset, slug: str, language: str) -> Shown:
    # The reader's own first: a browser takes the first that it is told of.
    captions = sorted(row.captions.all(), key=lambda one: (one.language != language, one.language))
    return Shown(
        key=row.key,
        kind=row.file.mime.partition("/")[0],
        mime=row.file.mime,
        url=address_of(slug, row.file),
        language=language,
        alt=said(row.alt, language),
        legend=said(row.legend, language),
        transcript=said(row.transcript, language),
        licence=row.licence,
        attribution=row.attribution,
        tracks=[
            Track(one.language, get_language_info(one.language)["name_local"], address_of(slug, one.file))
            for one in captions
        ],
        width=row.width,
        height=row.height,
    )


def shown_item(item: dict[str, Any], url_of: Callable[[str, str], str], language: str) -> Shown:
    """The same of an item of a document that is not published; what is not said yet is empty."""
    captions = sorted(item.get("captions", {}).items(), key=lambda one: (one[0] != language, one[0]))
    return Shown(
        key=item["key"],
        kind=item["mime"].partition("/")[0],
        mime=item["mime"],
        url=url_of(item["sha256"], item["mime"]),
        language=language,
        alt=said(item.get("alt", {}), language),
        legend=said(item.get("legend", {}), language),
        transcript=said(item.get("transcript", {}), language),
        licence=item.get("licence", ""),
        attribution=item.get("attribution", ""),
        tracks=[
            Track(code, get_language_info(code)["name_local"], url_of(sha256, CAPTIONS)) for code, sha256 in captions
        ],
        width=item.get("width"),
        height=item.get("height"),
    )


def _track(row: MediaCaptions, slug: str) -> Track:
    return Track(row.language, get_language_info(row.language)["name_local"], address_of(slug, row.file))


def address_of(slug: str, file: MediaFile) -> str:
    return reverse("learning:media_file", args=[slug, file.sha256, file.ending])


@dataclass(frozen=True)
class AskedFile:
    """A file that somebody may have. What is everyone's may be kept by whatever lies between."""

    file: MediaFile
    is_everyones: bool


def media_file_for(user: Any, slug: str, sha256: str) -> AskedFile:
    """The file that a course shows, or 404 for whoever does not see the course; three queries."""
    course = get_object_or_404(Course.objects.visible_to(user), slug=slug)
    assets = MediaAsset.objects.unscoped("a course seen through the wall").filter(version__course=course)
    captions = MediaCaptions.objects.unscoped("the same").filter(asset__version__course=course)
    files = MediaFile.objects.unscoped("the same")
    file = get_object_or_404(
        files.filter(Q(pk__in=assets.values("file")) | Q(pk__in=captions.values("file"))), sha256=sha256
    )
    return AskedFile(file, Course.objects.visible_to(AnonymousUser()).filter(pk=course.pk).exists())


def media_contents(media: Iterable[dict[str, Any]]) -> dict[str, MediaFile]:
    """The files of what a document shows, by their sha256; for writing it down and for publishing it."""
    names = {item["sha256"] for item in media}
    names |= {name for item in media for name in item.get("captions", {}).values()}
    if not names:
        return {}
    files = MediaFile.objects.unscoped("the files of a document that may be read or published")
    return {file.sha256: file for file in files.filter(sha256__in=names)}
