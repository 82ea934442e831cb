"""Asking at several institutions, drafts and their preview, changing what is live, and courses that change."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from staff_training import actions, queries
from staff_training.enums import Renewal, Status
from staff_training.models import TrainingAssignment, TrainingRequirement
from staff_training.rules import AskedOf
from tests.factories.institutions import MembershipFactory
from tests.factories.learning import CompletionRecordFactory, make_course
from tests.factories.staff_training import AssignmentFactory, RequirementFactory
from tests.staff_training.routes import NEW
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.institutions.models import Membership
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning.models import CourseVersion

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 3, 2, 9, tzinfo=datetime.UTC)
TODAY, DAY = NOW.date(), datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def course():
    return make_course("free", kind="staff")


@pytest.fixture
def leena(client, people):
    client.force_login(people.coordinator)
    return client


def asked(course, **rest):
    return AskedOf(course=course, roles=("staff",), effective_from=datetime.date(2026, 1, 1), rest=rest)


def at(name, row):
    return reverse(f"staff_training:{name}", args=[row.public_id])


def new_version(course, *, material=True):
    old = course.current
    fields = {
        field.name: getattr(old, field.name)
        for field in CourseVersion._meta.concrete_fields
        if field.name not in ("id", "public_id")
    }
    more = {"number": old.number + 1, "material_change": material, "published_at": timezone.now()}
    course.current = CourseVersion.objects.create(**{**fields, **more})
    course.save()
    return course.current


# --- at several institutions


def test_a_manager_asks_several_at_once_changes_the_drafts_and_begins_everywhere(client, people, course):
    MembershipFactory(user=people.stranger, institution=people.kamk, role="staff")
    client.force_login(people.manager)
    client.post(reverse("staff_training:requirement_new"), {**NEW, "institutions": ["diak", "kamk"]})
    here, there = TrainingRequirement.objects.order_by("institution__slug")
    assert (here.institution, there.institution, here.together) == (people.diak, people.kamk, there.together)
    shown = client.get(at("requirement_page", here))
    assert [row.institution for row in shown.context["siblings"]] == [people.kamk]
    client.post(at("requirement_edit", here), {**NEW, "due_days": "45"})
    assert set(TrainingRequirement.objects.values_list("due_days", flat=True)) == {45}
    client.post(at("requirement_begin", here), {"together": "1"})
    assert set(TrainingAssignment.objects.values_list("user", flat=True)) == {people.staff.pk, people.stranger.pk}
    page = client.get(at("requirement_page", here)).content.decode()
    assert people.staff.email not in page
    assert list(client.get(at("requirement_page", here)).context["people"]) == []


def test_a_coordinator_changes_and_begins_only_the_own_one(people, course):
    rows = actions.ask_together(people.manager, institutions=[people.diak, people.kamk], asked=asked(course))
    rows[0].refresh_from_db()
    actions.change_draft(people.coordinator, requirement=rows[0], asked=asked(course, due_days=99))
    rows[0].refresh_from_db()
    actions.begin_together(people.coordinator, requirement=rows[0])
    here, there = TrainingRequirement.objects.order_by("pk")
    assert (here.due_days, there.due_days, there.live_at) == (99, 60, None)
    assert not queries.made_with(people.coordinator, here)
    assert here.live_at is not None


def test_all_or_none_are_asked(people, course):
    RequirementFactory(institution=people.kamk, course=course)
    with pytest.raises(Refusal) as refused:
        actions.ask_together(people.manager, institutions=[people.diak, people.kamk], asked=asked(course))
    assert (refused.value.field, people.kamk.short_name in refused.value.message) == ("course", True)
    assert TrainingRequirement.objects.count() == 1


@pytest.mark.parametrize(
    ("audience", "shared", "reached"),
    [(Audience.EVERYONE, False, True), (Audience.OWN, False, False), (Audience.CHOSEN, False, False),
     (Audience.CHOSEN, True, True)],
)  # fmt: skip
def test_a_course_is_asked_only_where_people_see_it(people, audience, shared, reached):
    course = make_course("theirs", kind="staff", owner=people.kamk)
    type(course).objects.filter(pk=course.pk).update(audience=audience)
    course.refresh_from_db()
    if shared:
        course.shared_with.add(people.diak)
    assert queries.reaches(course, people.diak) is reached
    assert queries.reaches(course, people.kamk)
    if not reached:
        with pytest.raises(Refusal):
            actions.save_requirement(people.coordinator, institution=people.diak, asked=asked(course))


def test_who_coordinates_only_a_partner_that_has_ended_asks_nobody(leena, people):
    type(people.diak).objects.filter(pk=people.diak.pk).update(partner_until=datetime.date(2020, 1, 1))
    assert leena.get(reverse("staff_training:requirement_new")).status_code == 403


# --- drafts


def test_a_draft_tells_who_is_new_who_has_it_and_who_is_exempt(leena, people, course):
    ended = RequirementFactory(institution=people.diak, course=course)
    AssignmentFactory(
        requirement=ended,
        user=people.guide,
        exempted_at=NOW,
        exempt_why="Teaches it.",
        closed_at=NOW,
        closed_why="ended",
    )
    actions.end_requirement(people.coordinator, requirement=ended)
    CompletionRecordFactory(user=people.moderator, course=course, completed_at=NOW - 30 * DAY)
    roles = ["staff", "guide", "moderator"]
    draft = RequirementFactory(institution=people.diak, course=course, live_at=None, roles=roles)
    preview = leena.get(at("requirement_page", draft)).context["preview"]
    assert vars(preview) == {"asked": 3, "new": 1, "have": 1, "exempt": 1, "first_due": TODAY + 30 * DAY}
    hidden = queries.preview_of(people.manager, draft)
    assert (hidden.new, hidden.have, hidden.exempt) == (None, None, None)
    actions.begin_requirement(people.coordinator, requirement=draft)
    carried = TrainingAssignment.objects.get(requirement=draft, user=people.guide)
    assert (carried.exempt_why, carried.exempt_until) == ("Teaches it.", None)


def test_a_completion_that_is_too_old_or_over_is_no_completion_of_a_draft(people, course):
    for person, ago, until in ((people.staff, 900, None), (people.guide, 30, TODAY - DAY)):
        CompletionRecordFactory(user=person, course=course, completed_at=NOW - ago * DAY, valid_until=until)
    draft = RequirementFactory(institution=people.diak, course=course, live_at=None, roles=["staff", "guide"])
    assert queries.preview_of(people.coordinator, draft).new == 2


def test_who_left_exempt_until_a_day_comes_back_exempt_with_days_after_it(people, course):
    requirement = RequirementFactory(institution=people.diak, course=course)
    actions.run_all()
    row = TrainingAssignment.objects.get()
    actions.exempt_person(people.coordinator, assignment=row, reason="On leave.", until=TODAY + 20 * DAY)
    Membership.objects.filter(user=people.staff).update(ended_at=NOW)
    actions.run_all()
    MembershipFactory(user=people.staff, institution=people.diak, role="staff", valid_from=TODAY)
    actions.run_all()
    back = TrainingAssignment.objects.get(requirement=requirement, closed_at=None)
    assert (back.cycle, back.exempt_until, back.due_on) == (2, TODAY + 20 * DAY, TODAY + 50 * DAY)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"due_on": "2025-12-31"}, "due_on"),
        ({"fixed_day": "31", "fixed_month": "2"}, "fixed_day"),
        ({"fixed_day": "x"}, "fixed_day"),
        ({"window_days": "0"}, "window_days"),
    ],
)
def test_what_is_under_more_is_shown_when_it_is_wrong(leena, course, more, field):
    response = leena.post(reverse("staff_training:requirement_new"), {**NEW, **more})
    form = response.context["form"]
    assert (response.status_code, list(form.errors), form.is_wide) == (422, [field], True)


def test_a_draft_is_changed_with_all_its_fields(leena, people, course):
    leena.post(reverse("staff_training:requirement_new"), NEW)
    draft = TrainingRequirement.objects.get()
    form = leena.get(at("requirement_edit", draft)).context["form"]
    assert (form["course"].value(), form["due_days"].value(), form.is_wide) == ("free", 30, False)
    more = {
        "due_on": "2026-06-30",
        "renewal": "yearly",
        "fixed_day": "29",
        "fixed_month": "2",
        "renews_on_change": "on",
    }
    leena.post(at("requirement_edit", draft), {**NEW, **more})
    draft.refresh_from_db()
    assert (draft.due_on, draft.fixed, draft.renews_on_change) == (
        datetime.date(2026, 6, 30), datetime.date(2028, 2, 29), True
    )  # fmt: skip
    RequirementFactory(institution=people.diak, course=make_course("taken", kind="staff"))
    assert leena.post(at("requirement_edit", draft), {**NEW, "course": "taken"}).status_code == 422


@pytest.mark.parametrize("rest", [
    {}, {"due_on": datetime.date(2026, 6, 30)}, {"grace_days": 3}, {"earlier_months": 0}, {"renews_on_change": True},
    {"renewal": "months"}, {"renewal": "months", "expiry_base": "previous"}, {"renewal": "yearly"},
])  # fmt: skip
def test_everything_that_is_asked_is_said(leena, people, course, rest):
    draft = RequirementFactory(institution=people.diak, course=course, live_at=None, **rest)
    page = leena.get(at("requirement_page", draft), {"lang": "en"}).content.decode()
    said = {
        "due_on": "30.6.2026", "grace_days": "3 days of grace", "earlier_months": "Earlier completions do not count",
        "renews_on_change": "asked for anew", "expiry_base": "end of the previous one", "renewal": "can be renewed",
    }  # fmt: skip
    assert "staff" in page
    assert [name for name in rest if name != "due_on" and said[name] not in page] == []
    assert ("30 days to complete it" in page) is ("due_on" not in rest)


# --- changing what is live


def test_a_change_of_what_is_live_is_looked_at_first_and_audited(leena, people, course):
    requirement = RequirementFactory(institution=people.diak, course=course)
    AssignmentFactory(requirement=requirement, user=people.staff, assigned_on=TODAY - 40 * DAY, due_on=TODAY - 10 * DAY)
    data = {**NEW, "due_days": "60"}
    shown = leena.post(at("requirement_edit", requirement), data)
    change = shown.context["change"]
    assert (shown.status_code, change.moved) == (200, 1)
    assert [(status, now, then) for status, now, then in change.rows if now or then] == [
        (Status.NOT_STARTED, 0, 1),
        (Status.OVERDUE, 1, 0),
    ]
    row = TrainingAssignment.objects.get()
    assert row.due_on == TODAY - 10 * DAY
    for _twice in range(2):
        leena.post(at("requirement_edit", requirement), {**data, "save": "1"})
    row.refresh_from_db()
    assert row.due_on == TODAY + 20 * DAY
    entry = Entry.objects.get(action="change_training_requirement")
    assert entry.facts == {"fields": ["due_days"], "moved": 1}
    assert leena.post(at("requirement_edit", requirement), {**data, "due_days": "0"}).status_code == 422


def test_more_grace_moves_nobodys_day(people, course):
    requirement = RequirementFactory(institution=people.diak, course=course)
    actions.run_all()
    due = TrainingAssignment.objects.get().due_on
    assert actions.change_requirement(people.coordinator, requirement=requirement, rest={"grace_days": 9}) == 0
    assert TrainingAssignment.objects.get().due_on == due


def test_only_what_runs_is_changed_by_those_who_may(leena, people, course):
    requirement = RequirementFactory(institution=people.diak, course=course)
    with pytest.raises(Refusal):
        actions.change_requirement(people.guide, requirement=requirement, rest={"due_days": 9})
    actions.end_requirement(people.coordinator, requirement=requirement)
    with pytest.raises(Refusal):
        actions.change_requirement(people.coordinator, requirement=requirement, rest={"due_days": 9})
    assert leena.get(at("requirement_edit", requirement)).status_code == 403


# --- a course that changes


def test_a_course_that_changed_much_is_asked_for_anew_with_days_of_its_own(people, course):
    requirement = RequirementFactory(
        institution=people.diak, course=course, renews_on_change=True, change_days=20, renewal=Renewal.MONTHS
    )
    until = TODAY + 200 * DAY
    first = CompletionRecordFactory(user=people.staff, course=course, completed_at=NOW - 30 * DAY, valid_until=until)
    actions.run_all()
    assert TrainingAssignment.objects.get().completion == first
    new_version(course, material=False)
    assert actions.run_all() == 0
    new_version(course)
    assert (actions.run_all(), actions.run_all()) == (1, 0)
    old, new = TrainingAssignment.objects.order_by("cycle")
    assert (old.completion, old.closed_why) == (first, "renewed")
    assert (new.due_on, new.previous_until, new.least_version) == (TODAY + 20 * DAY, until, 3)
    assert requirement.assignments.count() == 2
    older = course.versions.get(number=2)
    CompletionRecordFactory(user=people.staff, course=course, cycle=2, version=older)
    actions.run_all()
    assert TrainingAssignment.objects.get(closed_at=None).completion is None
    CompletionRecordFactory(user=people.staff, course=course, cycle=3)
    actions.run_all()
    assert TrainingAssignment.objects.get(closed_at=None).completion.cycle == 3


@pytest.mark.parametrize(("left", "due"), [(None, 20), (5, 5)])
def test_a_changed_course_is_due_before_the_validity_ends(people, course, left, due):
    RequirementFactory(institution=people.diak, course=course, renews_on_change=True, change_days=20)
    until = None if left is None else TODAY + left * DAY
    CompletionRecordFactory(user=people.staff, course=course, completed_at=NOW - 30 * DAY, valid_until=until)
    actions.run_all()
    new_version(course)
    actions.run_all()
    assert TrainingAssignment.objects.get(closed_at=None).due_on == TODAY + due * DAY


def test_a_course_that_changed_is_not_asked_for_anew_unless_that_was_wished(people, course):
    RequirementFactory(institution=people.diak, course=course)
    RequirementFactory(institution=people.diak, course=make_course("same", kind="staff"), renews_on_change=True)
    CompletionRecordFactory(user=people.staff, course=course, completed_at=NOW - 30 * DAY)
    new_version(course)
    actions.run_all()
    assert actions.run_all() == 0
