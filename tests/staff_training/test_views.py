"""The pages of a staff member: what is asked, the course, lessons, and the check in tries."""

import datetime
import json

import pytest
from django.urls import reverse

from staff_training import actions
from staff_training.models import TrainingAssignment
from tests.factories.learning import CompletionRecordFactory, lesson, make_course, question, texts
from tests.factories.staff_training import AssignmentFactory, RequirementFactory
from wellbeing_portal.credentials.models import Award
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.learning.models import Attempt, CompletionRecord, Enrolment, ReflectionEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return make_course("worried", kind="staff")


@pytest.fixture
def petri(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def begun(petri, course):
    petri.post(reverse("staff_training:course_begin", args=["worried"]))
    return Enrolment.objects.get()


def at(name, *more):
    return reverse(f"staff_training:{name}", args=["worried", *more])


def sheet(answer="b"):
    return {f"check-{number}": answer for number in (1, 2, 3)}


def begin_try(client):
    response = client.post(at("check_page", "check"))
    return response["Location"]


def asks(people_or_place, course, user, days=30):
    requirement = RequirementFactory(institution=people_or_place, course=course)
    return AssignmentFactory(requirement=requirement, user=user, due_on=today() + datetime.timedelta(days=days))


def test_what_is_asked_comes_first_with_its_day(petri, staff, diak, course):
    make_course("other", kind="staff")
    asks(diak, course, staff)
    shown = petri.get(reverse("staff_training:training_list"))
    assert [training.card.course.slug for training in shown.context["asked"]] == ["worried"]
    assert [card.course.slug for card in shown.context["others"]] == ["other"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_of_the_database_for_one_and_for_three(
    petri, staff, diak, count, django_assert_num_queries
):
    for number in range(count):
        asks(diak, make_course(f"c{number}", kind="staff"), staff)
    petri.get(reverse("staff_training:training_list"))
    with django_assert_num_queries(8):
        petri.get(reverse("staff_training:training_list"))


def test_a_course_is_begun_and_gone_on_with(petri, course):
    assert petri.get(at("course_page")).status_code == 200
    response = petri.post(at("course_begin"))
    assert response["Location"] == at("lesson_page", "read")
    assert petri.get(at("course_page")).context["outline"].enrolment is not None
    petri.post(at("lesson_done", "read"))
    assert petri.get(at("course_page")).context["outline"].resume.key == "check"


def test_a_course_that_takes_nobody_says_so(petri, course, staff):
    Enrolment.objects.create(user=staff, course=course, version=course.current, language="fi")
    CompletionRecordFactory(user=staff, course=course)
    type(course).objects.update(state="archived")
    diak = staff.memberships.get().institution
    asks(diak, course, staff)
    assert petri.post(at("course_begin"))["Location"] == at("course_page")
    assert Enrolment.objects.count() == 1


def test_a_lesson_with_a_check_is_not_marked_by_hand(petri, begun):
    response = petri.post(at("lesson_done", "check"))
    assert response["Location"] == at("lesson_page", "check")
    assert not begun.lessons.filter(completed_at__isnull=False).exists()


def test_a_text_is_kept_and_deleted(petri, begun):
    petri.post(at("text_keep", "write", "my-day"), {"body": "It was long."})
    assert "It was long." in petri.get(at("lesson_page", "write")).content.decode()
    petri.post(at("text_keep", "write", "my-day"), {"body": " "})
    assert not ReflectionEntry.objects.exists()
    refused = petri.post(at("text_keep", "write", "my-day"), {"body": "x" * 10_001})
    assert (refused.status_code, "x" * 10_001 in refused.content.decode()) == (422, True)


@pytest.mark.parametrize(("given", "status"), [("a", 200), ("b", 200), ("", 422), ("zzz", 422)])
def test_practice_is_answered_at_once(petri, begun, given, status):
    response = petri.post(at("practice_answer", "read", "practice-1"), {"practice-1": given})
    assert response.status_code == status
    assert ("explanation practice-1" in response.content.decode()) is (status == 200)


def test_nothing_right_is_told_before_it_is_due(petri, begun):
    """Every response until the check is passed is searched for what only answer keys hold."""
    pages = [petri.get(at("course_page")), petri.get(at("lesson_page", "read")), petri.get(at("lesson_page", "check"))]
    for _twice in range(2):
        pages.append(petri.get(at("check_page", "check")))
        here = begin_try(petri)
        pages.append(petri.get(here))
        pages.append(petri.post(here, {"check-1": "a"}))
        pages.append(petri.post(here, sheet("a")))
        pages.append(petri.get(here))
        pages.append(petri.get(at("check_page", "check")))
    told = [
        word
        for page in pages
        for word in ("explanation check", "feedback a", "feedback b", "feedback c", '"right"')
        if word in page.content.decode()
    ]
    assert told == []
    here = begin_try(petri)
    petri.post(here, sheet())
    assert "explanation check-1" in petri.get(here).content.decode()


def test_an_open_answer_is_asked_for_and_nothing_given_is_lost(petri, begun):
    here = begin_try(petri)
    response = petri.post(here, {"check-1": "c"})
    assert response.status_code == 422
    assert sorted(response.context["missing"]) == ["check-2", "check-3"]
    assert [one.answer for one in response.context["sheet"] if one.key == "check-1"] == ["c"]
    assert begin_try(petri) == here


def test_handing_in_twice_gives_the_first_result(petri, begun):
    here = begin_try(petri)
    petri.post(here, sheet())
    petri.post(here, sheet("a"))
    assert Attempt.objects.get().passed


def test_after_the_third_try_there_is_a_break(petri, begun):
    for _three in range(3):
        petri.post(begin_try(petri), sheet("a"))
    assert petri.post(at("check_page", "check")).status_code == 422


@pytest.mark.django_db(transaction=True)
def test_from_the_first_press_to_the_badge(petri, staff, diak, course):
    requirement = RequirementFactory(institution=diak, course=course)
    actions.run_requirement(requirement)
    petri.post(at("course_begin"))
    petri.post(at("lesson_done", "read"))
    here = begin_try(petri)
    petri.post(here, sheet())
    assert at("course_page") in petri.get(here).content.decode()
    assert TrainingAssignment.objects.get().completion == CompletionRecord.objects.get()
    badge = Award.objects.get()
    assert reverse("credentials:my_badge", args=[badge.public_id]) in petri.get(at("course_page")).content.decode()


def test_who_has_completed_it_begins_anew_only_when_asked_to(petri, staff, diak, course):
    Enrolment.objects.create(user=staff, course=course, version=course.current, language="fi")
    CompletionRecordFactory(user=staff, course=course)
    petri.post(at("course_begin"))
    assert Enrolment.objects.count() == 1
    asks(diak, course, staff)
    petri.post(at("course_begin"))
    assert set(Enrolment.objects.values_list("cycle", flat=True)) == {1, 2}


# --- every type of question


def pairs(*keys):
    return [{"left": texts(f"left {key}"), "right": texts(f"to {key}")} for key in keys]


TYPES = {
    "multiple": {"type": "multiple"},
    "ordering": {"type": "ordering"},
    "matching": {"type": "matching", "choices": [], "pairs": pairs("x", "y")},
    "short": {"type": "short", "choices": [], "accept": {code: ["word"] for code in ("fi", "sv", "en")}},
    "numeric": {"type": "numeric", "choices": [], "answer": 12, "tolerance": 0},
}


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_answered_in_a_plain_form_and_comes_back_as_it_was(petri, kind):
    said = {key: value for key, value in question("one", "check", use="check", **TYPES[kind]).items() if value != []}
    rest = question("two", "check", use="check")
    make_course("worried", kind="staff", lessons=[lesson("check", done="passed")], questions=[said, rest])
    petri.post(at("course_begin"))
    here = begin_try(petri)
    (asked,) = [one for one in petri.get(here).context["sheet"] if one.key == "one"]
    keys = [key for key, _text in asked.choices]
    data = {
        "multiple": {"one": keys[:2]},
        "ordering": {f"one-{key}": str(number) for number, key in enumerate(reversed(keys), 1)},
        "matching": {f"one-{key}": match for key, (match, _text) in zip(keys, asked.matches, strict=False)},
        "short": {"one": "word"},
        "numeric": {"one": "12"},
    }[kind]
    response = petri.post(here, data)
    assert response.context["missing"] == ["two"]
    html = response.content.decode()
    (back,) = [one for one in response.context["sheet"] if one.key == "one"]
    expected = {
        "multiple": keys[:2],
        "ordering": keys[::-1],
        "matching": {key: match for key, (match, _text) in zip(keys, asked.matches, strict=False)},
        "short": "word",
        "numeric": "12",
    }[kind]
    assert back.answer == expected, json.dumps(back.answer)
    marks = {"multiple": " checked", "ordering": " selected", "matching": " selected"}.get(kind, 'value="')
    assert html.count(marks) >= 2
    broken = petri.post(here, dict.fromkeys(data, "99"))
    assert broken.status_code == 422
