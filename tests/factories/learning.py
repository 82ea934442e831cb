"""Courses, and what people do in them. A course is published from a document, as it is in the portal."""

import uuid
from copy import deepcopy

import factory
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.institutions import InstitutionFactory
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.learning.actions import publish_course
from wellbeing_portal.learning.models import (
    Attempt,
    CompletionRecord,
    Course,
    Deviation,
    Enrolment,
    LessonCompletion,
    ReflectionEntry,
    SelfAssessmentResponse,
)

CODES = ("fi", "sv", "en")


def texts(said):
    """The same in the three languages, told apart."""
    return {code: f"{said} {code}" for code in CODES}


def lesson(key, **more):
    usual = {"minutes": 10, "required": True, "done": "marked", "title": texts(key), "summary": texts(f"About {key}.")}
    return {"key": key, **usual, **more}


def choice(key, *, right=False):
    return {"key": key, "right": right, "text": texts(f"choice {key}"), "feedback": texts(f"feedback {key}")}


def question(key, lesson, **more):
    """A single choice whose right answer is b."""
    usual = {
        "type": "single",
        "use": "practice",
        "points": 1,
        "text": texts(f"question {key}"),
        "choices": [choice("a"), choice("b", right=True), choice("c")],
        "explanation": texts(f"explanation {key}"),
    }
    return {"key": key, "lesson": lesson, **usual, **more}


BODY = "Some **words**.\n\n## A part\n\nMore words.\n"
REFLECTION = "::: reflection my-day\nHow was it?\n:::\n"


def document(slug="sample", *, kind="student", lessons=None, questions=None, bodies=None, **course):
    """A course of three lessons: read, check (in staff courses passed), reflection, which is not required."""
    done = "passed" if kind == "staff" else "marked"
    lessons = lessons or [
        lesson("read"),
        lesson("check", done=done, minutes=15),
        lesson("write", done="submitted", required=False),
    ]
    usual = {
        "format": 1,
        "slug": slug,
        "kind": kind,
        "level": "basic",
        "topics": ["studying"],
        "licence": "CC-BY-4.0",
        "title": texts(f"Course {slug}"),
        "summary": texts("What it is about."),
        "outcomes": [texts("You can."), texts("You know."), texts("You dare.")],
        "modules": [{"key": "one", "title": texts("Module"), "lessons": lessons}],
    }
    if questions is None:
        questions = [
            question("practice-1", "read"),
            question("check-1", "check", use="check", points=2),
            question("check-2", "check", use="check", points=2),
            question("check-3", "check", use="check"),
        ]
    said = {one["key"]: f"{BODY}\n{REFLECTION}" if one["done"] == "submitted" else BODY for one in lessons}
    said = {**said, **(bodies or {})}
    return deepcopy(
        {"course": {**usual, **course}, "questions": questions, "bodies": {code: dict(said) for code in CODES}}
    )


def media_item(key, file, **more):
    """What a document says of a kept file."""
    facts = {"key": key, "sha256": file.sha256, "mime": file.mime, "licence": "CC-BY-4.0"}
    if file.width is not None:
        facts |= {"width": file.width, "height": file.height}
    return {**facts, "alt": texts(f"What {key} shows"), **more}


def showing(said, *items, lesson="read"):
    """The document with these items, each on a line of its own in the lesson."""
    lines = "".join(f"\n![](media:{item['key']})\n" for item in items)
    for bodies in said["bodies"].values():
        bodies[lesson] += lines
    return {**said, "media": list(items)}


def make_course(slug="sample", *, owner=None, audience=Audience.EVERYONE, **more):
    """A published course."""
    said = document(slug, **more)
    publish_course(None, document=said, change_note="", owner=owner, audience=audience)
    return Course.objects.select_related("owner", "current").get(slug=slug)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """Somebody in the newest version of ``course``, which must be given."""

    class Meta:
        model = Enrolment

    user = factory.SubFactory(UserFactory)
    version = factory.LazyAttribute(lambda made: made.course.current)
    language = "fi"


class LessonCompletionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LessonCompletion

    lesson_key = "read"


class AttemptFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attempt

    number = 1
    sheet = factory.LazyFunction(list)
    begun_at = factory.LazyFunction(timezone.now)
    max_points = 5


class CompletionRecordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CompletionRecord

    user = factory.SubFactory(UserFactory)
    version = factory.LazyAttribute(lambda made: made.course.current)
    cycle = 1
    completed_at = factory.LazyFunction(timezone.now)
    language = "fi"


class DeviationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Deviation

    user = factory.SubFactory(UserFactory)
    institution = factory.SubFactory(InstitutionFactory)
    extra_attempts = 1
    reason = "Agreed with the person."


class ReflectionEntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReflectionEntry

    user = factory.SubFactory(UserFactory)
    lesson_key = "write"
    key = "my-day"
    body = "It was long."


class SelfAssessmentResponseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SelfAssessmentResponse

    user = factory.SubFactory(UserFactory)
    instrument = "sample"
    edition = 1
    answers = "{}"
    once = factory.LazyFunction(uuid.uuid4)
