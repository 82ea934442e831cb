"""Meet-ups that repeat: on the calendar of Finland, made ahead once, and changed or ended from a day on."""

import datetime
import uuid

import pytest
import time_machine
from django.utils import timezone

from communities import actions, rules
from communities.enums import GroupState, RemindMe, Repeat
from communities.models import Group, Meetup, MeetupSeries
from tests.factories.communities import GroupFactory, MeetupSeriesFactory, MemberFactory
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.notifications.models import Notice

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 25, 10, 0, tzinfo=datetime.UTC)
WEDNESDAY = datetime.date(2026, 12, 2)
WEEK = datetime.timedelta(days=7)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def group(diak):
    return GroupFactory(owner=diak)


def facts(**more):
    return {
        "title": "Iltatee",
        "repeat": Repeat.WEEKLY,
        "first_day": WEDNESDAY,
        "hour": datetime.time(18),
        "minutes": 60,
        **more,
    }


def days(**which):
    return list(Meetup.objects.filter(**which).order_by("starts_at").values_list("on_day", flat=True))


def local_hours(meetups):
    zone = timezone.get_default_timezone()
    return [f"{one.starts_at.astimezone(zone):%d.%m. %H:%M}" for one in meetups]


@pytest.mark.parametrize(
    ("repeat", "first_day", "expected"),
    [
        (Repeat.WEEKLY, (2026, 12, 2), [(2026, 12, 2), (2026, 12, 9), (2026, 12, 16)]),
        (Repeat.FORTNIGHT, (2026, 12, 2), [(2026, 12, 2), (2026, 12, 16), (2026, 12, 30)]),
        (Repeat.MONTHLY, (2026, 12, 8), [(2026, 12, 8), (2027, 1, 12), (2027, 2, 9)]),
        # The fifth Tuesday is the last one of the month.
        (Repeat.MONTHLY, (2026, 12, 29), [(2026, 12, 29), (2027, 1, 26), (2027, 2, 23)]),
    ],
)
def test_the_days_of_a_rule(repeat, first_day, expected):
    begins = datetime.date(*first_day)
    found = rules.days_of(repeat, begins, after=begins - datetime.timedelta(days=1), until=datetime.date(2027, 3, 1))
    assert found[:3] == [datetime.date(*day) for day in expected]
    assert rules.days_of(repeat, begins, after=found[0], until=found[1]) == [found[1]]


@pytest.mark.parametrize(
    ("first_day", "expected"),
    [
        # The clocks go back on 25 October 2026 and forward on 28 March 2027.
        (datetime.date(2026, 10, 18), ["18.10. 18:00", "25.10. 18:00", "01.11. 18:00"]),
        (datetime.date(2027, 3, 21), ["21.03. 18:00", "28.03. 18:00", "04.04. 18:00"]),
    ],
)
def test_it_keeps_its_hour_when_the_clocks_change(student, group, clock, first_day, expected):
    clock.move_to(datetime.datetime.combine(first_day - WEEK, datetime.time(12), tzinfo=datetime.UTC))
    actions.make_series(student, group=group, **facts(first_day=first_day))
    made = list(Meetup.objects.order_by("starts_at")[:3])
    assert local_hours(made) == expected
    assert {one.ends_at - one.starts_at for one in made} == {datetime.timedelta(hours=1)}
    assert len({one.starts_at.hour for one in made}) == 2


def test_an_hour_that_the_night_of_the_clocks_leaves_out_is_the_one_after_it(student, group, clock):
    clock.move_to(datetime.datetime(2027, 3, 20, 12, tzinfo=datetime.UTC))
    actions.make_series(student, group=group, **facts(first_day=datetime.date(2027, 3, 21), hour=datetime.time(3, 30)))
    assert local_hours(Meetup.objects.order_by("starts_at")[:3]) == ["21.03. 03:30", "28.03. 04:30", "04.04. 03:30"]


def test_one_form_sent_twice_makes_one_series_of_eight_weeks(student, group):
    once = uuid.uuid4()
    made = [actions.make_series(student, group=group, once=once, **facts()) for _time in range(2)]
    assert (MeetupSeries.objects.count(), len(days())) == (1, 8)
    assert [one.on_day for one in made] == [WEDNESDAY] * 2
    assert days()[-1] == datetime.date(2027, 1, 20)


def test_the_first_day_is_there_however_far_away(student, group):
    far = datetime.date(2027, 5, 5)
    assert actions.make_series(student, group=group, **facts(first_day=far)).on_day == far
    assert (days(), actions.make_meetups_ahead()) == ([far], 0)


def test_the_last_day_ends_it(student, group):
    actions.make_series(student, group=group, **facts(last_day=WEDNESDAY + WEEK))
    assert days() == [WEDNESDAY, WEDNESDAY + WEEK]
    assert actions.make_meetups_ahead() == 0


def test_a_resting_group_begins_nothing_and_makes_nothing_ahead(student, group, clock):
    MeetupSeriesFactory(group=group, made_until=WEDNESDAY)
    group.state = GroupState.RESTING
    group.save()
    with pytest.raises(Refusal):
        actions.make_series(student, group=group, **facts())
    assert (actions.make_meetups_ahead(), Meetup.objects.count()) == (0, 0)


def test_the_clock_makes_the_next_days_once_also_after_a_long_pause(student, group, clock):
    actions.make_series(student, group=group, **facts())
    clock.shift(WEEK)
    assert [actions.make_meetups_ahead() for _time in range(3)] == [1, 0, 0]
    assert len(days()) == 9
    clock.shift(WEEK * 20)
    actions.make_meetups_ahead()
    # What would have been in the pause is not made afterwards.
    late = days(starts_at__gt=timezone.now())
    assert (len(late), len(days())) == (8, 17)
    assert late == [late[0] + turn * WEEK for turn in range(8)]


def test_what_was_made_twice_is_there_once(student, group):
    actions.make_series(student, group=group, **facts())
    MeetupSeries.objects.update(made_until=None)
    series = MeetupSeries.objects.get()
    MeetupSeries.objects.filter(pk=series.pk).update(made_until=WEDNESDAY)
    actions.make_meetups_ahead()
    assert len(days()) == 8


def test_one_day_is_moved_or_cancelled_and_the_others_stay(student, group, clock):
    first = actions.make_series(student, group=group, **facts())
    second = Meetup.objects.get(on_day=WEDNESDAY + WEEK)
    later = first.starts_at + datetime.timedelta(hours=2)
    times = {"starts_at": later, "ends_at": later + datetime.timedelta(hours=1)}
    actions.update_meetup(student, meetup=first, version=1, **times)
    actions.cancel_meetup(student, meetup=second, reason="Pikkujoulut")
    clock.shift(WEEK)
    actions.make_meetups_ahead()
    made = list(Meetup.objects.order_by("on_day"))
    assert local_hours(made[:3]) == ["02.12. 20:00", "09.12. 18:00", "16.12. 18:00"]
    assert [one.is_cancelled for one in made] == [False, True, *[False] * 7]


def test_this_day_and_all_after_it_move_with_their_guests(student, group, clock):
    actions.make_series(student, group=group, **facts())
    second, third, fourth = Meetup.objects.order_by("on_day")[1:4]
    guest = MemberFactory(group=group)
    actions.come_to_meetup(guest, meetup=third, wish=RemindMe.NONE)
    actions.cancel_meetup(student, meetup=fourth, reason="Joulu")
    thursday = second.on_day + datetime.timedelta(days=1)
    new = facts(first_day=thursday, hour=datetime.time(17), title="Aamutee")
    del new["repeat"]
    actions.update_following(student, meetup=second, version=1, **new)
    made = list(Meetup.objects.order_by("starts_at"))
    assert local_hours(made[:4]) == ["02.12. 18:00", "10.12. 17:00", "17.12. 17:00", "23.12. 18:00"]
    assert [one.title for one in made[:3]] == ["Iltatee", "Aamutee", "Aamutee"]
    old, series = MeetupSeries.objects.order_by("pk")
    assert (old.last_day, series.first_day, series.repeat) == (
        WEDNESDAY + WEEK - datetime.timedelta(days=1),
        thursday,
        Repeat.WEEKLY,
    )
    assert list(Notice.objects.values_list("kind", "recipient", "key")) == [
        ("communities.meetup_changed", guest.user_id, "2")
    ]
    fourth.refresh_from_db()
    assert (fourth.is_cancelled, fourth.series, fourth.on_day) == (True, series, thursday + 2 * WEEK)
    clock.shift(WEEK)
    actions.make_meetups_ahead()
    assert len(days(series=old)) == 1
    assert len(set(days(series=series))) == len(days(series=series)) == 7


def test_two_hosts_who_change_all_after_a_day_cannot_overwrite_each_other(student, group):
    first = actions.make_series(student, group=group, **facts(last_day=WEDNESDAY + 3 * WEEK))
    new = facts(first_day=WEDNESDAY)
    del new["repeat"]
    actions.update_following(student, meetup=first, version=1, **new)
    first.refresh_from_db()
    with pytest.raises(actions.ChangedSinceError):
        actions.update_following(student, meetup=first, version=1, **new)
    assert MeetupSeries.objects.get(pk=first.series_id).last_day == WEDNESDAY + 3 * WEEK


def test_this_day_and_all_after_it_are_cancelled_once(student, group, clock):
    actions.make_series(student, group=group, **facts())
    second, third = Meetup.objects.order_by("on_day")[1:3]
    guest = MemberFactory(group=group)
    actions.come_to_meetup(guest, meetup=third, wish=RemindMe.NONE)
    for _time in range(2):
        actions.cancel_following(student, meetup=second, reason="Kevät tuli")
    assert [one.is_cancelled for one in Meetup.objects.order_by("on_day")] == [False, *[True] * 7]
    assert Notice.objects.count() == 1
    clock.shift(WEEK)
    assert actions.make_meetups_ahead() == 0


def test_a_group_that_closes_ends_what_repeats(student, coordinator, group, clock):
    actions.make_series(student, group=group, **facts())
    guest = MemberFactory(group=group)
    actions.come_to_meetup(guest, meetup=Meetup.objects.earliest("on_day"), wish=RemindMe.DAY)
    for to in (GroupState.CLOSED, GroupState.OPEN):
        actions.move_group(coordinator, group=group, to=to)
    clock.shift(WEEK)
    assert actions.make_meetups_ahead() == 0
    assert {one.is_cancelled for one in Meetup.objects.all()} == {True}
    assert list(Notice.objects.values_list("kind", "recipient")) == [("communities.meetup_changed", guest.user_id)]


def test_what_is_planned_with_an_ended_partner_takes_place_and_nothing_new_is_made(student, diak, group, clock):
    """It can be moved and cancelled still; should the partner come back, the days go on."""
    first = actions.make_series(student, group=group, **facts())
    diak.partner_until = NOON.date()
    diak.save()
    clock.shift(WEEK)
    planned = days()
    assert (actions.make_meetups_ahead(), days()) == (0, planned)
    second = Meetup.objects.order_by("on_day")[1]
    new = facts(first_day=second.on_day + datetime.timedelta(days=1))
    del new["repeat"]
    actions.update_following(student, meetup=second, version=1, **new)
    moved = [day + datetime.timedelta(days=1) for day in planned[1:]]
    assert days() == [first.on_day, *moved]
    for make in (actions.make_series, actions.make_meetup):
        with pytest.raises(Refusal):
            make(student, group=Group.objects.get(), **facts())
    type(diak).objects.update(partner_until=None)
    clock.shift(WEEK)
    assert actions.make_meetups_ahead() == 1
    assert days()[:-1] == [first.on_day, *moved]
