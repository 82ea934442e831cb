"""The pages of a coordinator about one person: exempting, what was learned elsewhere, taking back, and tables."""

import datetime
import io
import zipfile

import pytest
from django.urls import reverse

from staff_training import actions
from staff_training.models import TrainingAssignment
from tests.factories.institutions import MembershipFactory
from tests.factories.learning import CompletionRecordFactory, EnrolmentFactory, make_course
from tests.factories.staff_training import AssignmentFactory, RequirementFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.credentials.models import Award
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.learning.actions import tell_completion
from wellbeing_portal.learning.models import CompletionRecord

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def leena(client, people):
    client.force_login(people.coordinator)
    return client


@pytest.fixture
def requirement(people):
    return RequirementFactory(institution=people.diak, course=make_course("worried", kind="staff"))


@pytest.fixture
def asked(people, requirement):
    return AssignmentFactory(requirement=requirement, user=people.staff, due_on=today() + DAY)


def at(name, row):
    return reverse(f"staff_training:{name}", args=[row.public_id])


def reread(row):
    return TrainingAssignment.objects.get(pk=row.pk)


def record(client, person, **more):
    data = {"course": "worried", "completed_on": str(today()), "reason": "A course elsewhere.", **more}
    return client.post(at("colleague_record", person.memberships.get()), data)


def test_somebody_is_exempted_sees_it_with_the_reason_and_is_asked_again(leena, people, asked):
    response = leena.post(at("person_exempt", asked), {"reason": "On leave.", "until": str(today() + 30 * DAY)})
    assert response["Location"] == at("person_page", asked)
    assert "On leave." in leena.get(response["Location"]).content.decode()
    leena.force_login(people.staff)
    for path in (reverse("staff_training:training_list"), reverse("staff_training:course_page", args=["worried"])):
        assert "On leave." in leena.get(path).content.decode()
    leena.force_login(people.coordinator)
    leena.post(at("person_exemption_end", asked))
    assert (reread(asked).exempted_at, reread(asked).exempt_why) == (None, "")
    assert set(Entry.objects.values_list("action", flat=True)) >= {"exempt_from_training", "end_exemption"}


@pytest.mark.parametrize(
    ("data", "field"), [({"reason": ""}, "reason"), ({"reason": "Leave.", "until": "2020-01-01"}, "until")]
)
def test_an_exemption_without_its_facts_comes_back_as_it_was(leena, asked, data, field):
    response = leena.post(at("person_exempt", asked), data)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert all(value in response.content.decode() for value in data.values())


def test_nobody_exempts_themself_or_changes_what_is_closed(leena, people, requirement, asked):
    own = AssignmentFactory(requirement=requirement, user=people.coordinator)
    assert leena.get(at("person_page", own)).status_code == 200
    assert leena.get(at("person_exempt", own)).status_code == 403
    actions.end_requirement(people.coordinator, requirement=requirement)
    assert leena.post(at("person_exempt", asked), {"reason": "Leave."}).status_code == 422
    assert leena.post(at("person_exemption_end", asked)).status_code == 303
    assert reread(asked).exempted_at is None


def test_people_of_others_are_hidden(leena, people, asked):
    elsewhere = RequirementFactory(institution=people.kamk, course=asked.requirement.course)
    other = AssignmentFactory(requirement=elsewhere, user=people.stranger)
    for name in ("person_page", "person_exempt", "person_take_back"):
        assert leena.get(at(name, other)).status_code == 404
    assert leena.get(at("colleague_record", people.stranger.memberships.get())).status_code == 404
    assert leena.get(at("colleague_record", people.student.memberships.get())).status_code == 404


def test_whoever_is_looked_at_is_told(leena, asked):
    leena.get(at("person_page", asked))
    assert Entry.objects.filter(action="read_training").count() == 1


# --- what was learned elsewhere


def test_what_was_learned_elsewhere_meets_what_is_asked_without_a_badge(leena, people, asked):
    response = record(leena, people.staff, completed_on=str(today() - DAY))
    assert response["Location"] == at("person_page", asked)
    completion = reread(asked).completion
    assert (completion.is_manual, completion.granter, completion.reason) == (
        True, people.coordinator, "A course elsewhere."
    )  # fmt: skip
    page = leena.get(response["Location"]).content.decode()
    assert "A course elsewhere." in page
    assert not Award.objects.exists()
    assert record(leena, people.staff).status_code == 422


def test_what_was_learned_too_long_ago_is_kept_and_meets_nothing(leena, people, asked):
    assert record(leena, people.staff, completed_on="2019-01-01")["Location"] == reverse(
        "staff_training:colleague_list"
    )
    assert reread(asked).completion is None
    assert record(leena, people.staff, completed_on="2019-01-01").status_code == 422
    record(leena, people.staff)
    assert reread(asked).completion.cycle == 2


def test_a_renewal_is_met_by_what_was_learned_elsewhere(leena, people, asked):
    EnrolmentFactory(user=people.staff, course=asked.requirement.course)
    first = CompletionRecordFactory(
        user=people.staff, course=asked.requirement.course, completed_at=asked.requirement.live_at - 900 * DAY
    )
    record(leena, people.staff)
    assert reread(asked).completion.cycle == first.cycle + 1


@pytest.mark.parametrize(
    ("more", "field"),
    [({"reason": " "}, "reason"), ({"completed_on": "2999-01-01"}, "completed_on"), ({"course": "none"}, "course")],
)
def test_what_is_recorded_says_what_when_and_why(leena, people, asked, more, field):
    response = record(leena, people.staff, **more)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])


def test_nobody_records_for_themself(leena, people, asked):
    assert record(leena, people.coordinator).status_code == 422
    assert not CompletionRecord.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_taking_back_revokes_the_badge_and_asks_again(leena, people, asked):
    completion = CompletionRecordFactory(user=people.staff, course=asked.requirement.course)
    assert tell_completion(completion)
    assert leena.post(at("person_take_back", asked), {"reason": ""}).status_code == 422
    leena.post(at("person_take_back", asked), {"reason": "Of somebody else."})
    completion.refresh_from_db()
    assert (completion.voided_why, reread(asked).completion) == ("Of somebody else.", None)
    assert (Award.objects.get().revoked_at is not None, Award.objects.get().revoked_for) == (True, "withdrawn")
    assert leena.get(at("person_take_back", asked)).status_code == 404
    actions.take_back(people.coordinator, assignment=asked, reason="Twice.")
    assert CompletionRecord.objects.get().voided_why == "Of somebody else."


def test_earlier_rounds_are_shown(leena, people, asked):
    done = CompletionRecordFactory(user=people.staff, course=asked.requirement.course)
    AssignmentFactory(
        requirement=asked.requirement, user=people.staff, cycle=2, completion=done, closed_at=done.completed_at,
        closed_why="renewed",
    )  # fmt: skip
    assert [row.completion for row in leena.get(at("person_page", asked)).context["rounds"]] == [done]


@pytest.mark.parametrize("more", [0, 2])
def test_the_list_asks_the_same_of_the_database_for_one_and_for_three(leena, people, more, django_assert_num_queries):
    for person in (people.peer, people.student)[:more]:
        MembershipFactory(user=person, institution=people.diak, role="staff", valid_from=datetime.date(2020, 1, 1))
    path = reverse("staff_training:colleague_list")
    with django_assert_num_queries(11):
        page = leena.get(path).context["page"]
    assert page.paginator.count == 4 + more
    assert leena.get(path, {"q": "staff@diak"}).context["page"].paginator.count == 1
    assert "Nobody fits" in leena.get(path, {"q": "zzz", "lang": "en"}).content.decode()


# --- tables


def shared_texts(response):
    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        return book.read("xl/sharedStrings.xml").decode(), book.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("name", ["=SUM(A1)", "+1", "-1", "@A1", "\t=1"])
def test_no_cell_of_a_table_is_a_formula(leena, people, asked, name):
    type(people.staff).objects.filter(pk=people.staff.pk).update(name=name)
    texts, sheet = shared_texts(leena.get(at("requirement_xlsx", asked.requirement)))
    assert f"'{name.strip()}" in texts or f"'{name}" in texts
    assert "<f>" not in sheet
    csv = leena.get(at("requirement_csv", asked.requirement)).content.decode("utf-8-sig")
    assert f"'{name}" in csv


def test_a_table_holds_those_who_were_looked_for_and_tells_each(leena, people, asked):
    AssignmentFactory(requirement=asked.requirement, user=people.guide, due_on=today() - DAY)
    response = leena.get(at("requirement_xlsx", asked.requirement), {"status": "overdue"})
    texts, _sheet = shared_texts(response)
    assert ("guide@diak.example" in texts, "staff@diak.example" in texts) == (True, False)
    assert Entry.objects.filter(action="read_training").count() == 1
