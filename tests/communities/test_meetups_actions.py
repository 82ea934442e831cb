"""Planning meet-ups, coming to them, and what becomes of a freed seat."""

import datetime
import uuid

import pytest
import time_machine

from communities import actions
from communities.enums import GroupState, GuestState, MeetupState, RemindMe
from communities.models import CalendarFeed, Group, Meetup, MeetupGuest
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


# --- what else frees seats


@pytest.fixture
def full(meetup, clock):
    """Two come and two wait, in the order of their rows."""
    crowd = members(meetup, 4)
    Group.objects.filter(pk=meetup.group.pk).update(member_count=4)
    for one in crowd:
        come(one, meetup)
        clock.shift(1)
    return crowd


def test_who_leaves_or_is_removed_comes_to_none_of_the_meetups(student, meetup, full):
    actions.leave_group(full[0].user, member=full[0])
    actions.remove_member(student, member=full[3], reason="Riitaa")
    assert (states(meetup), taken(meetup)) == (["gone", "coming", "offered", "gone"], 2)
    with pytest.raises(Refusal):
        come(full[0], meetup)


def test_who_leaves_the_line_frees_no_seat(meetup, full):
    actions.leave_meetup(full[2], meetup=meetup)
    actions.leave_meetup(full[0], meetup=meetup)
    assert (states(meetup), taken(meetup)) == (["gone", "coming", "gone", "offered"], 2)


def test_a_seat_that_is_declined_or_not_answered_for_goes_to_the_next(meetup, full, clock):
    actions.leave_meetup(full[0], meetup=meetup)
    actions.leave_meetup(full[2], meetup=meetup)
    assert states(meetup) == ["gone", "coming", "gone", "offered"]
    assert actions.pass_on_offers() == 0
    until = MeetupGuest.objects.get(member=full[3]).offered_until
    clock.move_to(until)
    assert [actions.pass_on_offers() for _time in range(2)] == [1, 0]
    assert (states(meetup), taken(meetup)) == (["gone", "coming", "gone", "lapsed"], 1)
    # Who was late is welcome again, here to the free seat, and behind the others where there are any.
    assert come(full[3], meetup) == GuestState.COMING
    assert said() == [("communities.meetup_offer", one.user_id) for one in (full[2], full[3])]


def test_an_answer_that_comes_late_counts_while_the_seat_is_still_held(meetup, full, clock):
    actions.leave_meetup(full[0], meetup=meetup)
    clock.move_to(MeetupGuest.objects.get(member=full[2]).offered_until + HOUR)
    assert (come(full[2], meetup), actions.pass_on_offers()) == (GuestState.COMING, 0)


def test_places_that_are_added_are_offered_and_no_taken_one_is_taken_away(student, meetup, full):
    with pytest.raises(Refusal) as refused:
        actions.update_meetup(student, meetup=meetup, version=1, capacity=1)
    assert refused.value.field == "capacity"
    actions.update_meetup(student, meetup=meetup, version=1, capacity=3)
    assert (states(meetup), taken(meetup)) == (["coming", "coming", "offered", "waiting"], 3)
    actions.update_meetup(student, meetup=meetup, version=2, capacity=None)
    assert (states(meetup), taken(meetup)) == (["coming", "coming", "offered", "offered"], 4)


def test_once_it_has_begun_no_seat_is_offered_but_one_may_come_late(meetup, full, clock):
    clock.move_to(meetup.starts_at + datetime.timedelta(minutes=10))
    actions.leave_meetup(full[0], meetup=meetup)
    assert (states(meetup), taken(meetup)) == (["gone", "coming", "waiting", "waiting"], 1)
    clock.move_to(meetup.ends_at)
    with pytest.raises(Refusal):
        come(full[0], meetup)


# --- changes


def told_once():
    return list(Notice.objects.filter(kind="communities.meetup_changed").order_by("pk").values_list("recipient", "key"))


def test_another_time_reaches_everybody_once_and_moves_the_reminders(student, meetup, clock):
    coming, waiting, gone = members(meetup, 3)
    meetup.capacity = 2
    meetup.save()
    come(coming, meetup, RemindMe.HOUR)
    come(gone, meetup)
    come(waiting, meetup)
    actions.leave_meetup(gone, meetup=meetup)
    later = meetup.starts_at + DAY
    facts = {"starts_at": later, "ends_at": later + HOUR, "title": "Aamutee"}
    actions.update_meetup(student, meetup=meetup, version=1, **facts)
    with pytest.raises(actions.ChangedSinceError):
        actions.update_meetup(student, meetup=meetup, version=1, **facts)
    assert told_once() == [(coming.user_id, "2"), (waiting.user_id, "2")]
    assert reminders() == [(coming.user_id, later - HOUR, "waiting")]
    assert Entry.objects.get(action="update_meetup").facts == {"fields": ["ends_at", "starts_at", "title"]}


def test_another_title_is_read_on_the_page_and_told_to_nobody(student, meetup):
    (one,) = members(meetup, 1)
    come(one, meetup)
    actions.update_meetup(student, meetup=meetup, version=1, title="Aamutee")
    meetup.refresh_from_db()
    assert (meetup.title, meetup.version, told_once()) == ("Aamutee", 2, [])


def test_a_cancelled_meetup_reaches_everybody_once_and_reminds_nobody(student, meetup, full):
    actions.choose_reminder(full[0], meetup=meetup, wish=RemindMe.DAY)
    assert len(reminders()) == 1
    for _time in range(2):
        actions.cancel_meetup(student, meetup=meetup, reason="Ohjaaja on sairaana.")
    assert told_once() == [(one.user_id, "2") for one in full]
    assert (reminders(), Entry.objects.filter(action="cancel_meetup").count()) == ([], 1)
    for refused in (
        lambda: come(full[0], meetup),
        lambda: actions.update_meetup(student, meetup=meetup, version=2, title="Aamutee"),
    ):
        with pytest.raises(Refusal):
            refused()


# --- reminders


def test_another_wish_takes_the_place_of_the_first(meetup, clock):
    (one,) = members(meetup, 1)
    come(one, meetup, RemindMe.DAY)
    actions.choose_reminder(one, meetup=meetup, wish=RemindMe.HOUR)
    assert reminders() == [(one.user_id, meetup.starts_at - HOUR, "waiting")]
    actions.choose_reminder(one, meetup=meetup, wish=RemindMe.NONE)
    assert reminders() == []


def test_a_moment_that_has_passed_is_not_reminded_of(group, clock):
    soon = MeetupFactory(group=group, starts_at=NOON + HOUR / 2)
    (one,) = members(soon, 1)
    come(one, soon, RemindMe.HOUR)
    assert reminders() == []


def test_who_waits_is_reminded_once_they_have_a_seat(meetup, full):
    actions.choose_reminder(full[2], meetup=meetup, wish=RemindMe.HOUR)
    assert reminders() == []
    actions.leave_meetup(full[0], meetup=meetup)
    come(full[2], meetup, RemindMe.HOUR)
    assert reminders() == [(full[2].user_id, meetup.starts_at - HOUR, "waiting")]


def test_who_does_not_come_any_more_is_not_reminded(meetup):
    (one,) = members(meetup, 1)
    come(one, meetup, RemindMe.DAY)
    actions.leave_meetup(one, meetup=meetup)
    assert reminders() == []
    with pytest.raises(Refusal):
        actions.choose_reminder(one, meetup=meetup, wish=RemindMe.DAY)


# --- the address of one's own calendar


def test_a_new_address_ends_the_one_before(student, clock):
    first = actions.renew_feed(student).secret
    clock.shift(1)
    second = actions.renew_feed(student)
    assert second.secret != first
    assert [feed.secret_hash for feed in CalendarFeed.objects.all()] == [CalendarFeed.hash_of(second.secret)]
    for _time in range(2):
        actions.end_feed(student)
    assert CalendarFeed.objects.count() == 0
    assert list(Entry.objects.values_list("action", flat=True)) == ["renew_feed", "renew_feed", "end_feed"]
