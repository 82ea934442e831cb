"""A document becomes a version."""

import pytest

from tests.factories.learning import BODY, choice, document, lesson, make_course, question, texts
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning.actions import archive_course, publish_course
from wellbeing_portal.learning.models import AnswerKey, Course, CourseVersion, KnowledgeCheck, Question

pytestmark = pytest.mark.django_db


def publish(said, **more):
    return publish_course(None, document=said, change_note="", **more)


def test_a_document_becomes_rows():
    said = document(kind="staff", pass_mark=75, valid_months=24)
    version, is_new = publish(said)
    course = version.course
    assert is_new
    assert (course.slug, course.kind, course.owner, course.audience, course.current) == (
        "sample",
        "staff",
        None,
        Audience.EVERYONE,
        version,
    )
    assert (version.number, version.minutes, version.lesson_count, version.pass_mark, version.valid_months) == (
        1,
        25,
        2,
        75,
        24,
    )
    assert (version.languages, version.title["sv"]) == (["fi", "sv", "en"], "Course sample sv")
    lessons = list(version.lessons.values_list("key", "position", "module__key", "minutes", "required", "done"))
    assert lessons == [
        ("read", 1, "one", 10, True, "marked"),
        ("check", 2, "one", 15, True, "passed"),
        ("write", 3, "one", 10, False, "submitted"),
    ]
    kinds = [part["kind"] for part in version.lessons.get(key="write").texts.get(language="sv").parts]
    assert kinds == ["text", "reflection"]
    check = KnowledgeCheck.objects.get()
    assert (check.lesson.key, check.pass_mark, check.feedback, check.cooldown) == ("check", 75, "passed", 10)
    assert list(Question.objects.values_list("key", "position", "use", "points")) == [
        ("practice-1", 1, "practice", 1),
        ("check-1", 1, "check", 2),
        ("check-2", 2, "check", 2),
        ("check-3", 3, "check", 1),
    ]
    assert version.manuscript.document == said
    assert Entry.objects.get(action="publish_course").facts == {"number": 1}


def test_no_question_row_holds_what_is_right():
    pairs = [{"left": texts(f"left {number}"), "right": texts(f"right {number}")} for number in range(3)]
    questions = [
        question("single", "read"),
        question("multiple", "read", type="multiple", choices=[choice("a", right=True), choice("b", right=True)]),
        question("ordering", "read", type="ordering", choices=[choice(key) for key in "abcd"]),
        question("matching", "read", type="matching", choices=[], pairs=pairs),
        question("short", "read", type="short", choices=[], accept={code: ["canary"] for code in ("fi", "sv", "en")}),
        question("numeric", "read", type="numeric", choices=[], answer=4711, tolerance=1),
    ]
    publish(document(questions=questions))
    for row in Question.objects.values():
        assert not [sign for sign in ("right'", "feedback", "explanation", "canary", "4711") if sign in str(row)], row
    assert AnswerKey.objects.unscoped("looking").count() == len(questions)


def test_the_same_content_again_makes_no_version():
    first = publish(document()).version
    again = publish(document())
    assert (again.version, again.is_new, CourseVersion.objects.count()) == (first, False, 1)


def test_changed_content_makes_the_next_version_and_leaves_the_first_as_it_was():
    first = publish(document()).version
    second, is_new = publish_course(
        None, document=document(title=texts("New")), change_note="Another title.", material_change=True
    )
    assert is_new
    assert (second.number, second.change_note, second.material_change) == (2, "Another title.", True)
    assert Course.objects.get().current == second
    first.refresh_from_db()
    assert first.title["fi"] == "Course sample fi"


def test_what_was_published_before_may_come_back():
    publish(document())
    publish(document(title=texts("New")))
    assert publish(document()).version.number == 3


def test_a_coordinator_publishes_for_the_own_institution_only(people):
    version, _new = publish_course(people.coordinator, document=document(), change_note="", owner=people.diak)
    assert (version.published_by, version.course.owner) == (people.coordinator, people.diak)
    assert Entry.objects.get(action="publish_course").chain.name == "diak"
    for actor, owner in ((people.staff, people.diak), (people.coordinator, people.kamk), (people.coordinator, None)):
        with pytest.raises(Refusal):
            publish_course(actor, document=document("another"), change_note="", owner=owner)
    assert not Course.objects.filter(slug="another").exists()


def test_a_course_keeps_its_kind():
    make_course()
    with pytest.raises(Refusal):
        publish(document(kind="staff"))


def test_a_course_may_speak_one_language():
    said = document(languages=["en"], lessons=[lesson("read")], questions=[])
    said["bodies"] = {"en": {"read": BODY}}
    version = publish(said).version
    assert (version.languages, version.lessons.get().texts.get().language) == (["en"], "en")


def test_a_course_is_archived_and_put_back(people):
    course = make_course()
    for archived, state in ((True, "archived"), (True, "archived"), (False, "open")):
        assert archive_course(people.manager, course=course, archived=archived).state == state
        assert Course.objects.get().state == state
    actions = [entry.action for entry in Entry.objects.order_by("pk")]
    assert actions == ["publish_course", "archive_course", "reopen_course"]
    with pytest.raises(Refusal):
        archive_course(people.coordinator, course=course, archived=True)
