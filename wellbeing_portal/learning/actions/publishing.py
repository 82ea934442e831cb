"""Publishing: a document becomes a version, which never changes again."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wellbeing_portal.audit.actions import record
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning import rules
from wellbeing_portal.learning.actions.media import write_media
from wellbeing_portal.learning.enums import CourseState
from wellbeing_portal.learning.models import (
    AnswerKey,
    Course,
    CourseVersion,
    KnowledgeCheck,
    Lesson,
    LessonText,
    Manuscript,
    Module,
    Question,
)
from wellbeing_portal.learning.rules import documents


class Published(NamedTuple):
    """The version that holds now, and whether it was made by this call."""

    version: CourseVersion
    is_new: bool


@transaction.atomic
def publish_course(
    actor: Any,
    *,
    document: documents.Document,
    change_note: str,
    material_change: bool = False,
    owner: Institution | None = None,
    audience: str = Audience.EVERYONE,
) -> Published:
    """Make the document the newest version of its course; the first one makes the course, for ``owner``.

    The document must have passed ``validators.flaws_of``. The same content again makes no new version. ``actor`` None
    is the system. Learners stay in the version they are in.
    """
    said = document["course"]
    course = _locked_course(said["slug"], said["kind"], owner, audience)
    if actor is not None and not rules.can_edit_course(actor, course):
        raise Refusal(_("You cannot publish this course."))
    if course.kind != said["kind"]:
        raise Refusal(_("A course for students cannot become one for staff, nor the other way round."))
    content_hash = documents.content_hash(document)
    if course.current is not None and course.current.content_hash == content_hash:
        return Published(course.current, is_new=False)
    version = _write_version(
        actor,
        course=course,
        document=document,
        content_hash=content_hash,
        change_note=change_note,
        material_change=material_change,
    )
    course.current = version
    course.save(update_fields=["current"])
    record(actor=actor, action="publish_course", target=course, chain=course.chain, number=version.number)
    return Published(version, is_new=True)


def _locked_course(slug: str, kind: str, owner: Institution | None, audience: str) -> Course:
    rows = Course.objects.select_for_update(of=("self",)).select_related("owner", "current")
    course = rows.filter(slug=slug).first()
    if course is None:
        # Somebody else may make it at the same moment: then theirs is the course.
        made = Course(slug=slug, kind=kind, owner=owner, audience=audience)
        Course.objects.bulk_create([made], ignore_conflicts=True)
        course = rows.get(slug=slug)
    return course


def _write_version(
    actor: Any,
    *,
    course: Course,
    document: documents.Document,
    content_hash: str,
    change_note: str,
    material_change: bool,
) -> CourseVersion:
    said = document["course"]
    required = [lesson for _module, lesson in documents.lessons_of(document) if lesson["required"]]
    last = CourseVersion.objects.filter(course=course).aggregate(last=models.Max("number"))["last"]
    version = CourseVersion.objects.create(
        course=course,
        number=(last or 0) + 1,
        title=said["title"],
        summary=said["summary"],
        outcomes=said["outcomes"],
        languages=documents.languages_of(document),
        level=said["level"],
        topics=said["topics"],
        licence=said["licence"],
        minutes=sum(lesson["minutes"] for lesson in required),
        lesson_count=len(required),
        pass_mark=said.get("pass_mark", documents.PASS_MARK),
        valid_months=said.get("valid_months"),
        content_hash=content_hash,
        change_note=change_note,
        material_change=material_change,
        published_at=timezone.now(),
        published_by=actor,
    )
    Manuscript.objects.create(version=version, document=document)
    modules = [
        Module(version=version, key=module["key"], position=position, title=module["title"])
        for position, module in enumerate(said["modules"], start=1)
    ]
    by_key = {module.key: module for module in Module.objects.bulk_create(modules)}
    lessons = Lesson.objects.bulk_create(_lessons(version, document, by_key))
    for lesson in lessons:
        _write_lesson(lesson, document)
    write_media(version, document.get("media", []))
    return version


def _lessons(version: CourseVersion, document: documents.Document, modules: dict[str, Module]) -> Iterator[Lesson]:
    for position, (module, lesson) in enumerate(documents.lessons_of(document), start=1):
        yield Lesson(
            version=version,
            module=modules[module["key"]],
            key=lesson["key"],
            position=position,
            title=lesson["title"],
            summary=lesson["summary"],
            minutes=lesson["minutes"],
            required=lesson["required"],
            done=lesson["done"],
            content_hash=documents.lesson_hash(document, lesson),
        )


def _write_lesson(lesson: Lesson, document: documents.Document) -> None:
    said = next(said for _module, said in documents.lessons_of(document) if said["key"] == lesson.key)
    LessonText.objects.bulk_create(
        LessonText(lesson=lesson, language=code, parts=rules.to_parts(document["bodies"][code][lesson.key], code))
        for code in documents.languages_of(document)
    )
    check = documents.check_of(document, said)
    if check is not None:
        KnowledgeCheck.objects.create(lesson=lesson, **check)
    for position, question in enumerate(documents.questions_of(document, lesson.key), start=1):
        parted = documents.split(question)
        row = Question.objects.create(
            lesson=lesson,
            key=question["key"],
            position=position,
            type=question["type"],
            use=question["use"],
            points=question.get("points", 1),
            text=question["text"],
            choices=parted.choices,
            matches=parted.matches,
        )
        AnswerKey.objects.create(
            question=row, right=parted.right, feedback=parted.feedback, explanation=question.get("explanation", {})
        )


@transaction.atomic
def archive_course(actor: Any, *, course: Course, archived: bool) -> Course:
    """Take a course off the shelf, or put it back. Those who are in it go on. Twice changes nothing."""
    state = CourseState.ARCHIVED if archived else CourseState.OPEN
    if not rules.can_edit_course(actor, course):
        raise Refusal(_("You cannot change this course."))
    if Course.objects.filter(pk=course.pk).exclude(state=state).update(state=state):
        action = "archive_course" if archived else "reopen_course"
        record(actor=actor, action=action, target=course, chain=course.chain)
    course.state = state
    return course
