"""The pages of the learning plan, which are their owner's alone."""

import datetime

import pytest
import time_machine

from skills.models import PlanItem
from tests.factories.learning import EnrolmentFactory, LessonCompletionFactory, make_course
from tests.factories.skills import PlanItemFactory

# A Saturday, at noon in Finland.
NOW = datetime.datetime(2026, 11, 28, 10, tzinfo=datetime.UTC)
FORM = {"course": "rhythm", "weekdays": ["1", "3"], "at": "17:00", "minutes": "20"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def course(db):
    return make_course("rhythm")


@pytest.fixture
def mine(client, student):
    client.force_login(student)
    return client


def text_of(client, path, status=200):
    response = client.get(path, {"lang": "en"})
    assert response.status_code == status
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_plan_costs_the_same_for_one_and_three(mine, student, rows, django_assert_num_queries):
    for number in range(rows):
        course = make_course(f"course-{number}")
        EnrolmentFactory(course=course, user=student)
        PlanItemFactory(user=student, course=course, at=datetime.time(10 + number))
    mine.get("/")
    with django_assert_num_queries(7):
        mine.get("/skills/me/plan/")
    with django_assert_num_queries(8):
        mine.get("/skills/me/")


def test_an_empty_plan_invites(mine):
    page = text_of(mine, "/skills/me/plan/")
    assert "Your plan is empty" in page
    assert "Let all of it rest" not in page


def test_a_course_is_planned_and_the_page_says_what_comes(mine, student, course):
    response = mine.post("/skills/me/plan/new/", FORM)
    assert (response.status_code, response.headers["Location"]) == (303, "/skills/me/plan/")
    page = text_of(mine, "/skills/me/plan/")
    assert "Tuesday 1.12. at 17:00, 20 min" in page
    assert "On Tuesdays and on Thursdays at 17:00, 20 min" in page
    assert 'href="/skills/rhythm/lessons/read/"' in page
    assert "with a reminder" not in page


def test_every_day_one_day_and_words_of_ones_own(mine, student, course):
    mine.post("/skills/me/plan/new/", {**FORM, "weekdays": list("0123456"), "remind": "on"})
    alone = {"goal": "Read <b>", "day": "2026-12-05", "at": "09:15", "minutes": "90"}
    mine.post("/skills/me/plan/new/", alone)
    page = text_of(mine, "/skills/me/plan/")
    assert "Every day at 17:00, 20 min · with a reminder" in page
    assert "Saturday 5.12. at 09:15, 90 min" in page
    assert "Read &lt;b&gt;" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"course": ""}, "Choose a course, or write"),
        ({"goal": "Read"}, "Choose a course, or write"),
        ({"weekdays": []}, "Choose days of the week"),
        ({"day": "2026-12-05"}, "Choose days of the week"),
        ({"weekdays": [], "day": "2026-11-27"}, "still to come"),
        ({"course": "unknown"}, "valid choice"),
        ({"goal": "x" * 121, "course": ""}, "120"),
    ],
)
def test_a_form_that_does_not_fit_keeps_what_was_typed(mine, course, wrong, said):
    response = mine.post("/skills/me/plan/new/?lang=en", {**FORM, "at": "06:45", **wrong})
    assert response.status_code == 422
    page = response.content.decode()
    assert said in page
    assert 'value="06:45"' in page
    assert not PlanItem.objects.unscoped("a test").exists()


def test_the_course_page_leads_to_a_form_with_the_course(mine, student, course):
    EnrolmentFactory(course=course, user=student)
    assert "/skills/me/plan/new/?course=rhythm" in text_of(mine, "/skills/rhythm/")
    assert '<option value="rhythm" selected>' in mine.get("/skills/me/plan/new/?course=rhythm").content.decode()


def test_a_full_plan_says_so(mine, student, course):
    PlanItemFactory.create_batch(30, user=student)
    response = mine.post("/skills/me/plan/new/?lang=en", FORM)
    assert response.status_code == 422
    assert "There are 30 things in your plan" in response.content.decode()
    assert "page=2" in text_of(mine, "/skills/me/plan/")


def test_what_is_planned_is_changed(mine, student, course):
    item = PlanItemFactory(user=student, day=datetime.date(2026, 11, 1))
    address = f"/skills/me/plan/{item.public_id}/"
    page = text_of(mine, address)
    assert 'value="Read in the library"' in page
    assert 'value="2026-11-01"' in page
    assert mine.post(address, {"goal": "Rest", "day": "2026-11-01", "at": "17:00", "minutes": "20"}).status_code == 303
    assert "Rest" in text_of(mine, "/skills/me/plan/")
    assert mine.post(address, {"goal": "", "at": "17:00", "minutes": "20"}).status_code == 422


def test_an_archived_course_stays_planned_until_it_is_taken_out(mine, student, course):
    EnrolmentFactory(course=course, user=student)
    item = PlanItemFactory(user=student, course=course)
    type(course).objects.filter(pk=course.pk).update(state="archived")
    page = text_of(mine, "/skills/me/plan/")
    assert "The course has been archived" in page
    assert 'id="next"' not in page
    address = f"/skills/me/plan/{item.public_id}/"
    assert '<option value="rhythm" selected>' in text_of(mine, address)
    assert mine.post(f"{address}delete/").status_code == 303
    assert "Your plan is empty" in text_of(mine, "/skills/me/plan/")


def test_rest_and_going_on(mine, student, course):
    first = PlanItemFactory(user=student, course=course)
    PlanItemFactory(user=student)
    one = f"/skills/me/plan/{first.public_id}/pause/"
    assert mine.post(one, {"on": "1"}).headers["Location"] == f"/skills/me/plan/#plan-{first.public_id}"
    page = text_of(mine, "/skills/me/plan/")
    assert ("resting" in page, "Let all of it rest" in page) == (True, True)
    mine.post("/skills/me/plan/pause/", {"on": "1"})
    page = text_of(mine, "/skills/me/plan/")
    assert ("Go on with all of it" in page, 'id="next"' in page, 'id="week"' in page) == (True, False, False)
    mine.post(one)
    mine.post("/skills/me/plan/pause/")
    assert "resting" not in text_of(mine, "/skills/me/plan/")


def test_what_was_done_is_marked_and_the_next_step_moves_on(mine, student, course):
    enrolment = EnrolmentFactory(course=course, user=student)
    PlanItemFactory(user=student, course=course, weekdays=0b0100100, at=datetime.time(17))
    LessonCompletionFactory(enrolment=enrolment, completed_at=NOW, how="marked")
    page = text_of(mine, "/skills/me/plan/")
    week = page.partition('id="week"')[2].partition('id="all"')[0]
    assert week.count("lesson-done") == 1
    assert week.index("Wednesday 25.11.") < week.index("Saturday 28.11.") < week.index("lesson-done")
    assert "Wednesday 2.12. at 17:00" in page.partition('id="week"')[0]


def test_home_and_ones_courses_say_what_comes_next_until_it_is_over(mine, student, course, clock):
    PlanItemFactory(user=student, day=NOW.date(), at=datetime.time(12))
    for path in ("/", "/skills/me/"):
        page = text_of(mine, path)
        assert "Next in my plan" in page
        assert "Saturday 28.11. at 12:00, 20 min" in page
    clock.shift(datetime.timedelta(minutes=21))
    assert "planned-next" not in text_of(mine, "/")


def test_nobody_else_sees_a_plan(client, student, peer, coordinator, course):
    item = PlanItemFactory(user=student, goal="Kanarialintu")
    for person in (peer, coordinator):
        client.force_login(person)
        for path in ("/", "/skills/me/", "/skills/me/plan/"):
            assert "Kanarialintu" not in client.get(path).content.decode()
        assert client.get(f"/skills/me/plan/{item.public_id}/").status_code == 404
