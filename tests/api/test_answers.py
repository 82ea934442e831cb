"""What the addresses for programs answer: the same rows as the pages, in pages, and never a right answer."""

import datetime
import json

import pytest
from django.core.cache import cache
from django.urls import get_resolver
from rest_framework.permissions import AllowAny
from rest_framework.throttling import SimpleRateThrottle

from staff_training.models import TrainingAssignment
from tests.factories.learning import CompletionRecordFactory, EnrolmentFactory, make_course
from tests.factories.staff_training import AssignmentFactory, RequirementFactory
from wellbeing_portal.kernel.api import Api, PerAddress, PerPerson, PublicApi
from wellbeing_portal.learning.actions import archive_course
from wellbeing_portal.learning.models import AnswerKey

pytestmark = pytest.mark.django_db
COURSES = "/api/v1/courses/"


def ask(client, path, status=200, **headers):
    response = client.get(path, headers={"accept-language": "en", **headers})
    assert response.status_code == status, response.content
    return response


def test_the_shelf_says_what_a_course_is_about(client):
    make_course("rhythm")
    assert ask(client, COURSES).json() == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "slug": "rhythm",
                "title": "Course rhythm en",
                "summary": "What it is about. en",
                "language": "en",
                "languages": ["fi", "sv", "en"],
                "level": "basic",
                "topics": ["studying"],
                "minutes": 25,
                "lessons": 2,
                "licence": "CC-BY-4.0",
                "owner": None,
            }
        ],
    }


def test_a_course_says_the_same_alone_with_its_owner(client, people):
    make_course("rhythm", owner=people.diak)
    (listed,) = ask(client, COURSES).json()["results"]
    alone = ask(client, f"{COURSES}rhythm/").json()
    assert (alone, alone["owner"]) == (listed, "diak")


@pytest.mark.parametrize(("code", "title"), [("fi", "Course rhythm fi"), ("sv", "Course rhythm sv")])
def test_words_are_in_the_readers_language(client, code, title):
    make_course("rhythm")
    response = ask(client, COURSES, **{"accept-language": code})
    assert (response.json()["results"][0]["title"], response.headers["Content-Language"]) == (title, code)


def test_the_shelf_holds_neither_courses_for_staff_nor_archived_ones(client, people):
    make_course("for-staff", kind="staff")
    archive_course(people.manager, course=make_course("old"), archived=True)
    client.force_login(people.staff)
    assert ask(client, COURSES).json()["count"] == 0
    ask(client, f"{COURSES}for-staff/", 404)


def test_wishes_narrow_it_and_nonsense_is_no_wish(client):
    make_course("rhythm")
    make_course("sleep", topics=["wellbeing"])
    found = {
        query: [one["slug"] for one in ask(client, f"{COURSES}?{query}").json()["results"]]
        for query in ("topic=wellbeing", "language=sv", "topic=<b>&length=x")
    }
    assert found == {
        "topic=wellbeing": ["sleep"],
        "language=sv": ["rhythm", "sleep"],
        "topic=<b>&length=x": ["rhythm", "sleep"],
    }


def test_a_list_has_pages_and_a_page_that_is_not_there_is_a_problem(client):
    for number in range(21):
        make_course(f"course-{number:02}")
    first = ask(client, COURSES).json()
    second = ask(client, first["next"]).json()
    assert (first["count"], len(first["results"]), len(second["results"]), second["next"]) == (21, 20, 1, None)
    ask(client, f"{COURSES}?page=9", 404)


@pytest.mark.parametrize("more", [1, 3])
def test_lists_ask_the_same_of_the_database_for_one_and_for_three(client, people, more, django_assert_num_queries):
    for number in range(more):
        course = make_course(f"course-{number}", owner=people.diak)
        EnrolmentFactory(course=course, user=people.staff)
        asked = RequirementFactory(institution=people.diak, course=make_course(f"asked-{number}", kind="staff"))
        AssignmentFactory(requirement=asked, user=people.staff)
    with django_assert_num_queries(2):
        assert ask(client, COURSES).json()["count"] == more
    client.force_login(people.staff)
    for path, queries in ((COURSES, 5), ("/api/v1/me/courses/", 5), ("/api/v1/me/trainings/", 7)):
        cache.clear()
        with django_assert_num_queries(queries):
            assert ask(client, path).json()["count"] == more


def test_ones_own_progress_is_ones_own(client, people):
    course = make_course("rhythm")
    EnrolmentFactory(course=course, user=people.student, last_lesson="read")
    EnrolmentFactory(course=course, user=people.peer)
    client.force_login(people.student)
    (way,) = ask(client, "/api/v1/me/courses/").json()["results"]
    begun = datetime.datetime.fromisoformat(way.pop("begun_at"))
    assert begun.tzinfo is not None
    assert way == {
        "course": "rhythm",
        "title": "Course rhythm en",
        "language": "en",
        "lessons": 2,
        "lessons_done": 0,
        "minutes_left": 25,
        "last_lesson": "read",
    }


def test_ones_own_trainings_say_a_status_and_days(client, people):
    course = make_course("wanted", kind="staff")
    requirement = RequirementFactory(institution=people.diak, course=course)
    row = AssignmentFactory(requirement=requirement, user=people.staff, due_on=datetime.date(2099, 12, 31))
    AssignmentFactory(requirement=requirement, user=people.guide)
    client.force_login(people.staff)
    (waiting,) = ask(client, "/api/v1/me/trainings/").json()["results"]
    assert waiting == {
        "course": "wanted",
        "title": "Course wanted en",
        "language": "en",
        "asked_by": "diak",
        "status": "not_started",
        "due_on": "2099-12-31",
        "completed_at": None,
        "valid_until": None,
    }
    record = CompletionRecordFactory(user=people.staff, course=course)
    TrainingAssignment.objects.filter(pk=row.pk).update(completion=record)
    (done,) = ask(client, "/api/v1/me/trainings/").json()["results"]
    assert (done["status"], done["completed_at"] is not None) == ("completed", True)


# --- saying no


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("fi", "Tämä ei ole sinulle avoinna"),
        ("sv", "Det här är inte öppet för dig"),
        ("en", "This is not open to you"),
    ],
)
def test_a_problem_is_json_in_the_readers_language(client, code, title):
    response = ask(client, "/api/v1/me/courses/", 403, **{"accept-language": code})
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Content-Language"] == code
    assert response.json() == {"title": title, "status": 403}


def test_what_is_not_there_and_what_cannot_be_done_are_problems(client, people):
    assert ask(client, f"{COURSES}nothing/", 404).json()["status"] == 404
    client.force_login(people.student)
    assert client.post(COURSES, {}).json()["status"] == 405
    assert client.options(COURSES).status_code == 405


def test_whoever_asks_too_often_waits_each_for_themselves(client, people, monkeypatch):
    for limit in (PerAddress, PerPerson):
        monkeypatch.setattr(limit, "rate", "2/min")
    make_course("rhythm")
    answers = [client.get(COURSES).status_code for _time in range(3)]
    response = client.get(COURSES)
    assert (answers, response.json()["status"]) == ([200, 200, 429], 429)
    assert int(response.headers["Retry-After"]) > 0
    assert client.get(COURSES, REMOTE_ADDR="192.0.2.7").status_code == 200
    client.force_login(people.student)
    answers = [client.get(COURSES).status_code for _time in range(3)]
    client.force_login(people.peer)
    assert (answers, client.get(COURSES).status_code) == ([200, 200, 429], 200)


def test_only_what_is_the_same_for_everybody_may_be_kept(client, people):
    make_course("rhythm")
    kept = ask(client, COURSES)
    assert kept.headers["Cache-Control"] == "public, max-age=60"
    assert {"Accept-Language", "Cookie"} <= set(kept.headers["Vary"].split(", "))
    assert "public" not in ask(client, f"{COURSES}?lang=sv").headers["Cache-Control"]
    assert "public" not in ask(client, f"{COURSES}nothing/", 404).headers["Cache-Control"]
    client.force_login(people.student)
    for path in (COURSES, "/api/v1/me/courses/"):
        assert ask(client, path).headers["Cache-Control"] == "private, no-store"


# --- whatever will be added


def views():
    """Name to class of every address for programs."""
    (door,) = [one for one in get_resolver().url_patterns if getattr(one, "app_name", "") == "api"]
    return {pattern.name: pattern.callback.view_class for pattern in door.url_patterns}


def test_every_address_is_limited_read_only_and_open_only_where_it_says_so():
    found = views()
    assert [name for name, view in found.items() if not issubclass(view, Api)] == []
    assert {name for name, view in found.items() if AllowAny in view.permission_classes} == {
        name for name, view in found.items() if issubclass(view, PublicApi)
    }
    for view in found.values():
        assert view.http_method_names == ["get", "head"]
        assert [issubclass(limit, SimpleRateThrottle) for limit in view.throttle_classes] == [True, True]


def test_a_view_that_says_nothing_is_closed(settings):
    defaults = settings.REST_FRAMEWORK
    assert defaults["DEFAULT_PERMISSION_CLASSES"] == ["rest_framework.permissions.IsAuthenticated"]
    assert defaults["DEFAULT_RENDERER_CLASSES"] == ["rest_framework.renderers.JSONRenderer"]


def test_the_description_names_every_address_and_field(client):
    said = ask(client, "/api/v1/schema/").json()
    assert (said["openapi"][:2], said["info"]["title"]) == ("3.", "Student Wellbeing Portal")
    paths = {"/api/v1/courses/", "/api/v1/courses/{slug}/", "/api/v1/me/courses/", "/api/v1/me/trainings/"}
    assert paths <= set(said["paths"])
    assert set(said["components"]["schemas"]["Course"]["properties"]) >= {"slug", "title", "summary"}
    assert all(set(methods) == {"get"} for methods in said["paths"].values())


def test_no_answer_holds_a_right_answer_a_feedback_or_an_explanation(client, people):
    course = make_course("rhythm")
    training = make_course("wanted", kind="staff")
    EnrolmentFactory(course=course, user=people.staff)
    EnrolmentFactory(course=training, user=people.staff)
    AssignmentFactory(requirement=RequirementFactory(institution=people.diak, course=training), user=people.staff)
    assert AnswerKey.objects.count() > 0
    client.force_login(people.staff)
    paths = [COURSES, f"{COURSES}rhythm/", "/api/v1/me/courses/", "/api/v1/me/trainings/", "/api/v1/schema/"]
    assert len(paths) == len(views())
    for path in paths:
        said = json.dumps(ask(client, path).json()).lower()
        assert [word for word in ("explanation", "feedback", "choice a", "right", "answer_key") if word in said] == []
