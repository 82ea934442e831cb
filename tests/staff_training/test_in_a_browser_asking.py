"""A coordinator in a real browser: from asking to the table to take along; and every page of it is for everybody."""

import datetime

import pytest
from django.urls import reverse

from staff_training import actions
from staff_training.models import TrainingAssignment
from tests.factories.institutions import MembershipFactory
from tests.factories.learning import CompletionRecordFactory, make_course
from tests.factories.staff_training import RequirementFactory
from tests.journeys.test_accessibility import VIEWS, faults_of, reader
from wellbeing_portal.kernel.clock import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = datetime.timedelta(days=1)


@pytest.fixture
def course(people):
    """Two colleagues would be asked for it."""
    MembershipFactory(user=people.peer, institution=people.diak, role="staff", valid_from=today() - DAY)
    return make_course("worried", kind="staff")


def test_a_coordinator_asks_looks_begins_exempts_records_and_takes_a_table(browser, live_server, course, people):
    with reader(browser, live_server, language="en", user=people.coordinator) as page:
        page.goto("/training/")
        page.get_by_role("link", name="Trainings for our staff").click()
        page.get_by_role("link", name="Ask staff to take a training").first.click()
        page.get_by_label("staff", exact=True).check()
        page.get_by_text("More: a fixed day, grace, renewal").click()
        page.get_by_label("Days of grace after that").fill("5")
        page.get_by_role("button", name="See whom it concerns").click()
        page.get_by_text("5 days of grace").wait_for()
        page.get_by_role("button", name="Begin", exact=True).click()
        page.get_by_text("The training has begun.").wait_for()
        page.get_by_role("link", name=people.staff.name).click()
        page.get_by_role("link", name="Exempt", exact=True).click()
        page.get_by_role("button", name="Exempt", exact=True).click()
        page.get_by_role("alert").get_by_text("Why").first.wait_for()
        page.get_by_label("Why").fill("Teaches it.")
        page.get_by_role("button", name="Exempt", exact=True).click()
        page.get_by_text("Teaches it.").wait_for()
        page.get_by_role("link", name="Course worried en").click()
        page.get_by_role("link", name=people.peer.name).click()
        page.get_by_role("link", name="Record what was learned elsewhere").click()
        page.get_by_label("Why it counts").fill("A course elsewhere.")
        page.get_by_role("button", name="Put it down").click()
        page.get_by_text("A course elsewhere.").wait_for()
        page.get_by_role("link", name="Course worried en").click()
        with page.expect_download() as download:
            page.get_by_role("link", name="As a table (Excel)").click()
        assert download.value.suggested_filename == "worried.xlsx"


@pytest.fixture
def paths(people, course):
    """The pages of a coordinator, with people who have begun, completed, are exempt and are late."""
    live = RequirementFactory(institution=people.diak, course=course, roles=["staff", "guide", "moderator"])
    actions.run_requirement(live)
    rows = {row.user: row for row in TrainingAssignment.objects.filter(requirement=live).select_related("user")}
    actions.exempt_person(people.coordinator, assignment=rows[people.peer], reason="Teaches it.")
    CompletionRecordFactory(user=people.guide, course=course)
    actions.run_requirement(live)
    TrainingAssignment.objects.filter(user=people.staff).update(due_on=today() - DAY)
    draft = RequirementFactory(institution=people.diak, course=make_course("later", kind="staff"), live_at=None)

    def of(name, row):
        return reverse(f"staff_training:{name}", args=[row.public_id])

    return [
        reverse("staff_training:requirement_list"),
        reverse("staff_training:requirement_new"),
        reverse("staff_training:colleague_list"),
        of("requirement_page", live),
        of("requirement_page", draft),
        of("requirement_edit", live),
        of("requirement_edit", draft),
        of("person_page", rows[people.peer]),
        of("person_page", rows[people.guide]),
        of("person_exempt", rows[people.staff]),
        of("person_take_back", rows[people.guide]),
        of("colleague_record", people.staff.memberships.get()),
    ]


@pytest.mark.parametrize(("viewport", "colours", "language"), VIEWS)
def test_axe_finds_nothing(browser, live_server, paths, people, viewport, colours, language):
    faults = []
    with reader(browser, live_server, viewport, colours, language, people.coordinator) as page:
        for path in paths:
            assert page.goto(path).status == 200
            page.wait_for_load_state("networkidle")
            faults += faults_of(page)
    assert faults == []
