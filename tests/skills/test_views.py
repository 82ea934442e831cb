"""The shelf, courses and lessons as their readers meet them."""

import pytest

from skills.queries import wishes_from
from tests.factories.learning import (
    EnrolmentFactory,
    LessonCompletionFactory,
    ReflectionEntryFactory,
    document,
    lesson,
    make_course,
    question,
)
from wellbeing_portal.learning.actions import publish_course
from wellbeing_portal.learning.models import CompletionRecord, Enrolment, LessonCompletion, ReflectionEntry

REFLECTS = "Words.\n\n::: reflection my-day\nHow was it?\n:::\n\n::: support\nYou are not alone.\n:::\n"


def text_of(client, path, status=200, **data):
    response = client.get(path, {"lang": "en", **data})
    assert response.status_code == status
    return response.content.decode()


@pytest.fixture
def course(db):
    return make_course("rhythm", bodies={"read": REFLECTS})


@pytest.mark.parametrize(
    ("wishes", "found"),
    [
        ({}, {"short", "middle", "long"}),
        ({"topic": "sleep"}, {"long"}),
        ({"length": "short"}, {"short"}),
        ({"length": "middle"}, {"middle"}),
        ({"length": "long"}, {"long"}),
        ({"language": "sv"}, {"short", "middle", "long"}),
        ({"topic": "sleep", "length": "short"}, set()),
        ({"topic": "nonsense", "length": "x", "language": "de"}, {"short", "middle", "long"}),
    ],
)
def test_the_shelf_shows_what_fits(client, db, wishes, found):
    make_course("short", lessons=[lesson("a", minutes=60)], questions=[])
    make_course("middle", lessons=[lesson("a", minutes=90)], questions=[])
    make_course("long", lessons=[lesson("a", minutes=91)], questions=[], topics=["sleep", "life"])
    page = text_of(client, "/skills/", **wishes)
    assert {slug for slug in ("short", "middle", "long") if f'href="/skills/{slug}/"' in page} == found
    assert ("No course fits" in page) == (not found)


def test_wishes_travel_with_the_topic(db):
    wishes = wishes_from({"topic": "sleep", "length": "short", "language": "fi"})
    assert wishes.rest == "length=short&language=fi"


def test_an_empty_shelf_says_so_and_shows_no_course_for_staff(client, db):
    make_course("duty", kind="staff")
    assert "There are no courses yet" in text_of(client, "/skills/")
    text_of(client, "/skills/duty/", status=404)
    text_of(client, "/skills/duty/lessons/read/", status=404)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("signed_in", [False, True])
def test_the_shelf_costs_the_same_for_one_and_three(client, student, rows, signed_in, django_assert_num_queries):
    for number in range(rows):
        make_course(f"course-{number}")
    if signed_in:
        client.force_login(student)
        client.get("/skills/")
    with django_assert_num_queries(5 if signed_in else 3):
        client.get("/skills/")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_lesson_costs_the_same_for_one_and_three_questions(client, student, rows, django_assert_num_queries):
    course = make_course(
        questions=[question(f"q-{number}", "read") for number in range(rows)], bodies={"read": REFLECTS}
    )
    EnrolmentFactory(course=course, user=student)
    client.force_login(student)
    client.get("/skills/sample/lessons/read/")
    with django_assert_num_queries(9):
        client.get("/skills/sample/lessons/read/")


@pytest.mark.parametrize("rows", [1, 3])
def test_a_course_costs_the_same_for_one_and_three_lessons(client, student, rows, django_assert_num_queries):
    make_course(lessons=[lesson(f"l-{number}") for number in range(rows)], questions=[])
    client.get("/skills/sample/")
    with django_assert_num_queries(2):
        client.get("/skills/sample/")


@pytest.mark.parametrize("rows", [1, 3])
def test_ones_own_pages_cost_the_same_for_one_and_three(client, student, rows, django_assert_num_queries):
    for number in range(rows):
        own = make_course(f"course-{number}")
        EnrolmentFactory(course=own, user=student)
        ReflectionEntryFactory(course=own, user=student)
    client.force_login(student)
    client.get("/")
    with django_assert_num_queries(7):
        client.get("/skills/me/")
    with django_assert_num_queries(5):
        client.get("/skills/me/texts/")


def test_a_course_says_what_one_gets_and_a_stranger_reads_on(client, course):
    page = text_of(client, "/skills/rhythm/")
    for said in ("You dare. en", "Module en", "About read. en", "25 min in all", "Start reading"):
        assert said in page
    page = text_of(client, "/skills/rhythm/lessons/read/")
    for said in ("Words.", "How was it?", "Signed in, you can write", "/help-now/", "/communities/"):
        assert said in page
    assert "<textarea" not in page
    assert "/done/" not in page


def test_starting_leads_to_the_lesson_and_the_course_says_how_far(client, student, course):
    client.force_login(student)
    assert client.post("/skills/rhythm/start/").headers["Location"] == "/skills/rhythm/lessons/read/"
    response = client.post("/skills/rhythm/lessons/read/done/")
    assert (response.status_code, response.headers["Location"]) == (303, "/skills/rhythm/lessons/check/")
    page = text_of(client, "/skills/rhythm/")
    assert "1 of 2 lessons done" in page
    assert "about 15 minutes left" in page
    assert client.post("/skills/rhythm/lessons/read/undone/").status_code == 303
    assert "0 of 2 lessons done" in text_of(client, "/skills/rhythm/")


def test_the_last_lesson_leads_back_to_the_course(client, student):
    make_course(lessons=[lesson("only")], questions=[])
    client.force_login(student)
    response = client.post("/skills/sample/lessons/only/done/")
    assert response.headers["Location"] == "/skills/sample/"
    assert CompletionRecord.objects.visible_to(student).count() == 1
    assert "You have been through all of it" in text_of(client, "/skills/sample/")
    assert "You have marked this lesson" in text_of(client, "/skills/sample/lessons/only/")


def test_a_lesson_that_waits_for_a_text_is_not_marked_by_hand(client, student, course):
    client.force_login(student)
    assert "/write/done/" not in text_of(client, "/skills/rhythm/lessons/write/")
    response = client.post("/skills/rhythm/lessons/write/done/")
    assert response.headers["Location"] == "/skills/rhythm/lessons/write/"
    assert "done when you have done what it asks for" in text_of(client, "/skills/rhythm/lessons/write/")
    assert not LessonCompletion.objects.visible_to(student).exists()


def test_opening_is_noted_for_those_in_the_course(client, student, course):
    EnrolmentFactory(course=course, user=student)
    client.force_login(student)
    assert client.post("/skills/rhythm/lessons/check/opened/").status_code == 204
    assert Enrolment.objects.visible_to(student).get().last_lesson == "check"
    assert client.post("/skills/rhythm/lessons/none/opened/").status_code == 404


def test_what_one_writes_comes_back_and_can_be_deleted(client, student, peer, course):
    client.force_login(student)
    address = "/skills/rhythm/lessons/read/texts/my-day/"
    response = client.post(address, {"body": "It was <b>long</b>."})
    assert (response.status_code, response.headers["Location"]) == (303, "/skills/rhythm/lessons/read/#text-my-day")
    assert "It was &lt;b&gt;long" in text_of(client, "/skills/rhythm/lessons/read/")
    page = text_of(client, "/skills/me/texts/")
    assert "It was &lt;b&gt;long" in page
    assert "#text-my-day" in page
    entry = ReflectionEntry.objects.visible_to(student).get()
    client.force_login(peer)
    assert "It was" not in text_of(client, "/skills/rhythm/lessons/read/")
    assert client.post(f"/skills/me/texts/{entry.public_id}/delete/").status_code == 404
    client.force_login(student)
    assert client.post(f"/skills/me/texts/{entry.public_id}/delete/").status_code == 303
    page = text_of(client, "/skills/me/texts/")
    assert "You have not written anything" in page
    # The page is one of this room, not of the place "me".
    assert 'class="me" href="/me/">' in page


@pytest.mark.parametrize("key", ["my-day", "other"])
def test_a_text_that_is_refused_is_still_there(client, student, course, key):
    client.force_login(student)
    response = client.post(f"/skills/rhythm/lessons/read/texts/{key}/", {"body": "x" * 10_001})
    assert response.status_code == 422
    assert ("x" * 10_001 in response.content.decode()) == (key == "my-day")
    assert not ReflectionEntry.objects.visible_to(student).exists()


def test_the_newest_version_is_offered_and_keeps_what_is_the_same(client, student, course):
    enrolment = EnrolmentFactory(course=course, user=student)
    LessonCompletionFactory(enrolment=enrolment, lesson_key="read", completed_at=enrolment.begun_at, how="marked")
    assert client.get("/skills/rhythm/").status_code == 200
    client.force_login(student)
    assert "newer version" not in text_of(client, "/skills/rhythm/")
    publish_course(None, document=document("rhythm", bodies={"read": REFLECTS, "check": "New."}), change_note="")
    assert "newer version" in text_of(client, "/skills/rhythm/")
    assert client.post("/skills/rhythm/newest/").status_code == 303
    page = text_of(client, "/skills/rhythm/")
    assert "1 of 2 lessons done" in page
    assert "There is a newer version" not in page


def test_a_course_in_another_language_says_so(client, db):
    said = document("finnish", questions=[])
    said["course"]["languages"] = ["fi"]
    said["bodies"] = {"fi": said["bodies"]["fi"]}
    publish_course(None, document=said, change_note="")
    page = text_of(client, "/skills/finnish/lessons/read/")
    assert "not written in your language" in page
    assert 'lang="fi"' in page
    assert "/skills/finnish/" not in text_of(client, "/skills/", language="sv")


def test_ones_own_courses_say_what_is_left(client, student, course):
    client.force_login(student)
    assert "You have not begun a course" in text_of(client, "/skills/me/")
    client.post("/skills/rhythm/lessons/read/done/")
    assert "1 of 2 lessons done, about 15 minutes left" in " ".join(text_of(client, "/skills/me/").split())
    client.post("/skills/rhythm/lessons/check/done/")
    assert "minutes left" not in text_of(client, "/skills/me/")


def test_home_leads_to_the_course_that_is_not_done(client, student, course):
    client.force_login(student)
    assert "course-here" not in text_of(client, "/")
    client.post("/skills/rhythm/lessons/read/done/")
    assert 'href="/skills/rhythm/lessons/check/"' in text_of(client, "/")
    client.post("/skills/rhythm/lessons/check/done/")
    assert "course-here" not in text_of(client, "/")
