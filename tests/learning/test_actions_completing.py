"""The ledger of completions."""

from datetime import UTC, date, datetime, timedelta

import pytest
import structlog
from django.utils import timezone

from tests.factories.learning import CompletionRecordFactory, EnrolmentFactory, make_course
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning import registry
from wellbeing_portal.learning.actions import (
    mark_done,
    record_completion,
    tell_completions,
    void_completion,
)
from wellbeing_portal.learning.enums import ExpiryBase
from wellbeing_portal.learning.models import CompletionRecord, Course
from wellbeing_portal.learning.rules import Validity
from wellbeing_portal.learning.tasks import tell_completions as tell_task

pytestmark = pytest.mark.django_db


class Follower:
    """Somebody who hears of completions, and may fail."""

    def __init__(self):
        self.heard, self.fails = [], False

    def completed(self, record):
        if self.fails:
            raise RuntimeError("out of order")
        self.heard.append(("completed", record.public_id))

    def voided(self, actor, *, record, reason):
        self.heard.append(("voided", record.public_id, reason))


@pytest.fixture
def follower(monkeypatch):
    monkeypatch.setattr(registry, "_followers", [])
    one = Follower()
    registry.follows_completions(one)
    return one


@pytest.fixture
def validities(monkeypatch):
    monkeypatch.setattr(registry, "_validities", [])
    return registry.says_validity


@pytest.fixture
def enrolment(student):
    return EnrolmentFactory(course=make_course(valid_months=24), user=student)


def complete(enrolment):
    for key in ("read", "check"):
        lesson = enrolment.version.lessons.get(key=key)
        record = mark_done(enrolment.user, enrolment=enrolment, lesson=lesson)
    return record


def test_a_completion_is_told_after_the_commit_and_once(enrolment, follower, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        record = complete(enrolment)
        assert follower.heard == []
    assert follower.heard == [("completed", record.public_id)]
    with django_capture_on_commit_callbacks(execute=True):
        assert complete(enrolment) == record
    assert tell_completions() == 0
    assert len(follower.heard) == 1
    entries = Entry.objects.filter(action="complete_course")
    assert [(entry.target, entry.facts) for entry in entries] == [(f"learning.CompletionRecord:{record.public_id}", {})]


def test_whoever_could_not_hear_is_told_later(enrolment, follower, time_machine, django_capture_on_commit_callbacks):
    follower.fails = True
    with structlog.testing.capture_logs() as lines, django_capture_on_commit_callbacks(execute=True):
        record = complete(enrolment)
    assert [(line["event"], line["completion"], line["error"]) for line in lines] == [
        ("completion_not_told", str(record.public_id), "RuntimeError")
    ]
    follower.fails = False
    assert tell_completions() == 0
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    tell_task()
    assert follower.heard == [("completed", record.public_id)]
    assert CompletionRecord.objects.get().told_at is not None


def test_one_that_fails_keeps_no_other_waiting(follower, people, time_machine):
    course = make_course()
    rows = [CompletionRecordFactory(course=course, user=one) for one in (people.student, people.peer)]
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    heard = follower.completed

    def half_deaf(record):
        if record.pk == rows[0].pk:
            raise RuntimeError
        heard(record)

    follower.completed = half_deaf
    assert tell_completions() == 1
    assert follower.heard == [("completed", rows[1].public_id)]


def test_validity_is_reckoned_once_on_the_calendar(enrolment, time_machine):
    time_machine.move_to(datetime(2026, 3, 28, 22, 30, tzinfo=UTC))
    record = complete(enrolment)
    assert record.valid_until == date(2028, 3, 29)


def test_a_room_may_say_how_long_it_counts(enrolment, validities, time_machine):
    asked = []

    @validities
    def nothing(user, course, completed_on):
        asked.append((user, course, completed_on))

    @validities
    def each_year(user, course, completed_on):
        return Validity(12, base=ExpiryBase.PREVIOUS, window_days=30)

    time_machine.move_to(datetime(2026, 5, 10, 9, tzinfo=UTC))
    course, student = enrolment.course, enrolment.user
    CompletionRecordFactory(course=course, user=student, cycle=1, valid_until=date(2026, 6, 1))
    record = complete(EnrolmentFactory(course=course, user=student, cycle=2))
    assert record.valid_until == date(2027, 6, 1)
    assert asked == [(student, course, date(2026, 5, 10))]


def test_a_cycle_whose_completion_was_taken_back_gets_no_new_one_by_itself(people):
    enrolment = EnrolmentFactory(course=make_course(kind="staff"), user=people.staff)
    CompletionRecordFactory(course=enrolment.course, user=people.staff, voided_at=timezone.now())
    assert mark_done(people.staff, enrolment=enrolment, lesson=enrolment.version.lessons.get(key="read")) is None
    assert CompletionRecord.objects.filter(voided_at=None).count() == 0


def by_hand(people, course, **more):
    usual = {"person": people.staff, "course": course, "institution": people.diak, "reason": "A live day."}
    return record_completion(people.coordinator, **{**usual, **more})


def test_a_coordinator_records_what_was_learned_elsewhere(people):
    course = make_course(kind="staff", valid_months=12)
    on = datetime(2026, 2, 28, 10, tzinfo=UTC)
    record = by_hand(people, course, completed_at=on)
    assert (record.is_manual, record.granter, record.reason, record.completed_at, record.valid_until, record.cycle) == (
        True,
        people.coordinator,
        "A live day.",
        on,
        date(2027, 2, 28),
        1,
    )
    assert by_hand(people, course, reason="Again.") == record
    assert CompletionRecord.objects.count() == 1
    assert Entry.objects.filter(action="record_completion").count() == 1


def test_what_is_recorded_by_hand_belongs_to_the_cycle_somebody_is_in(people):
    course = make_course(kind="staff")
    CompletionRecordFactory(course=course, user=people.staff)
    EnrolmentFactory(course=course, user=people.staff, cycle=2)
    assert by_hand(people, course).cycle == 2


def test_recording_by_hand_needs_a_reason_a_right_and_a_day_that_was(people):
    course = make_course(kind="staff")
    with pytest.raises(Refusal) as refusal:
        by_hand(people, course, reason=" ")
    assert refusal.value.field == "reason"
    with pytest.raises(Refusal) as refusal:
        by_hand(people, course, completed_at=timezone.now() + timedelta(hours=1))
    assert refusal.value.field == "completed_on"
    for more in ({"person": people.stranger}, {"person": people.coordinator}, {"institution": people.kamk}):
        with pytest.raises(Refusal):
            by_hand(people, course, **more)
    with pytest.raises(Refusal):
        by_hand(people, make_course("students"))
    with pytest.raises(Refusal):
        by_hand(people, Course.objects.create(slug="empty", kind="staff"))
    assert not CompletionRecord.objects.exists()


def test_taking_back_is_told_in_the_same_transaction_and_once(people, follower):
    record = CompletionRecordFactory(course=make_course(kind="staff"), user=people.staff)
    for reason in ("A mistake.", "Again."):
        void_completion(people.coordinator, completion=record, institution=people.diak, reason=reason)
    record.refresh_from_db()
    assert (record.voided_by, record.voided_why) == (people.coordinator, "A mistake.")
    assert follower.heard == [("voided", record.public_id, "A mistake.")]
    assert Entry.objects.filter(action="void_completion").count() == 1
    assert by_hand(people, record.course).pk != record.pk


def test_taking_back_needs_a_reason_and_a_right(people):
    record = CompletionRecordFactory(course=make_course(kind="staff"), user=people.staff)
    for actor, reason in ((people.coordinator, ""), (people.manager, "A mistake."), (people.staff, "A mistake.")):
        with pytest.raises(Refusal):
            void_completion(actor, completion=record, institution=people.diak, reason=reason)
    record.refresh_from_db()
    assert record.voided_at is None


def test_what_was_taken_back_is_told_to_nobody_later(people, follower, time_machine):
    CompletionRecordFactory(course=make_course(kind="staff"), user=people.staff, voided_at=timezone.now())
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    assert (tell_completions(), follower.heard) == (0, [])
