"""What is said to the database of how assignments stand is held to the pure function; and the numbers made of it."""

import datetime

import pytest
from django.utils import timezone

from staff_training.enums import Closed, Renewal, Status
from staff_training.models import TrainingAssignment
from staff_training.queries import Sought, assignments_of, counted, funnel_of, standings
from staff_training.queries.standing import status_on
from tests.factories.accounts import UserFactory
from tests.factories.institutions import MembershipFactory
from tests.factories.learning import AttemptFactory, CompletionRecordFactory, EnrolmentFactory, make_course
from tests.factories.staff_training import AssignmentFactory, RequirementFactory
from tests.staff_training.test_rules import EXAMPLES
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.learning.models import KnowledgeCheck, LessonCompletion

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def course():
    return make_course("worried", kind="staff")


def row_of(facts, requirement, person):
    completion = None
    if facts.is_completed:
        completion = CompletionRecordFactory(user=person, course=requirement.course, valid_until=facts.valid_until)
    if facts.is_begun:
        EnrolmentFactory(user=person, course=requirement.course)
    now = timezone.now()
    return AssignmentFactory(
        requirement=requirement,
        user=person,
        due_on=facts.due_on,
        previous_until=facts.previous_until,
        completion=completion,
        exempted_at=now if facts.is_exempt else None,
        exempt_why="On leave." if facts.is_exempt else "",
        exempt_until=facts.exempt_until,
        closed_at=now if facts.is_closed else None,
        closed_why=Closed.LEFT if facts.is_closed else "",
    )


@pytest.mark.parametrize(("facts", "on", "said"), EXAMPLES)
def test_the_database_says_the_same(staff, diak, course, facts, on, said):
    requirement = RequirementFactory(
        institution=diak,
        course=course,
        grace_days=facts.grace_days,
        window_days=facts.window_days,
        renewal=Renewal.MONTHS if facts.valid_until else Renewal.NONE,
    )
    row_of(facts, requirement, staff)
    other = RequirementFactory(
        institution=diak, course=make_course("other", kind="staff"), grace_days=90, window_days=9
    )
    stands = TrainingAssignment.objects.annotate(
        standing=status_on(datetime.date.fromisoformat(on), [requirement, other])
    )
    assert stands.get().standing == said


def test_a_course_that_was_completed_before_is_not_begun_again(people, course):
    requirement = RequirementFactory(institution=people.diak, course=course)
    AssignmentFactory(requirement=requirement, user=people.staff, due_on=today() + DAY)
    EnrolmentFactory(user=people.staff, course=course)
    CompletionRecordFactory(user=people.staff, course=course)
    (person,) = standings(assignments_of(people.coordinator, requirement))
    assert person.status == Status.NOT_STARTED
    EnrolmentFactory(user=people.staff, course=course, cycle=2)
    (person,) = standings(assignments_of(people.coordinator, requirement, Sought(status="in_progress")))
    assert person.status == Status.IN_PROGRESS


@pytest.fixture
def crowd(people, course):
    """Twenty: 6 have not begun (2 of them due soon), 5 are on the way, 4 late, 3 done, 2 exempt."""
    requirement = RequirementFactory(institution=people.diak, course=course, grace_days=3)
    kinds = ["waits"] * 4 + ["soon"] * 2 + ["begun"] * 5 + ["late"] * 4 + ["done"] * 3 + ["exempt"] * 2
    check = KnowledgeCheck.objects.unscoped("a test").get(lesson__version=course.current)
    for number, kind in enumerate(kinds):
        person = UserFactory(name=f"Person {number:02}", email=f"person{number}@diak.example")
        MembershipFactory(user=person, institution=people.diak, role="guide" if kind == "soon" else "staff")
        due = today() + {"soon": -3, "late": -4}.get(kind, 60) * DAY
        more = {"exempted_at": timezone.now(), "exempt_why": "On leave."} if kind == "exempt" else {}
        if kind == "done":
            more = {"completion": CompletionRecordFactory(user=person, course=course)}
        AssignmentFactory(requirement=requirement, user=person, due_on=due, **more)
        if kind == "begun":
            way = EnrolmentFactory(user=person, course=course)
            if number % 2:
                LessonCompletion.objects.create(
                    enrolment=way, lesson_key="read", completed_at=timezone.now(), how="marked"
                )
            if number == 7:
                AttemptFactory(
                    enrolment=way, check_of=check, state="submitted", ended_at=timezone.now(), points=0, passed=False
                )
    return requirement


def numbers(line):
    return {status.value: number for status, number in line.counts.rows}


def test_everybody_is_counted_once_and_grace_is_respected(people, crowd):
    (line,) = counted(people.coordinator, [crowd], "en")
    assert numbers(line) == {
        "completed": 3, "in_progress": 5, "not_started": 6, "expiring": 0, "overdue": 4, "expired": 0, "exempt": 2,
    }  # fmt: skip
    assert (line.counts.asked, line.counts.due_soon, line.counts.late) == (20, 2, 4)


def test_a_manager_sees_no_small_number(people, crowd):
    (line,) = counted(people.manager, [crowd], "en")
    assert (line.has_names, line.counts.due_soon, line.counts.late) == (False, None, None)
    assert [number for number in numbers(line).values() if number in (1, 2, 3, 4)] == []
    assert set(vars(funnel_of(line)).values()) == {None}


def test_the_funnel_counts_who_came_at_least_so_far(people, crowd):
    (line,) = counted(people.coordinator, [crowd], "en")
    assert vars(funnel_of(line)) == {"asked": 18, "opened": 8, "lesson": 5, "tried": 4, "done": 3}
    crowd.assignments.filter(user__name="Person 06").update(closed_at=timezone.now(), closed_why=Closed.LEFT)
    assert vars(funnel_of(line)) == {"asked": 17, "opened": 7, "lesson": None, "tried": None, "done": 3}


def test_a_manager_sees_the_way_of_many(people, course):
    requirement = RequirementFactory(institution=people.diak, course=course)
    for _number in range(5):
        AssignmentFactory(requirement=requirement, due_on=today())
    (line,) = counted(people.manager, [requirement], "en")
    assert vars(funnel_of(line)) == {"asked": 5, "opened": 0, "lesson": None, "tried": None, "done": 0}


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (Sought(), 20),
        (Sought(status="overdue"), 4),
        (Sought(status="nonsense"), 20),
        (Sought(role="guide"), 2),
        (Sought(role="manager"), 20),
        (Sought(words="person 07"), 1),
        (Sought(words="person11@diak"), 1),
        (Sought(status="completed", words="19"), 0),
    ],
)
def test_people_are_found_by_how_they_stand_role_and_name(people, crowd, sought, found):
    assert len(assignments_of(people.coordinator, crowd, sought)) == found


def test_nobody_else_sees_any(people, crowd):
    assert not assignments_of(people.manager, crowd)
    assert not assignments_of(people.guide, crowd)
