"""Training in a real browser, on a phone: from what is asked to the badge; and every page is for everybody."""

import datetime

import pytest
from django.urls import reverse

from staff_training import actions
from tests.factories.learning import lesson, make_course
from tests.factories.staff_training import RequirementFactory
from tests.journeys.test_accessibility import NARROW, VIEWS, faults_of, reader
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.learning.actions import enrol, start_attempt, submit_attempt
from wellbeing_portal.learning.models import Lesson

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def course(staff, diak):
    """Asked of the staff member, with a text to write, practice and a check."""
    lessons = [lesson("read"), lesson("check", done="passed"), lesson("write", done="submitted", required=False)]
    made = make_course("worried", kind="staff", lessons=lessons)
    asked = RequirementFactory(institution=diak, course=made, effective_from=today() - datetime.timedelta(days=1))
    actions.run_requirement(asked)
    return made


def test_a_staff_member_goes_from_what_is_asked_to_the_badge_on_a_phone(browser, live_server, course, staff):
    with reader(browser, live_server, language="en", user=staff) as page:
        page.goto("/me/")
        page.get_by_role("link", name="My trainings").click()
        page.get_by_text("complete it by").wait_for()
        page.get_by_role("link", name="Course worried en").click()
        page.get_by_role("button", name="Start the course").click()
        page.get_by_role("button", name="Done, on to the next").click()
        page.get_by_role("link", name="To the knowledge check").click()
        page.get_by_role("button", name="Begin the check").click()
        page.get_by_role("button", name="Hand in").click()
        page.get_by_text("Some questions are not answered yet.").wait_for()
        for choice in page.get_by_label("choice b en").all():
            choice.check()
        page.get_by_role("button", name="Hand in").click()
        page.get_by_role("heading", name="Passed").wait_for()
        page.get_by_role("link", name="To the course and your badge").click()
        page.get_by_role("link", name="Your badge").click()
        page.get_by_role("heading", name="Course worried en").wait_for()


@pytest.fixture
def paths(course, staff):
    """The pages of a staff member, with a try that failed, one that passed, and one that is open."""
    enrolment = enrol(staff, course=course, language="fi")
    check = Lesson.objects.get(key="check")
    tries = []
    for answer in ("a", "b", None):
        attempt = start_attempt(staff, enrolment=enrolment, lesson=check)
        if answer:
            submit_attempt(staff, attempt=attempt, answers={f"check-{number}": answer for number in (1, 2, 3)})
        tries.append(attempt)
    return [
        reverse("staff_training:training_list"),
        reverse("staff_training:course_page", args=["worried"]),
        *(reverse("staff_training:lesson_page", args=["worried", key]) for key in ("read", "check", "write")),
        reverse("staff_training:check_page", args=["worried", "check"]),
        *(reverse("staff_training:attempt_page", args=[attempt.public_id]) for attempt in tries),
    ]


@pytest.mark.parametrize(("viewport", "colours", "language"), [*VIEWS, (NARROW, "light", "fi")])
def test_axe_finds_nothing(browser, live_server, paths, staff, viewport, colours, language):
    faults = []
    with reader(browser, live_server, viewport, colours, language, staff) as page:
        for path in paths:
            assert page.goto(path).status == 200
            faults += faults_of(page)
    assert faults == []
