"""Asking for trainings, the daily run, and what follows a completion."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from staff_training import actions
from staff_training.enums import Closed, Renewal
from staff_training.models import TrainingAssignment, TrainingRequirement
from staff_training.queries import is_trained_to_moderate, validity_said
from staff_training.rules import AskedOf
from tests.factories.institutions import MembershipFactory
from tests.factories.learning import CompletionRecordFactory, make_course
from tests.factories.staff_training import AssignmentFactory, RequirementFactory
from wellbeing_portal.credentials.models import Award
from wellbeing_portal.institutions.models import Membership, forget_standing
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning.actions import record_completion, tell_completion, void_completion

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def course():
    return make_course("worried-message", kind="staff")


@pytest.fixture
def requirement(people, course):
    return RequirementFactory(institution=people.diak, course=course)


def asked(course, **more):
    usual = {"roles": ("staff",), "effective_from": datetime.date(2026, 1, 1), "rest": {"due_days": 10}}
    return AskedOf(course=course, **{**usual, **more})


def rows_of(person):
    return list(TrainingAssignment.objects.filter(user=person).order_by("cycle"))


# --- asking


def test_a_draft_is_written_changed_and_begun(people, course):
    draft = actions.save_requirement(people.coordinator, institution=people.diak, asked=asked(course))
    assert (draft.live_at, draft.due_days, actions.run_requirement(draft)) == (None, 10, 0)
    both = asked(course, roles=("staff", "guide"))
    actions.save_requirement(people.coordinator, institution=people.diak, asked=both, requirement=draft)
    for _twice in range(2):
        actions.begin_requirement(people.coordinator, requirement=draft)
    asked_of = TrainingAssignment.objects.filter(requirement=draft)
    assert set(asked_of.values_list("user", flat=True)) == {people.staff.pk, people.guide.pk}
    with pytest.raises(Refusal):
        actions.save_requirement(people.coordinator, institution=people.diak, asked=both, requirement=draft)


@pytest.mark.parametrize("more", [{"roles": ()}, {"roles": ("student",)}])
def test_students_are_asked_nothing(people, course, more):
    with pytest.raises(Refusal) as refused:
        actions.save_requirement(people.coordinator, institution=people.diak, asked=asked(course, **more))
    assert refused.value.field == "roles"


def test_only_courses_for_staff_are_asked_for_and_each_once(people, requirement, course):
    for other in (make_course("for-students"), course):
        with pytest.raises(Refusal) as refused:
            actions.save_requirement(people.coordinator, institution=people.diak, asked=asked(other))
        assert refused.value.field == "course"


def test_only_a_coordinator_asks(people, requirement, course):
    with pytest.raises(Refusal):
        actions.save_requirement(people.staff, institution=people.diak, asked=asked(course))
    with pytest.raises(Refusal):
        actions.begin_requirement(people.guide, requirement=requirement)
    with pytest.raises(Refusal):
        actions.end_requirement(people.guide, requirement=requirement)


def test_what_is_ended_closes_its_assignments_and_asks_nobody_more(people, requirement):
    actions.run_all()
    for _twice in range(2):
        actions.end_requirement(people.coordinator, requirement=requirement)
    (row,) = rows_of(people.staff)
    assert row.closed_why == Closed.ENDED
    assert (actions.run_all(), actions.run_requirement(requirement)) == (0, 0)


# --- the daily run


def test_a_run_asks_those_with_the_role_once(people, requirement):
    assert (actions.run_all(), actions.run_all()) == (1, 0)
    (row,) = rows_of(people.staff)
    assert (row.assigned_on, row.due_on) == (datetime.date(2026, 3, 2), datetime.date(2026, 4, 1))


def test_one_that_cannot_be_run_does_not_keep_the_others_waiting(people, requirement):
    TrainingRequirement.objects.update(earlier_months=32_000)
    RequirementFactory(institution=people.diak, course=make_course("other", kind="staff"))
    assert actions.run_all() == 1


def test_nobody_is_asked_before_the_day(people, course):
    RequirementFactory(institution=people.diak, course=course, effective_from=datetime.date(2026, 3, 3))
    assert actions.run_all() == 0


def test_who_leaves_is_closed_and_who_returns_gets_a_new_round(people, requirement):
    actions.run_all()
    Membership.objects.filter(user=people.staff).update(ended_at=timezone.now())
    actions.run_all()
    assert [row.closed_why for row in rows_of(people.staff)] == [Closed.LEFT]
    MembershipFactory(user=people.staff, institution=people.diak, role="staff", valid_from=datetime.date(2026, 3, 2))
    actions.run_all()
    first, second = rows_of(people.staff)
    assert (second.cycle, second.closed_at, second.counts_from) == (2, None, first.counts_from)


@pytest.mark.parametrize(
    ("days_ago", "valid_days", "counts"),
    [(30, None, True), (30, 0, True), (30, -1, False), (24 * 31 + 70, None, False)],
)
def test_an_earlier_completion_counts_while_it_is_valid_and_not_too_old(
    people, requirement, days_ago, valid_days, counts
):
    until = None if valid_days is None else NOW.date() + datetime.timedelta(days=valid_days)
    CompletionRecordFactory(
        user=people.staff,
        course=requirement.course,
        completed_at=NOW - datetime.timedelta(days=days_ago),
        valid_until=until,
    )
    actions.run_all()
    (row,) = rows_of(people.staff)
    assert (row.completion is not None) is counts


def test_a_renewal_opens_in_its_window_and_counts_only_what_is_done_then(people, requirement):
    TrainingRequirement.objects.update(renewal=Renewal.MONTHS, renew_months=12, window_days=60)
    until = datetime.date(2026, 5, 2)
    first = CompletionRecordFactory(
        user=people.staff, course=requirement.course, completed_at=NOW - datetime.timedelta(days=300), valid_until=until
    )
    with time_machine.travel(NOW, tick=False):
        actions.run_all()
    assert len(rows_of(people.staff)) == 1
    with time_machine.travel(datetime.datetime(2026, 3, 3, 9, tzinfo=datetime.UTC), tick=False):
        assert (actions.run_all(), actions.run_all()) == (1, 0)
    old, new = rows_of(people.staff)
    assert (old.completion, old.closed_why) == (first, Closed.RENEWED)
    assert (new.completion, new.due_on, new.previous_until) == (None, until, until)
    assert new.counts_from == datetime.date(2026, 3, 3)


@pytest.mark.parametrize("more", [0, 2])
def test_a_run_asks_the_same_of_the_database_for_one_and_for_three(
    people, requirement, more, django_assert_num_queries
):
    for person in (people.peer, people.student)[:more]:
        MembershipFactory(user=person, institution=people.diak, role="staff", valid_from=datetime.date(2026, 3, 1))
    with django_assert_num_queries(21):
        assert actions.run_requirement(requirement) == 1 + more


# --- one person


def test_somebody_is_exempted_until_a_day_and_has_their_days_afterwards(people, requirement):
    actions.run_all()
    (row,) = rows_of(people.staff)
    until = datetime.date(2026, 6, 30)
    actions.exempt_person(people.coordinator, assignment=row, reason=" On leave. ", until=until)
    (row,) = rows_of(people.staff)
    assert (row.exempt_why, row.due_on) == ("On leave.", datetime.date(2026, 7, 30))
    for _twice in range(2):
        actions.end_exemption(people.coordinator, assignment=row)
    (row,) = rows_of(people.staff)
    assert (row.exempted_at, row.exempt_why) == (None, "")


def test_an_exemption_for_good_keeps_the_day(people, requirement):
    actions.run_all()
    (row,) = rows_of(people.staff)
    actions.exempt_person(people.coordinator, assignment=row, reason="Teaches it.")
    assert rows_of(people.staff)[0].due_on == row.due_on


@pytest.mark.parametrize(
    ("more", "field"), [({"reason": " "}, "reason"), ({"reason": "x", "until": datetime.date(2026, 3, 1)}, "until")]
)
def test_an_exemption_says_why_and_until_a_day_to_come(people, requirement, more, field):
    row = AssignmentFactory(requirement=requirement, user=people.staff)
    with pytest.raises(Refusal) as refused:
        actions.exempt_person(people.coordinator, assignment=row, **more)
    assert refused.value.field == field


def test_nobody_else_exempts_and_nothing_closed_changes(people, requirement):
    row = AssignmentFactory(requirement=requirement, user=people.staff)
    with pytest.raises(Refusal):
        actions.exempt_person(people.guide, assignment=row, reason="x")
    actions.end_requirement(people.coordinator, requirement=requirement)
    with pytest.raises(Refusal):
        actions.end_exemption(people.coordinator, assignment=row)


# --- completions


def by_hand(people, course, **more):
    forget_standing(people.staff)
    return record_completion(
        people.coordinator, person=people.staff, course=course, institution=people.diak, reason="Elsewhere.", **more
    )


@pytest.mark.django_db(transaction=True)
def test_a_completion_closes_the_circle_and_taking_it_back_opens_it(people, requirement):
    actions.run_all()
    completion = by_hand(people, requirement.course)
    (row,) = rows_of(people.staff)
    assert row.completion == completion
    assert not Award.objects.exists()
    void_completion(people.coordinator, completion=completion, institution=people.diak, reason="A mistake.")
    (row,) = rows_of(people.staff)
    assert row.completion is None


@pytest.mark.django_db(transaction=True)
def test_a_badge_in_three_languages_follows_and_is_asked_for_again_when_missing(people, requirement):
    completion = CompletionRecordFactory(
        user=people.staff, course=requirement.course, valid_until=datetime.date(2027, 3, 2), told_at=NOW
    )
    assert (actions.ask_missing_awards(), actions.ask_missing_awards()) == (1, 0)
    award = Award.objects.get()
    assert (award.completion, award.version.name_sv) == (completion.public_id, "Course worried-message sv")
    void_completion(people.coordinator, completion=completion, institution=people.diak, reason="A mistake.")
    award.refresh_from_db()
    assert award.revoked_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_badge_is_signed_by_the_institution_that_owns_the_course(people):
    course = make_course("ours", kind="staff", owner=people.diak)
    assert tell_completion(CompletionRecordFactory(user=people.staff, course=course))
    assert Award.objects.get().version.badge.issuer.institution == people.diak


@pytest.mark.django_db(transaction=True)
def test_courses_for_students_are_nothing_of_ours(people):
    assert tell_completion(CompletionRecordFactory(user=people.student, course=make_course("for-students")))
    assert not Award.objects.exists()


def test_the_training_says_how_long_a_completion_counts(people, requirement):
    TrainingRequirement.objects.update(renewal=Renewal.MONTHS, renew_months=6)
    assert validity_said(people.staff, requirement.course, NOW.date()) is None
    actions.run_all()
    assert validity_said(people.staff, requirement.course, NOW.date()).months == 6
    assert by_hand(people, requirement.course).valid_until == datetime.date(2026, 9, 2)


def test_moderators_are_trained_while_their_course_is_valid(people):
    course = make_course("moderating-peer-groups", kind="staff")
    assert not is_trained_to_moderate(people.moderator)
    CompletionRecordFactory(user=people.moderator, course=course, valid_until=datetime.date(2026, 3, 2))
    assert is_trained_to_moderate(people.moderator)
    with time_machine.travel(NOW + datetime.timedelta(days=1), tick=False):
        assert not is_trained_to_moderate(people.moderator)
