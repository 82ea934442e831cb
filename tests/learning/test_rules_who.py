"""Who may do what with courses."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories.learning import EnrolmentFactory, make_course
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.institutions.models import forget_standing
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.learning import rules
from wellbeing_portal.learning.actions import archive_course
from wellbeing_portal.learning.models import Course

pytestmark = pytest.mark.django_db

EVERYBODY = ["student", "peer", "stranger", "staff", "guide", "moderator", "coordinator", "manager", "operator"]


def those_who(people, may):
    return [name for name in EVERYBODY if may(getattr(people, name))]


def test_anybody_signed_in_may_join_a_course_for_students(people):
    course = make_course()
    assert those_who(people, lambda one: rules.can_enrol(one, course)) == EVERYBODY
    assert not rules.can_enrol(AnonymousUser(), course)


def test_courses_for_staff_are_for_those_with_a_role_beyond_student(people):
    course = make_course(kind="staff")
    staff = ["staff", "guide", "moderator", "coordinator", "manager", "operator"]
    assert those_who(people, lambda one: rules.can_enrol(one, course)) == staff
    assert those_who(people, lambda one: Course.objects.visible_to(one).exists()) == staff


def test_nobody_joins_what_is_archived_or_not_published(people):
    course = make_course()
    archived = archive_course(people.manager, course=course, archived=True)
    assert not rules.can_enrol(people.student, archived)
    assert not rules.can_enrol(people.student, Course(slug="empty", kind="student"))


def test_who_sees_a_course(people):
    own = make_course("own", owner=people.diak, audience=Audience.OWN)
    everyones = make_course("everyones", owner=people.diak)
    make_course("portals")
    seen = {
        name: sorted(Course.objects.visible_to(one).values_list("slug", flat=True))
        for name, one in {**vars(people), "anonymous": AnonymousUser()}.items()
        if name in ("student", "stranger", "anonymous")
    }
    assert seen == {
        "student": ["everyones", "own", "portals"],
        "stranger": ["everyones", "portals"],
        "anonymous": ["everyones", "portals"],
    }
    for course in (own, everyones):
        archive_course(people.coordinator, course=course, archived=True)
    EnrolmentFactory(course=everyones, user=people.stranger)
    left = {name: Course.objects.visible_to(getattr(people, name)).count() for name in EVERYBODY}
    assert left == {**dict.fromkeys(EVERYBODY, 1), "stranger": 2, "coordinator": 3}


def test_who_edits_a_course(people):
    own, portals = make_course("own", owner=people.diak), make_course("portals")
    assert those_who(people, lambda one: rules.can_edit_course(one, own)) == ["coordinator"]
    assert those_who(people, lambda one: rules.can_edit_course(one, portals)) == ["manager", "operator"]
    own.owner.partner_until = today() - timedelta(days=1)
    assert not rules.can_edit_course(people.coordinator, own)


def test_a_coordinator_looks_after_others_of_the_own_people(people):
    def may(actor, person):
        return rules.can_look_after(actor, person, people.diak)

    assert those_who(people, lambda one: may(one, people.staff)) == ["coordinator"]
    assert those_who(people, lambda one: may(people.coordinator, one)) == [
        name for name in EVERYBODY if name not in ("stranger", "coordinator")
    ]
    people.staff.memberships.update(valid_until=today() - timedelta(days=1))
    forget_standing(people.staff)
    assert not may(people.coordinator, people.staff)


def test_what_students_learn_is_not_recorded_by_hand(people):
    staff, student = make_course("staff", kind="staff"), make_course("student")
    may = [
        rules.can_record_completion(people.coordinator, people.staff, course, people.diak)
        for course in (staff, student)
    ]
    assert may == [True, False]
