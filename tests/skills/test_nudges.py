"""Nudges: asked for, seldom, and then never again."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from skills.actions import choose_nudges, finish_lesson, nudge_all
from skills.models import Nudge, NudgeWish
from tests.factories.learning import EnrolmentFactory, make_course
from tests.factories.skills import NudgeFactory, NudgeWishFactory
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.institutions.models import Membership
from wellbeing_portal.learning.actions import archive_course, open_lesson
from wellbeing_portal.learning.models import Lesson
from wellbeing_portal.notifications.actions.writing import write
from wellbeing_portal.notifications.models import Delivery, Notice
from wellbeing_portal.notifications.queries import lines_of

NOON = datetime.datetime(2026, 11, 2, 10, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def course(db):
    return make_course("rhythm")


@pytest.fixture
def way(course, student):
    """The student in the course, opened at noon for the last time; wants to be nudged."""
    NudgeWishFactory(user=student)
    return EnrolmentFactory(course=course, user=student, last_lesson="check")


def lesson_of(course, key):
    return Lesson.objects.unscoped("a test").get(version=course.current, key=key)


def notices():
    return Notice.objects.filter(kind="skills.go_on")


def reasons():
    """Why the mails that are on their way would not be written; empty for one that is."""
    deliveries = Delivery.objects.filter(kind="skills.go_on").select_related("recipient")
    return [parcel.reason for parcel in write(list(deliveries))]


def test_twice_and_then_never_again(way, clock):
    said = []
    for day in range(80):
        clock.move_to(NOON + day * DAY)
        if nudge_all():
            said.append(day)
        assert nudge_all() == 0
    assert said == [7, 21]
    assert (notices().count(), Nudge.objects.unscoped("a test").count()) == (2, 2)


def test_opened_again_it_begins_anew(way, student, course, clock):
    clock.move_to(NOON + 8 * DAY)
    assert nudge_all() == 1
    open_lesson(student, enrolment=way, lesson=lesson_of(course, "read"))
    assert reasons() == ["no longer so"]
    clock.move_to(NOON + 14 * DAY)
    assert nudge_all() == 0
    clock.move_to(NOON + 15 * DAY)
    assert nudge_all() == 1


def test_runs_that_were_missed_are_one_nudge(way, clock):
    clock.move_to(NOON + 25 * DAY)
    assert (nudge_all(), nudge_all()) == (1, 0)
    clock.move_to(NOON + 34 * DAY)
    assert nudge_all() == 0


def test_whoever_asks_for_them_late_is_not_told_of_old_times(course, student, clock):
    EnrolmentFactory(course=course, user=student)
    clock.move_to(NOON + 35 * DAY)
    choose_nudges(student, wants=True)
    assert nudge_all() == 0


def test_only_those_who_want_it(course, student, peer, clock):
    for person in (student, peer):
        EnrolmentFactory(course=course, user=person)
    choose_nudges(peer, wants=False)
    clock.move_to(NOON + 8 * DAY)
    assert nudge_all() == 0
    choose_nudges(peer, wants=True)
    assert nudge_all() == 1
    choose_nudges(peer, wants=False)
    assert reasons() == ["no longer so"]


def test_not_of_what_is_done_archived_or_begun_anew_nor_to_who_has_gone(way, course, student, operator, clock):
    clock.move_to(NOON + 8 * DAY)
    student.is_active = False
    student.save()
    assert nudge_all() == 0
    student.is_active = True
    student.save()
    later = EnrolmentFactory(course=course, user=student, cycle=2, seen_at=timezone.now())
    assert nudge_all() == 0
    later.delete()
    archive_course(operator, course=course, archived=True)
    assert nudge_all() == 0
    archive_course(operator, course=course, archived=False)
    for key in ("read", "check"):
        finish_lesson(student, course=course, lesson=lesson_of(course, key), language="fi")
    way.refresh_from_db()
    type(way).objects.filter(pk=way.pk).update(seen_at=NOON)
    assert nudge_all() == 0


@pytest.mark.parametrize("what", ["archived", "done", "left"])
def test_what_changes_before_the_mail_leaves_keeps_it_back(what, diak, student, operator, clock):
    course = make_course("own", owner=diak, audience=Audience.OWN)
    NudgeWishFactory(user=student)
    EnrolmentFactory(course=course, user=student)
    clock.move_to(NOON + 8 * DAY)
    assert (nudge_all(), reasons()) == (1, [""])
    if what == "archived":
        type(course).objects.filter(pk=course.pk).update(state="archived")
    elif what == "left":
        Membership.objects.filter(user=student).delete()
    else:
        for key in ("read", "check"):
            finish_lesson(student, course=course, lesson=lesson_of(course, key), language="fi")
        type(course.enrolments.get()).objects.update(seen_at=NOON)
    assert reasons() == ["no longer so"]


def test_the_portal_says_where_one_was_and_the_mail_only_how_far(way, student, clock):
    clock.move_to(NOON + 8 * DAY)
    nudge_all()
    with translation.override("en"):
        [line] = lines_of(student, list(notices()))
        said = "You were at “check en” in Course rhythm en. About 25 minutes are left, whenever it suits you."
        assert (line.text, line.link) == (said, "/skills/rhythm/")
        [by_mail] = lines_of(student, list(notices()), by_mail=True)
        assert by_mail.link == "/skills/me/"
    student.language = "en"
    student.save()
    [parcel] = write(list(Delivery.objects.filter(kind="skills.go_on").select_related("recipient")))
    assert "you were at lesson 2. About 25 minutes are left." in parcel.letter.body
    assert "rhythm" not in parcel.letter.body
    assert "List-Unsubscribe" in parcel.letter.extra_headers


def test_a_lesson_that_is_gone_is_not_named(way, student, clock):
    type(way).objects.filter(pk=way.pk).update(last_lesson="")
    clock.move_to(NOON + 8 * DAY)
    nudge_all()
    with translation.override("en"):
        [line] = lines_of(student, list(notices()))
    assert line.text == "You have begun Course rhythm en. About 25 minutes are left, whenever it suits you."


@pytest.mark.parametrize("rows", [1, 3])
def test_a_run_costs_the_same_for_one_and_three(course, rows, clock):
    for wish in NudgeWishFactory.create_batch(rows):
        EnrolmentFactory(course=course, user=wish.user)
    clock.move_to(NOON + 8 * DAY)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert nudge_all() == rows
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) == 9


def test_the_ledger_holds_each_once(way):
    NudgeFactory(enrolment=way)
    for wrong in ({}, {"stage": 0}, {"stage": 3}):
        with pytest.raises(IntegrityError), transaction.atomic():
            NudgeFactory(enrolment=way, **wrong)


def test_asked_once_on_the_page_of_a_course_one_is_in(client, course, student):
    page = client.get("/skills/rhythm/?lang=en").content.decode()
    assert "left alone" not in page
    client.force_login(student)
    assert "left alone" not in client.get("/skills/rhythm/?lang=en").content.decode()
    EnrolmentFactory(course=course, user=student)
    assert "Shall we tell you" in client.get("/skills/rhythm/?lang=en").content.decode()
    assert "left alone" not in client.get("/skills/me/?lang=en").content.decode()
    response = client.post("/skills/me/nudges/", {"course": "rhythm"})
    assert (response.status_code, response.headers["Location"]) == (303, "/skills/rhythm/")
    page = client.get("/skills/rhythm/?lang=en").content.decode()
    assert ("Shall we tell you" in page, "Tell me after all" in page) == (False, True)
    assert client.post("/skills/me/nudges/", {"on": "1"}).headers["Location"] == "/skills/me/"
    assert "Do not tell me" in client.get("/skills/me/?lang=en").content.decode()
    assert NudgeWish.objects.visible_to(student).get().wants
    assert client.post("/skills/me/nudges/", {"course": "none"}).status_code == 404


def test_only_who_wants_them_finds_them_among_the_choices(client, course, student):
    client.force_login(student)
    assert "skills.go_on" not in client.get("/notifications/wishes/").content.decode()
    choose_nudges(student, wants=True)
    assert "skills.go_on" in client.get("/notifications/wishes/").content.decode()
