"""A plan is made, changed, put to rest and taken out; its reminders follow."""

import datetime
import uuid

import pytest
import time_machine
from django.db import IntegrityError, transaction

from skills.actions import change_plan, finish_lesson, pause_plan, plan, remind_ahead, remove_plan
from skills.actions.plan import MOST
from skills.models import PlanItem
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.skills import PlanItemFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.learning.actions import archive_course
from wellbeing_portal.learning.models import Lesson
from wellbeing_portal.notifications.actions import fire_due
from wellbeing_portal.notifications.enums import ReminderState
from wellbeing_portal.notifications.models import Delivery, Notice, Reminder

FIVE = datetime.time(17)
# A Saturday, at noon in Finland.
NOW = datetime.datetime(2026, 11, 28, 10, tzinfo=datetime.UTC)
SUNDAY_AT_FIVE = datetime.datetime(2026, 11, 29, 15, tzinfo=datetime.UTC)
WEEK = datetime.timedelta(days=7)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def course(db):
    return make_course("rhythm")


def planned(user, course=None, **more):
    usual = {"goal": "" if course else "Read", "weekdays": [6], "day": None, "at": FIVE, "minutes": 20, "remind": True}
    return plan(user, course=course, **{**usual, **more})


def waiting():
    return list(Reminder.objects.filter(state=ReminderState.WAITING).values_list("due_at", flat=True))


def told():
    return Notice.objects.filter(kind="skills.planned_now").count()


def test_a_plan_sets_its_first_reminder_and_leaves_no_trail(student, course):
    entries = Entry.objects.count()
    item = planned(student, course)
    assert (item.remind_at, waiting()) == (SUNDAY_AT_FIVE, [SUNDAY_AT_FIVE])
    assert Entry.objects.count() == entries


def test_without_a_reminder_none_is_set(student):
    assert planned(student, remind=False).remind_at is None
    assert waiting() == []


def test_the_same_form_plans_once(student):
    once = uuid.uuid4()
    assert planned(student, once=once) == planned(student, once=once)
    assert PlanItem.objects.visible_to(student).count() == 1


def test_a_plan_is_of_a_size_that_helps(student):
    PlanItemFactory.create_batch(MOST - 1, user=student)
    once = uuid.uuid4()
    last = planned(student, once=once)
    with pytest.raises(Refusal):
        planned(student)
    assert planned(student, once=once) == last


def test_a_course_and_words_of_ones_own_exclude_each_other(student, course):
    assert planned(student, course, goal="Both").goal == ""
    for wrong in ({"course": course, "goal": "Both"}, {"goal": ""}, {"weekdays": 0}, {"weekdays": 128}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlanItemFactory(user=student, **wrong)


def test_it_is_said_at_its_hour_and_comes_again_next_week(student, course, clock):
    planned(student, course)
    clock.move_to(SUNDAY_AT_FIVE - datetime.timedelta(seconds=1))
    assert (fire_due(), remind_ahead(), told()) == (0, 0, 0)
    clock.move_to(SUNDAY_AT_FIVE)
    assert (fire_due(), remind_ahead(), told()) == (1, 1, 1)
    assert (remind_ahead(), waiting()) == (0, [SUNDAY_AT_FIVE + WEEK])
    mail = Delivery.objects.get(kind="skills.planned_now")
    assert mail.due_at == SUNDAY_AT_FIVE
    clock.move_to(SUNDAY_AT_FIVE + WEEK)
    fire_due()
    assert told() == 2


def test_whatever_was_missed_is_not_made_up_for(student, course, clock):
    planned(student, course)
    clock.move_to(SUNDAY_AT_FIVE + 3 * WEEK + datetime.timedelta(hours=4))
    assert (fire_due(), remind_ahead(), told()) == (1, 1, 0)
    assert waiting() == [SUNDAY_AT_FIVE + 4 * WEEK]


def test_one_day_is_said_once(student, clock):
    item = planned(student, weekdays=[], day=datetime.date(2026, 11, 29))
    clock.move_to(SUNDAY_AT_FIVE)
    fire_due()
    remind_ahead()
    item.refresh_from_db()
    assert (item.remind_at, waiting(), told()) == (None, [], 1)


def test_a_lesson_of_that_day_makes_the_reminder_needless(student, course, clock):
    planned(student, course)
    clock.move_to(SUNDAY_AT_FIVE - datetime.timedelta(hours=6))
    lesson = Lesson.objects.unscoped("a test").get(version=course.current, key="read")
    finish_lesson(student, course=course, lesson=lesson, language="fi")
    clock.move_to(SUNDAY_AT_FIVE)
    fire_due()
    assert told() == 0
    clock.move_to(SUNDAY_AT_FIVE + WEEK)
    remind_ahead(now=SUNDAY_AT_FIVE)
    fire_due()
    assert told() == 1


def test_a_lesson_does_not_silence_what_is_ones_own(student, course, clock):
    planned(student)
    clock.move_to(SUNDAY_AT_FIVE)
    lesson = Lesson.objects.unscoped("a test").get(version=course.current, key="read")
    finish_lesson(student, course=course, lesson=lesson, language="fi")
    fire_due()
    assert told() == 1


def test_of_a_course_that_is_done_or_archived_nothing_is_said(student, peer, operator, course, clock):
    planned(student, course)
    planned(peer, course)
    clock.move_to(SUNDAY_AT_FIVE - datetime.timedelta(days=1))
    for key in ("read", "check"):
        lesson = Lesson.objects.unscoped("a test").get(version=course.current, key=key)
        finish_lesson(student, course=course, lesson=lesson, language="fi")
    EnrolmentFactory(course=course, user=peer)
    archive_course(operator, course=course, archived=True)
    clock.move_to(SUNDAY_AT_FIVE)
    fire_due()
    assert told() == 0


def test_changing_moves_the_reminder(student, course):
    item = planned(student, course)
    facts = {"course": None, "goal": "Read", "weekdays": [0], "day": None, "at": FIVE, "minutes": 30, "remind": True}
    changed = change_plan(student, item=item, **facts)
    assert (changed.course, changed.goal, changed.minutes) == (None, "Read", 30)
    assert waiting() == [SUNDAY_AT_FIVE + datetime.timedelta(days=1)]
    change_plan(student, item=item, **{**facts, "remind": False})
    assert waiting() == []


def test_nobody_changes_the_plan_of_another(student, peer, course):
    item = planned(student, course)
    pause_plan(peer, paused=True, item=item)
    pause_plan(peer, paused=True)
    item.refresh_from_db()
    assert not item.is_paused
    with pytest.raises(PlanItem.DoesNotExist):
        change_plan(peer, item=item, course=None, goal="Mine", weekdays=[0], day=None, at=FIVE, minutes=30, remind=True)


def test_rest_calls_off_and_going_on_sets_anew(student, course, clock):
    first, second = planned(student, course), planned(student)
    pause_plan(student, paused=True, item=first)
    pause_plan(student, paused=True, item=first)
    assert len(waiting()) == 1
    pause_plan(student, paused=True)
    assert waiting() == []
    clock.move_to(SUNDAY_AT_FIVE + datetime.timedelta(hours=1))
    pause_plan(student, paused=False)
    assert waiting() == [SUNDAY_AT_FIVE + WEEK] * 2
    second.refresh_from_db()
    assert not second.is_paused


def test_taking_out_is_for_good(student, peer, course):
    item = planned(student, course)
    remove_plan(student, item=item)
    remove_plan(student, item=item)
    assert (waiting(), PlanItem.objects.visible_to(student).count()) == ([], 0)


def test_the_hour_is_that_of_the_zone_the_person_chose(student):
    student.time_zone = "Asia/Tokyo"
    student.save()
    assert planned(student).remind_at == datetime.datetime(2026, 11, 29, 8, tzinfo=datetime.UTC)
