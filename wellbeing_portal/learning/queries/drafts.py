"""Courses that somebody keeps, and those in the making, shaped for the pages of authors."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from wellbeing_portal.learning.enums import CourseKind, CourseState
from wellbeing_portal.learning.models import CompletionRecord, Course, CourseVersion, Draft, Enrolment, Manuscript
from wellbeing_portal.learning.queries.media import Shown, shown_item
from wellbeing_portal.learning.rules import documents, media_keys, said
from wellbeing_portal.learning.validators import ENDINGS

# Below this a count could tell of a person.
FEWEST = 5


@dataclass(frozen=True)
class KeptLine:
    """A course in the list of those who keep it: what is published of it, its open draft, or both."""

    slug: str
    kind: str
    owner: Any
    title: str
    course: Course | None
    draft: Draft | None

    @property
    def kind_name(self) -> str:
        return str(CourseKind(self.kind).label)

    @property
    def version(self) -> CourseVersion | None:
        return None if self.course is None else self.course.current

    @property
    def is_archived(self) -> bool:
        return self.course is not None and self.course.state == CourseState.ARCHIVED

    @property
    def languages(self) -> list[str]:
        return [] if self.version is None else self.version.languages


def kept_courses(user: Any, *, language: str) -> list[KeptLine]:
    """What the person keeps, by title; two queries. They are some dozens, so they are put in order here."""
    drafts = Draft.objects.visible_to(user).open().defer("document", "report").select_related("owner", "updated_by")
    by_slug = {draft.slug: draft for draft in drafts}
    courses = Course.objects.kept_by(user).filter(current__isnull=False).select_related("owner", "current")
    lines = [
        KeptLine(
            slug=course.slug,
            kind=course.kind,
            owner=course.owner,
            title=said(course.current.title, language),
            course=course,
            draft=by_slug.pop(course.slug, None),
        )
        for course in courses
    ]
    lines += [
        KeptLine(draft.slug, draft.kind, draft.owner, title_of(draft, language), None, draft)
        for draft in by_slug.values()
    ]
    return sorted(lines, key=lambda line: (line.title.casefold(), line.slug))


def named(texts: Mapping[str, str], language: str, otherwise: str = "") -> str:
    """What a part of a draft is called; some of its texts may not be written yet."""
    written = {code: text for code, text in texts.items() if text}
    return said(written, language) or otherwise


def title_of(draft: Draft, language: str) -> str:
    return named(draft.title, language, draft.slug)


def kept_course(user: Any, slug: str) -> Course:
    """A published course that the person keeps, or 404."""
    rows = Course.objects.kept_by(user).filter(current__isnull=False)
    return get_object_or_404(rows.select_related("owner", "current"), slug=slug)


def draft_for(user: Any, public_id: Any) -> Draft:
    """A draft of a course that the person keeps, ended ones too, or 404."""
    rows = Draft.objects.visible_to(user).select_related("owner", "course__current", "became__course", "updated_by")
    return get_object_or_404(rows, public_id=public_id)


def discarded_drafts(user: Any, slug: str) -> list[Draft]:
    """Drafts of this course that can be taken back; one query."""
    rows = Draft.objects.visible_to(user).filter(slug=slug, ended_at__isnull=False, became=None)
    return list(rows.defer("document", "report").order_by("-ended_at")[:10])


def open_draft_of(user: Any, slug: str) -> Draft | None:
    return Draft.objects.visible_to(user).open().filter(slug=slug).defer("document", "report").first()


@dataclass(frozen=True)
class LessonText:
    """The text of a lesson in one language, and what is around it."""

    lesson: dict[str, Any]
    language: str
    languages: list[str]
    body: str
    bodies: dict[str, str]

    @property
    def key(self) -> str:
        return self.lesson["key"]


def text_of(document: documents.Document, key: str, language: str) -> LessonText | None:
    """The lesson of the document, in this language or else in its first; None where there is none."""
    lesson = next((one for _module, one in documents.lessons_of(document) if one["key"] == key), None)
    languages = documents.languages_of(document)
    if lesson is None:
        return None
    language = language if language in languages else languages[0]
    bodies = {code: document["bodies"].get(code, {}).get(key, "") for code in languages}
    return LessonText(lesson, language, languages, bodies[language], bodies)


@dataclass(frozen=True)
class Readers:
    """How many people a change meets; None where there are fewer than five."""

    in_progress: int | None
    completed: int | None


def readers_of(course: Course | None) -> Readers:
    """Two queries. Small numbers leave the server for nobody."""
    if course is None:
        return Readers(None, None)
    records = CompletionRecord.objects.unscoped("numbers for who keeps the course; small ones are left out")
    records = records.filter(course=course, voided_at=None)
    mine = records.filter(user=OuterRef("user"), cycle=OuterRef("cycle"))
    ways = Enrolment.objects.unscoped("numbers for who keeps the course; small ones are left out")
    under_way = ways.filter(course=course).exclude(Exists(mine)).values("user").distinct().count()
    completed = records.values("user").distinct().count()
    return Readers(*(number if number >= FEWEST else None for number in (under_way, completed)))


def versions_of(user: Any, course: Course) -> QuerySet[CourseVersion]:
    """The newest first."""
    rows = CourseVersion.objects.visible_to(user).filter(course=course)
    return rows.select_related("published_by").order_by("-number")


@dataclass(frozen=True)
class LessonOf:
    """A lesson in the outline of a draft."""

    lesson: dict[str, Any]
    title: str
    questions: int
    written: dict[str, bool]


@dataclass(frozen=True)
class ModuleOf:
    module: dict[str, Any]
    title: str
    lessons: list[LessonOf]


def outline_in(document: documents.Document, language: str) -> list[ModuleOf]:
    """Modules and lessons of a draft, and in which languages each lesson has a text."""
    codes = documents.languages_of(document)

    def lesson_of(lesson: dict[str, Any]) -> LessonOf:
        key = lesson["key"]
        return LessonOf(
            lesson=lesson,
            title=named(lesson["title"], language, key),
            questions=len(documents.questions_of(document, key)),
            written={code: bool(document["bodies"].get(code, {}).get(key)) for code in codes},
        )

    return [
        ModuleOf(module, named(module["title"], language, module["key"]), [lesson_of(one) for one in module["lessons"]])
        for module in document["course"]["modules"]
    ]


def media_of_draft(draft: Draft, parts: Iterable[dict[str, Any]] | None, language: str) -> dict[str, Shown]:
    """What the parts show of the pictures, films and sound of the draft, as learners will meet it; None: all."""
    keys = None if parts is None else media_keys(parts)

    def url_of(sha256: str, mime: str) -> str:
        return reverse("learning:draft_file", args=[draft.public_id, sha256, ENDINGS[mime]])

    return {
        item["key"]: shown_item(item, url_of, language)
        for item in draft.document.get("media", ())
        if keys is None or item["key"] in keys
    }


def document_of(user: Any, course: Course, number: int) -> dict[str, Any] | None:
    """What a version of a course that the person keeps says; None where there is no such version."""
    rows = Manuscript.objects.visible_to(user).filter(version__course=course, version__number=number)
    manuscript = rows.first()
    return None if manuscript is None else manuscript.document
