"""How a training stands, by dated examples; and who may ask for one."""

import datetime
from types import SimpleNamespace

import pytest

from staff_training.enums import Renewal, Status
from staff_training.models import TrainingAssignment, TrainingRequirement
from staff_training.rules import (
    Facts,
    can_ask,
    can_exempt,
    changed,
    counts_from,
    first_due,
    moved_due,
    renewal_opens,
    status,
    validity_of,
)
from tests.factories.institutions import InstitutionFactory
from wellbeing_portal.learning.enums import ExpiryBase
from wellbeing_portal.learning.rules import Validity, day_of, end_of, valid_until


def day(text):
    return datetime.date.fromisoformat(text)


DUE = Facts(due_on=day("2026-06-30"))
BEGUN = Facts(due_on=day("2026-06-30"), is_begun=True)
GRACE = Facts(due_on=day("2026-06-30"), grace_days=7)
DONE = Facts(due_on=day("2026-06-30"), is_completed=True)
UNTIL = Facts(due_on=day("2026-06-30"), is_completed=True, valid_until=day("2028-06-30"), window_days=60)
LEAP = Facts(due_on=day("2024-01-31"), is_completed=True, valid_until=day("2028-02-29"), window_days=1)
NEXT = Facts(due_on=day("2028-06-30"), previous_until=day("2028-06-30"))
NEXT_BEGUN = Facts(due_on=day("2028-06-30"), previous_until=day("2028-06-30"), is_begun=True)
AWAY = Facts(due_on=day("2026-12-31"), is_exempt=True, exempt_until=day("2026-11-01"))


EARLY = Facts(due_on=day("2026-06-30"), previous_until=day("2028-06-30"))
EXAMPLES = [
    (DUE, "2026-05-01", Status.NOT_STARTED),
    (BEGUN, "2026-05-01", Status.IN_PROGRESS),
    (DUE, "2026-06-30", Status.NOT_STARTED),  # the last day still counts
    (DUE, "2026-07-01", Status.OVERDUE),
    (BEGUN, "2026-07-01", Status.OVERDUE),
    (GRACE, "2026-07-07", Status.NOT_STARTED),
    (GRACE, "2026-07-08", Status.OVERDUE),
    (DONE, "2030-01-01", Status.COMPLETED),  # on time, for good
    (UNTIL, "2026-07-01", Status.COMPLETED),
    (UNTIL, "2028-04-30", Status.COMPLETED),
    (UNTIL, "2028-05-01", Status.EXPIRING),  # the window opens
    (UNTIL, "2028-06-30", Status.EXPIRING),
    (UNTIL, "2028-07-01", Status.EXPIRED),
    (LEAP, "2028-02-27", Status.COMPLETED),
    (LEAP, "2028-02-28", Status.EXPIRING),
    (LEAP, "2028-02-29", Status.EXPIRING),
    (LEAP, "2028-03-01", Status.EXPIRED),
    (NEXT, "2028-06-01", Status.EXPIRING),
    (NEXT_BEGUN, "2028-06-01", Status.IN_PROGRESS),
    (NEXT, "2028-07-01", Status.EXPIRED),
    (AWAY, "2026-11-01", Status.EXEMPT),  # on leave
    (AWAY, "2026-11-02", Status.NOT_STARTED),  # back again
    (AWAY, "2027-01-01", Status.OVERDUE),
    (Facts(due_on=day("2026-01-01"), is_exempt=True), "2030-01-01", Status.EXEMPT),  # for good
    (Facts(due_on=day("2026-01-01"), is_closed=True), "2030-01-01", Status.CLOSED),
    (Facts(due_on=day("2026-01-01"), is_completed=True, is_exempt=True), "2030-01-01", Status.COMPLETED),
    (EARLY, "2026-06-30", Status.EXPIRING),  # the course has changed: asked for again before its end
    (EARLY, "2026-07-01", Status.OVERDUE),
    (EARLY, "2028-06-30", Status.OVERDUE),
    (EARLY, "2028-07-01", Status.EXPIRED),
]


@pytest.mark.parametrize(("facts", "on", "said"), EXAMPLES)
def test_how_it_stands(facts, on, said):
    assert status(facts, day(on)) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        # Summer time begins on 29 March 2026 and ends on 25 October 2026: the due day has 23 and 25 hours.
        ("2026-03-29T20:59:59+00:00", Status.NOT_STARTED),
        ("2026-03-29T21:00:00+00:00", Status.OVERDUE),
        ("2026-10-25T21:59:59+00:00", Status.NOT_STARTED),
        ("2026-10-25T22:00:00+00:00", Status.OVERDUE),
    ],
)
def test_a_day_ends_at_midnight_in_finland_at_both_changes_of_the_clock(moment, said):
    at = datetime.datetime.fromisoformat(moment)
    due = day(moment[:10])
    assert status(Facts(due_on=due), day_of(at)) == said
    assert (at >= end_of(due)) == (said == Status.OVERDUE)


def requirement(**more):
    usual = {"effective_from": day("2026-03-31"), "due_days": 30, "window_days": 60}
    return TrainingRequirement(**{**usual, **more})


@pytest.mark.parametrize(
    ("assigned", "due"),
    [("2026-01-01", "2026-04-30"), ("2026-03-31", "2026-04-30"), ("2026-10-01", "2026-10-31")],
)
def test_nobody_is_late_for_what_was_not_asked_yet(assigned, due):
    assert first_due(requirement(), day(assigned)) == day(due)


@pytest.mark.parametrize(
    ("assigned", "due"),
    [
        ("2026-01-01", "2026-05-31"),
        ("2026-05-17", "2026-05-31"),
        ("2026-05-18", "2026-06-01"),  # two weeks at the least
        ("2026-03-16", "2026-05-31"),  # both changes of the clock: days are those of the calendar
        ("2026-10-18", "2026-11-01"),
    ],
)
def test_a_fixed_day_is_the_day_but_for_those_asked_late(assigned, due):
    assert first_due(requirement(due_on=day("2026-05-31")), day(assigned)) == day(due)


def test_a_fixed_day_on_a_leap_day_and_what_is_due_on_it():
    leap = requirement(effective_from=day("2028-01-01"), due_on=day("2028-02-29"))
    assert first_due(leap, day("2028-01-10")) == day("2028-02-29")
    facts = Facts(due_on=day("2028-02-29"), grace_days=1)
    assert [status(facts, day(on)) for on in ("2028-02-29", "2028-03-01", "2028-03-02")] == [
        Status.NOT_STARTED, Status.NOT_STARTED, Status.OVERDUE
    ]  # fmt: skip


LATER, SOONER, FIXED = {"due_days": 60}, {"due_days": 5}, {"due_on": day("2026-06-30")}


@pytest.mark.parametrize(
    ("rest", "row", "due"),
    [
        (LATER, {}, "2026-05-31"),
        (SOONER, {}, "2026-04-24"),  # today and two weeks, since 6 April is over
        (SOONER, {"due_on": day("2026-04-12")}, "2026-04-12"),  # what is nearer already stays
        (SOONER, {"due_on": day("2026-09-01")}, "2026-08-07"),  # an exemption moved it, and it stays moved
        (FIXED, {}, "2026-06-30"),
        (LATER, {"completion_id": 1}, "2026-05-01"),
        (LATER, {"previous_until": day("2026-05-01")}, "2026-05-01"),
        (LATER, {"least_version": 2}, "2026-05-01"),
    ],
)
def test_a_change_moves_the_day_and_takes_nobody_by_surprise(rest, row, due):
    before = requirement()
    asked = TrainingAssignment(**{"assigned_on": day("2026-04-01"), "due_on": day("2026-05-01"), **row})
    assert moved_due(before, changed(before, rest), asked, day("2026-04-10")) == day(due)
    assert before.due_days == 30


def test_how_far_back_a_completion_counts():
    assert counts_from(requirement(earlier_months=1)) == day("2026-02-28")
    assert counts_from(requirement(earlier_months=0)) == day("2026-03-31")


def test_when_a_renewal_opens():
    assert renewal_opens(requirement(), day("2028-06-30")) == day("2028-05-01")


def test_how_long_a_completion_counts():
    months = requirement(renewal=Renewal.MONTHS, renew_months=12, expiry_base=ExpiryBase.PREVIOUS)
    yearly = requirement(renewal=Renewal.YEARLY, fixed_month=8, fixed_day=31, least_months=6)
    assert validity_of(requirement()) is None
    assert validity_of(months) == Validity(
        months=12, base=ExpiryBase.PREVIOUS, window_days=60, fixed=(12, 31), least_months=6
    )
    # In the window nothing is lost; late, it counts from the completion; the fixed day never jumps a year ahead.
    assert valid_until(validity_of(months), day("2028-05-01"), day("2028-06-30")) == day("2029-06-30")
    assert valid_until(validity_of(months), day("2028-07-01"), day("2028-06-30")) == day("2029-07-01")
    assert valid_until(validity_of(months), day("2028-04-30"), day("2028-06-30")) == day("2029-04-30")
    assert valid_until(validity_of(yearly), day("2026-02-28")) == day("2026-08-31")
    assert valid_until(validity_of(yearly), day("2026-03-01")) == day("2027-08-31")


def test_a_coordinator_asks_the_own_people_and_a_manager_anybodys_while_the_institution_is_a_partner(people):
    everybody = {name: person for name, person in vars(people).items() if name not in ("diak", "kamk")}
    asking = [name for name, person in everybody.items() if can_ask(person, people.diak)]
    assert asking == ["coordinator", "manager"]
    assert not can_ask(people.coordinator, people.kamk)
    assert can_ask(people.manager, people.kamk)
    people.diak.partner_until = day("2026-01-01")
    assert not can_ask(people.coordinator, people.diak)


def test_nobody_exempts_themself(people):
    def of(user):
        return SimpleNamespace(user_id=user.pk, requirement=SimpleNamespace(institution_id=people.diak.pk))

    assert can_exempt(people.coordinator, of(people.staff))
    assert not can_exempt(people.coordinator, of(people.coordinator))
    assert not can_exempt(people.staff, of(people.guide))
    assert not can_exempt(
        people.coordinator,
        SimpleNamespace(user_id=people.staff.pk, requirement=SimpleNamespace(institution_id=InstitutionFactory().pk)),
    )
