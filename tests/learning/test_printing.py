"""A whole course on paper, in both rooms."""

import pytest

from tests.factories.learning import EnrolmentFactory, choice, document, lesson, media_item, question, showing, texts
from tests.support.media import MP3, picture
from wellbeing_portal.learning.actions import keep_files, publish_course
from wellbeing_portal.learning.rules import in_a_whole
from wellbeing_portal.learning.validators import kept_file

pytestmark = pytest.mark.django_db

BLOCKS = "::: exercise\nLook.\n## A part\n:::\n\n::: support\nYou are not alone.\n:::\n\n::: takeaway\n- Rest\n:::\n"


def publish(slug="sample", *, kind="student", lessons=1):
    keys = [f"lesson-{number}" for number in range(lessons)]
    pairs = [{"left": texts(f"l{number}"), "right": texts(f"r{number}")} for number in (1, 2)]
    questions = [
        question("practice", "lesson-0", explanation=texts("CANARY"), choices=[choice("a"), choice("b", right=True)]),
        question("match", "lesson-0", type="matching", pairs=pairs),
        question("word", "lesson-0", type="short", accept={code: ["CANARY"] for code in ("fi", "sv", "en")}),
        question("check", "lesson-0", use="check", text=texts("only in the check")),
    ]  # fmt: skip
    for one in questions[1:3]:
        del one["choices"]
    made = [lesson(key, done="passed" if kind == "staff" and key == "lesson-0" else "marked") for key in keys]
    made.append(lesson("write", done="submitted", required=False))
    said = document(slug, kind=kind, lessons=made, questions=questions, bodies=dict.fromkeys(keys, BLOCKS))
    curve, sound = kept_file(picture()), kept_file(MP3)
    keep_files([curve, sound])
    items = media_item("curve", curve), media_item("sound", sound, transcript=texts("What is said."))
    return publish_course(None, document=showing(said, *items, lesson="lesson-0"), change_note="").version.course


def test_everything_is_there_but_what_is_right(client):
    publish(lessons=2)
    html = client.get("/skills/sample/print/?lang=en").content.decode()
    for said in (
        "Course sample en", "You dare. en", "lesson-1 en", "question practice en", "choice a en", "l1 en", "r2 en",
        "How was it?", "What is said. en", "What curve shows en", "Version 1 of", "CC-BY-4.0", "/help-now/",
    ):  # fmt: skip
        assert said in html, said
    for kept in ("CANARY", "feedback a", "only in the check", "<video", "<textarea", 'type="radio"'):
        assert kept not in html, kept
    assert 'href="/skills/sample/"' in html
    assert 'href="/skills/sample/print/"' in client.get("/skills/sample/").content.decode()


def test_a_course_on_paper_costs_the_same_however_long_it_is(client, django_assert_num_queries):
    for number in (1, 3):
        publish(f"course-{number}", lessons=number)
        with django_assert_num_queries(6):
            client.get(f"/skills/course-{number}/print/")


def test_somebody_in_an_older_version_gets_that_one(client, people):
    course = publish()
    EnrolmentFactory(course=course, user=people.student)
    publish(lessons=2)
    assert "lesson-1" in client.get("/skills/sample/print/").content.decode()
    client.force_login(people.student)
    assert "lesson-1" not in client.get("/skills/sample/print/").content.decode()


def test_staff_print_theirs(client, people):
    publish(kind="staff")
    client.force_login(people.staff)
    html = client.get("/training/sample/print/?lang=sv").content.decode()
    assert "question practice sv" in html
    assert 'href="/training/sample/print/"' in client.get("/training/sample/").content.decode()
    client.force_login(people.student)
    assert client.get("/training/sample/print/").status_code == 404


def test_lessons_beside_each_other_have_headings_below_theirs_and_ids_of_their_own():
    html = '<section aria-labelledby="block-1"><h2 id="block-1">Try</h2><h3>A</h3><h4>B</h4></section>'
    (part,) = in_a_whole([{"kind": "text", "html": html}], "read")
    assert part["html"] == (
        '<section aria-labelledby="read-block-1"><h4 id="read-block-1">Try</h4><h5>A</h5><h6>B</h6></section>'
    )
