"""Coming every time to what repeats: each day has its own answer, and new days begin with a yes."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from communities import actions, rules
from communities.enums import GroupState, GuestState, MemberState, RemindMe, Repeat
from communities.models import Meetup, MeetupGuest, MeetupRegular, MeetupSeries
from tests.factories.communities import GroupFactory, MeetupFactory, MemberFactory
from tests.factories.moderation import SuspensionFactory
from wellbeing_portal.audit.models import Entry
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.notifications.models import Notice, Reminder

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 25, 10, 0, tzinfo=datetime.UTC)
WEDNESDAY = datetime.date(2026, 12, 2)
WEEK = datetime.timedelta(days=7)
COMING, WAITING, GONE = GuestState.COMING, GuestState.WAITING, GuestState.GONE


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def group(diak):
    return GroupFactory(owner=diak, slug="uni", member_count=5)


@pytest.fixture
def me(group, student):
    return MemberFactory(user=student, group=group)


@pytest.fixture
def first(group, moderator):
    """The first of three Wednesdays, with two places each."""
    return plan(group, moderator, last_day=WEDNESDAY + 2 * WEEK)


def plan(group, user, **more):
    facts = {"title": "Iltatee", "repeat": Repeat.WEEKLY, "first_day": WEDNESDAY, "hour": datetime.time(18)}
    return actions.make_series(user, group=group, **{**facts, "minutes": 60, "capacity": 2, **more})


def come(member, meetup, wish=RemindMe.NONE):
    actions.come_every_time(member, meetup=meetup, wish=wish)


def answers(member):
    """Day by day; None where nothing was said."""
    states = dict(MeetupGuest.objects.filter(member=member).values_list("meetup", "state"))
    return [states.get(meetup.pk) for meetup in Meetup.objects.order_by("starts_at")]


def taken():
    return list(Meetup.objects.order_by("starts_at").values_list("taken", flat=True))


def url(name, meetup):
    return reverse(f"communities:{name}", args=[meetup.public_id])


def offered(client, meetup):
    """Whether its page offers to come every time, and to stop."""
    page = client.get(f"{meetup.get_absolute_url()}?lang=en").content.decode()
    return tuple(f'action="{url(name, meetup)}"' in page for name in ("series_come", "series_leave"))


# --- coming


def test_each_day_ahead_has_an_answer_a_seat_and_a_reminder(me, first):
    for _time in range(2):
        come(me, first, RemindMe.HOUR)
    assert (answers(me), taken()) == ([COMING] * 3, [1, 1, 1])
    assert Reminder.objects.filter(recipient=me.user).count() == 3
    assert MeetupRegular.objects.count() == 1
    come(me, first, RemindMe.NONE)
    assert not Reminder.objects.filter(recipient=me.user, state="waiting").exists()
    assert list(MeetupRegular.objects.values_list("remind", flat=True)) == [RemindMe.NONE]
    assert not Entry.objects.filter(actor=me.user).exists()


def test_where_a_day_is_full_they_stand_in_its_line(me, group, first):
    second = Meetup.objects.order_by("starts_at")[1]
    for other in MemberFactory.create_batch(2, group=group):
        actions.come_to_meetup(other, meetup=second, wish=RemindMe.NONE)
    come(me, first)
    assert (answers(me), taken()) == ([COMING, WAITING, COMING], [1, 2, 1])


def test_days_that_are_over_cancelled_or_declined_stay_so(me, group, moderator, first, clock):
    plan(group, moderator, first_day=WEDNESDAY + datetime.timedelta(days=1))
    clock.shift(WEEK + datetime.timedelta(days=1))
    second, third = Meetup.objects.filter(series=first.series).order_by("starts_at")[1:3]
    actions.come_to_meetup(me, meetup=third, wish=RemindMe.NONE)
    actions.leave_meetup(me, meetup=third)
    come(me, second)
    mine = dict(MeetupGuest.objects.filter(member=me).values_list("meetup", "state"))
    assert mine == {second.pk: COMING, third.pk: GONE}
    come(me, third)
    assert MeetupGuest.objects.get(meetup=third).state == COMING


def test_a_day_that_is_cancelled_is_left_out(me, moderator, first):
    actions.cancel_meetup(moderator, meetup=Meetup.objects.order_by("starts_at")[1], reason="Joulu")
    come(me, first)
    assert answers(me) == [COMING, None, COMING]


def test_a_single_day_is_declined_and_answered_again(me, first):
    come(me, first)
    actions.leave_meetup(me, meetup=first)
    assert (answers(me), taken()) == ([GONE, COMING, COMING], [0, 1, 1])
    assert MeetupRegular.objects.exists()
    actions.come_to_meetup(me, meetup=first, wish=RemindMe.NONE)
    assert answers(me) == [COMING] * 3


@pytest.mark.parametrize("why", ["once", "cancelled", "closed", "left", "nobody"])
def test_who_may_come_every_time(me, group, moderator, first, why):
    meetup, member = first, me
    if why == "once":
        meetup = MeetupFactory(group=group)
    elif why == "cancelled":
        meetup = actions.cancel_meetup(moderator, meetup=first, reason="Joulu")
    elif why == "closed":
        meetup.group.state = GroupState.CLOSED
    elif why == "left":
        me.state = MemberState.LEFT
    else:
        member = None
    assert not rules.can_come_every_time(member, meetup, now=NOON)
    assert rules.can_stop_coming(member, meetup) is (why in ("cancelled", "closed"))


def test_a_member_comes_every_time_and_stops(me, first):
    assert rules.can_come_every_time(me, first, now=NOON)
    assert rules.can_stop_coming(me, first)
    assert not rules.can_come_every_time(me, first, now=first.ends_at)


def test_what_ended_while_the_page_was_open_is_refused(me, moderator, first):
    with pytest.raises(Refusal):
        come(me, actions.cancel_meetup(moderator, meetup=first, reason="Joulu"))
    assert not MeetupRegular.objects.exists()


def test_a_day_that_was_given_to_another_series_meanwhile_is_looked_at_again(me, moderator, first):
    Meetup.objects.filter(pk=first.pk).update(series=None)
    for act in (lambda: come(me, first), lambda: actions.stop_coming(me, meetup=first)):
        with pytest.raises(Refusal):
            act()


# --- new days


def test_new_days_begin_with_those_who_come_every_time_the_longest_standing_first(me, group, moderator, clock):
    first = plan(group, moderator)
    others = MemberFactory.create_batch(3, group=group)
    for member in (me, *others):
        clock.shift(60)
        come(member, first, RemindMe.DAY)
    gone = others[0]
    gone.state = MemberState.LEFT
    gone.save()
    clock.shift(WEEK)
    actions.make_meetups_ahead()
    day = Meetup.objects.latest("starts_at")
    assert list(day.guests.order_by("pk").values_list("member", "state")) == [
        (me.pk, COMING),
        (others[1].pk, COMING),
        (others[2].pk, WAITING),
    ]
    assert (day.taken, Reminder.objects.filter(target_id=day.public_id).count()) == (2, 2)


def test_who_stops_or_leaves_the_group_is_on_no_new_day(me, group, moderator, clock):
    first = plan(group, moderator)
    other = MemberFactory(group=group)
    for member in (me, other):
        come(member, first)
    actions.stop_coming(me, meetup=first)
    actions.leave_group(other.user, member=other)
    clock.shift(WEEK)
    actions.make_meetups_ahead()
    assert Meetup.objects.latest("starts_at").guests.count() == 0


def test_another_hour_for_all_days_takes_them_along(me, group, moderator, clock):
    plan(group, moderator)
    second = Meetup.objects.order_by("starts_at")[1]
    come(me, second)
    facts = {"first_day": second.on_day, "hour": datetime.time(17), "minutes": 60}
    actions.update_following(moderator, meetup=second, version=1, **facts)
    old, new = MeetupSeries.objects.order_by("pk")
    assert list(MeetupRegular.objects.values_list("series", "member")) == [(new.pk, me.pk)]
    assert Notice.objects.filter(recipient=me.user).count() == 7
    clock.shift(WEEK)
    actions.make_meetups_ahead()
    assert answers(me) == [COMING] * 9
    assert Meetup.objects.filter(series=old).count() == 1


@pytest.mark.parametrize("everywhere", [False, True])
def test_who_is_suspended_is_passed_over_until_it_ends(me, group, moderator, clock, everywhere):
    """Days of before stay theirs, and days that were made meanwhile do not become it afterwards."""
    first = plan(group, moderator, capacity=1)
    other = MemberFactory(group=group)
    for member in (me, other):
        come(member, first)
    until = NOON + WEEK + datetime.timedelta(days=1)
    at = None if everywhere else group.owner
    SuspensionFactory(user=me.user, place=at, decision__item__place=group.owner, since=NOON, until=until)
    clock.shift(WEEK)
    actions.make_meetups_ahead()
    assert answers(me) == [COMING] * 8 + [None]
    assert answers(other) == [WAITING] * 8 + [COMING]
    clock.shift(WEEK)
    actions.make_meetups_ahead()
    assert answers(me) == [COMING] * 8 + [None, COMING]
    assert answers(other) == [WAITING] * 8 + [COMING, WAITING]


def test_a_suspension_elsewhere_or_one_that_was_ended_passes_over_nobody(me, group, kamk, moderator, clock):
    come(me, plan(group, moderator))
    until = NOON + 3 * WEEK
    SuspensionFactory(user=me.user, place=kamk, decision__item__place=kamk, since=NOON, until=until)
    SuspensionFactory(user=me.user, place=group.owner, since=NOON, until=until, ended_at=NOON)
    clock.shift(WEEK)
    actions.make_meetups_ahead()
    assert answers(me) == [COMING] * 9


# --- stopping


def test_who_stops_gives_all_seats_ahead_to_those_who_wait(me, group, first, clock):
    waiting = MemberFactory.create_batch(2, group=group)
    for member in (me, *waiting):
        come(member, first)
    clock.move_to(first.ends_at)
    for _time in range(2):
        actions.stop_coming(me, meetup=first)
    assert answers(me) == [COMING, GONE, GONE]
    assert answers(waiting[1]) == [WAITING, GuestState.OFFERED, GuestState.OFFERED]
    assert taken() == [2, 2, 2]
    assert not Reminder.objects.filter(recipient=me.user, state="waiting").exists()


def test_a_single_yes_is_not_taken_back_by_who_never_came_every_time(me, first):
    actions.come_to_meetup(me, meetup=first, wish=RemindMe.NONE)
    actions.stop_coming(me, meetup=first)
    assert answers(me) == [COMING, None, None]


# --- pages


def test_one_comes_and_stops_on_the_page_of_any_day(client, me, first):
    client.force_login(me.user)
    assert offered(client, first) == (True, False)
    assert client.post(url("series_come", first), {"wish": "never"}).status_code == 422
    assert client.post(url("series_come", first), {"wish": RemindMe.DAY}).status_code == 303
    second = Meetup.objects.order_by("starts_at")[1]
    assert offered(client, second) == (False, True)
    assert "I am not coming this time" in client.get(second.get_absolute_url()).content.decode()
    assert client.post(url("series_leave", second)).status_code == 303
    assert offered(client, second) == (True, False)
    assert answers(me) == [GONE] * 3


def test_who_comes_to_one_day_is_asked_whether_every_time(client, me, first):
    actions.come_to_meetup(me, meetup=first, wish=RemindMe.HOUR)
    client.force_login(me.user)
    page = client.get(first.get_absolute_url()).content.decode()
    assert f'action="{url("series_come", first)}"' in page
    assert '<input type="hidden" name="wish" value="hour">' in page


def test_a_meetup_that_is_held_once_asks_nothing_of_the_kind(client, me, group):
    meetup = MeetupFactory(group=group)
    client.force_login(me.user)
    assert "every-time" not in client.get(meetup.get_absolute_url()).content.decode()
    for name in ("series_come", "series_leave"):
        assert client.post(url(name, meetup), {"wish": RemindMe.DAY}).status_code == 403
