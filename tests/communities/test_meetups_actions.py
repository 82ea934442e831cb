"""Planning meet-ups, coming to them, and what becomes of a freed seat."""

import datetime
import uuid

import pytest
import time_machine

from communities import actions
from communities.enums import GroupState, GuestState, MeetupState, RemindMe
from communities.models import Meetup, MeetupGuest
from tests.factories.communities import GroupFactory, MeetupFactory, MemberFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.notifications.actions import fire_due
from wellbeing_portal.notifications.models import Delivery, Notice, Reminder

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 25, 10, 0, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def group(diak):
    return GroupFactory(owner=diak)


@pytest.fixture
def meetup(group):
    """With two places, in three days at 18 in Finland."""
    return MeetupFactory(group=group, capacity=2, starts_at=NOON + 3 * DAY + 6 * HOUR)


def members(meetup, count):
    return MemberFactory.create_batch(count, group=meetup.group)


def come(member, meetup, wish=RemindMe.NONE):
    return actions.come_to_meetup(member, meetup=meetup, wish=wish).state


def states(meetup):
    return list(MeetupGuest.objects.filter(meetup=meetup).order_by("member").values_list("state", flat=True))


def taken(meetup):
    meetup.refresh_from_db()
    return meetup.taken


def said():
    return list(Notice.objects.order_by("pk").values_list("kind", "recipient"))


def reminders():
    return list(Reminder.objects.order_by("due_at", "pk").values_list("recipient", "due_at", "state"))


# --- planning


def test_who_comes_is_reminded_at_the_hour_they_chose_and_once(meetup, clock):
    first, second = members(meetup, 2)
    come(first, meetup, RemindMe.DAY)
    come(second, meetup, RemindMe.HOUR)
    # Three days ahead at 18 in Finland: the day before at 16, and the same day at 17.
    moments = [NOON + 2 * DAY + 4 * HOUR, NOON + 3 * DAY + 5 * HOUR]
    assert reminders() == [(first.user_id, moments[0], "waiting"), (second.user_id, moments[1], "waiting")]
    for moment in moments:
        clock.move_to(moment)
        fire_due()
        fire_due()
    assert said() == [("communities.meetup_soon", first.user_id), ("communities.meetup_soon", second.user_id)]
    assert Delivery.objects.count() == 2


def test_one_form_sent_twice_plans_one_meetup(student, group):
    facts = {"title": "Iltatee", "starts_at": NOON + DAY, "ends_at": NOON + DAY + HOUR}
    once = uuid.uuid4()
    made = [actions.make_meetup(student, group=group, once=once, **facts) for _time in range(2)]
    assert [one.pk for one in made] == [Meetup.objects.get().pk] * 2
    assert (made[0].made_by, made[0].language, made[0].state) == (student, "fi", MeetupState.PLANNED)
    assert Entry.objects.filter(action="make_meetup").count() == 1


def test_a_resting_group_plans_nothing(student, group):
    group.state = GroupState.RESTING
    group.save()
    with pytest.raises(Refusal):
        actions.make_meetup(student, group=group, title="Iltatee", starts_at=NOON, ends_at=NOON + HOUR)


# --- coming


def test_seats_go_to_the_first_and_the_others_wait_in_turn(meetup):
    first, second, third = members(meetup, 3)
    assert [come(one, meetup) for one in (first, second, third, first, third)] == [
        GuestState.COMING,
        GuestState.COMING,
        GuestState.WAITING,
        GuestState.COMING,
        GuestState.WAITING,
    ]
    assert (taken(meetup), MeetupGuest.objects.count()) == (2, 3)
    assert Entry.objects.count() == 0


def test_a_freed_seat_is_offered_to_the_first_who_waits_and_to_nobody_else(meetup, clock):
    crowd = members(meetup, 5)
    for one in crowd[:4]:
        come(one, meetup)
        clock.shift(1)
    for _time in range(2):
        actions.leave_meetup(crowd[0], meetup=meetup)
    # Who comes by does not pass the line, though nobody has answered the offer yet.
    assert come(crowd[4], meetup) == GuestState.WAITING
    assert states(meetup) == ["gone", "coming", "offered", "waiting", "waiting"]
    assert (taken(meetup), said()) == (2, [("communities.meetup_offer", crowd[2].user_id)])
    assert come(crowd[2], meetup) == GuestState.COMING
    assert (taken(meetup), MeetupGuest.objects.filter(offered_until__isnull=False).count()) == (2, 0)
