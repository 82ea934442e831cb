"""The pages of a coordinator: asking for a training, the preview, and how the own people stand."""

import datetime

import pytest
from django.urls import reverse

from staff_training import actions
from staff_training.models import TrainingAssignment, TrainingRequirement
from tests.factories.institutions import MembershipFactory
from tests.factories.learning import CompletionRecordFactory, EnrolmentFactory, make_course
from tests.factories.staff_training import RequirementFactory
from tests.staff_training.routes import NEW
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.clock import today

pytestmark = pytest.mark.django_db


@pytest.fixture
def leena(client, people):
    client.force_login(people.coordinator)
    return client


@pytest.fixture
def course():
    return make_course("free", kind="staff")


def at(name, requirement):
    return reverse(f"staff_training:{name}", args=[requirement.public_id])


@pytest.fixture
def running(people, course):
    requirement = RequirementFactory(institution=people.diak, course=course)
    actions.run_requirement(requirement)
    return requirement


def test_a_draft_says_whom_it_concerns_and_asks_nobody_before_it_begins(leena, people, course):
    response = leena.post(reverse("staff_training:requirement_new"), NEW)
    draft = TrainingRequirement.objects.get()
    assert response["Location"] == at("requirement_page", draft)
    assert leena.get(response["Location"]).context["line"].would_be == 1
    assert not TrainingAssignment.objects.exists()
    leena.post(at("requirement_begin", draft))
    assert TrainingAssignment.objects.get().user == people.staff
    leena.post(at("requirement_end", draft))
    assert TrainingAssignment.objects.get().closed_why == "ended"


def test_what_is_wrong_is_said_and_what_was_typed_stays(leena, running):
    response = leena.post(reverse("staff_training:requirement_new"), {**NEW, "due_days": "77"})
    assert (response.status_code, "77" in response.content.decode()) == (422, True)
    assert "course" in response.context["form"].errors


def test_a_partner_that_has_ended_changes_nothing(leena, people, running):
    type(people.diak).objects.filter(pk=people.diak.pk).update(partner_until=datetime.date(2020, 1, 1))
    leena.post(at("requirement_end", running))
    running.refresh_from_db()
    assert running.ended_at is None


def test_another_institution_is_hidden(leena, people, course):
    elsewhere = RequirementFactory(institution=people.kamk, course=course)
    assert leena.get(at("requirement_page", elsewhere)).status_code == 404


@pytest.mark.parametrize("name", ["requirement_page", "requirement_csv"])
def test_whoever_is_seen_is_told(leena, people, running, name):
    leena.get(at(name, running))
    assert Entry.objects.filter(action="read_training").count() == 1


def test_the_table_holds_dates_and_a_status_and_no_formula(leena, people, running):
    type(people.staff).objects.filter(pk=people.staff.pk).update(name="=SUM(A1)")
    EnrolmentFactory(user=people.staff, course=running.course)
    first = leena.get(at("requirement_csv", running)).content.decode("utf-8-sig").splitlines()[1]
    assert first.startswith("'=SUM(A1),staff@diak.example,")
    CompletionRecordFactory(user=people.staff, course=running.course, valid_until=today())
    actions.run_all()
    second = leena.get(at("requirement_csv", running)).content.decode("utf-8-sig").splitlines()[1]
    assert second.endswith(f",{today()},{today()}")


@pytest.mark.parametrize("more", [0, 2])
def test_a_page_asks_the_same_of_the_database_for_one_and_for_three(
    leena, people, running, more, django_assert_num_queries
):
    for person in (people.peer, people.student)[:more]:
        MembershipFactory(user=person, institution=people.diak, role="staff", valid_from=datetime.date(2020, 1, 1))
        RequirementFactory(institution=people.diak, course=make_course(f"c{person.pk}", kind="staff"))
    actions.run_all()
    with django_assert_num_queries(7):
        assert len(leena.get(reverse("staff_training:requirement_list")).context["rows"]) == 1 + more
    with django_assert_num_queries(14):
        assert len(leena.get(at("requirement_page", running)).context["people"]) == 1 + more
