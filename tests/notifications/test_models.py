"""Who sees which rows: people their own, and nobody what is of use to the machine only."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from wellbeing_portal.notifications.models import (
    Choice,
    Delivery,
    Heartbeat,
    Mute,
    Notice,
    Reminder,
    SoftBounce,
    Suppression,
    Wishes,
)

pytestmark = pytest.mark.django_db


def test_people_see_their_own_and_nobody_else_does(people):
    now, student = timezone.now(), people.student
    own = [
        Wishes.objects.create(recipient=student),
        Choice.objects.create(recipient=student, kind="a.b", wanted="mail"),
        Mute.objects.create(recipient=student, key="group:1"),
        Reminder.objects.create(recipient=student, kind="a.b", target_id=uuid.uuid4(), due_at=now),
        Notice.objects.create(recipient=student, kind="a.b", target_id=uuid.uuid4()),
        Delivery.objects.create(recipient=student, key="k", kind="a.b", target_id=uuid.uuid4(), due_at=now),
    ]
    nobodys = [
        Suppression.objects.create(address=student.email, code=550),
        SoftBounce.objects.create(address=student.email),
        Heartbeat.objects.create(name="worker", at=now),
    ]
    others = [people.peer, people.stranger, people.moderator, people.coordinator, people.operator, AnonymousUser()]
    for row in own:
        assert list(type(row).objects.visible_to(student)) == [row]
        assert [other for other in others if type(row).objects.visible_to(other).exists()] == []
    for row in nobodys:
        assert [one for one in (student, *others) if type(row).objects.visible_to(one).exists()] == []
    assert [str(row) for row in (*own, *nobodys) if student.email in str(row)] == []


WRONG = {
    "a claim without a lease": {"state": "claimed", "claim": uuid.uuid4()},
    "a lease on what waits": {"lease_until": timezone.now()},
    "an end of what goes on": {"finished_at": timezone.now()},
    "no end of what is over": {"state": "sent"},
    "a letter without a day": {"kind": "letter", "target_id": None},
    "a day of what is no letter": {"day": timezone.now().date()},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_the_database_refuses_a_mail_that_contradicts_itself(student, wrong):
    right = {"recipient": student, "key": "k", "kind": "a.b", "target_id": uuid.uuid4(), "due_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(**{**right, **WRONG[wrong]})


@pytest.mark.parametrize("wrong", [{"hour": 7}, {"hour": 21}, {"weekday": 7}])
def test_the_database_refuses_an_hour_that_is_not_decent(student, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Wishes.objects.create(recipient=student, **wrong)


def test_nobody_gets_two_letters_on_one_day(student):
    day, now = timezone.now().date(), timezone.now()
    Delivery.objects.create(recipient=student, key="1", kind="letter", day=day, due_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(recipient=student, key="2", kind="letter", day=day, due_at=now)
