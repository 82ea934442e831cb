"""Many people at one seat at once, on the database the tests run on. RACE_ROUNDS says how often."""

import os
import random
from datetime import timedelta

import pytest
from django.utils import timezone

from communities import actions
from communities.enums import CONCERNED, SEATED, GuestState, RemindMe
from communities.models import Meetup, MeetupGuest, MeetupRegular, MeetupSeries
from tests.communities.test_groups_races import rush
from tests.factories.communities import GroupFactory, MeetupFactory, MeetupSeriesFactory, MemberFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CROWD = 64
PLACES = 3
ROUNDS = int(os.environ.get("RACE_ROUNDS", "3"))


def coming(member, meetup):
    return lambda: actions.come_to_meetup(member, meetup=meetup, wish=RemindMe.NONE)


def held(meetup):
    """Who holds a seat, and what the meet-up says of it."""
    meetup.refresh_from_db()
    return MeetupGuest.objects.filter(meetup=meetup, state__in=SEATED).count(), meetup.taken


def test_64_people_and_one_last_seat():
    group = GroupFactory()
    crowd = MemberFactory.create_batch(CROWD + PLACES - 1, group=group)
    for _round in range(ROUNDS):
        meetup = MeetupFactory(group=group, capacity=PLACES)
        for early in crowd[CROWD:]:
            actions.come_to_meetup(early, meetup=meetup, wish=RemindMe.NONE)
        assert all(rush([coming(one, meetup) for one in crowd[:CROWD]]))
        assert held(meetup) == (PLACES, PLACES)
        assert MeetupGuest.objects.filter(meetup=meetup, state=GuestState.WAITING).count() == CROWD - 1


def test_coming_going_answering_and_the_clock_at_once_never_give_a_seat_twice():
    group = GroupFactory()
    crowd = MemberFactory.create_batch(16, group=group)
    dice = random.Random(4)
    for _round in range(ROUNDS):
        meetup = MeetupFactory(group=group, capacity=PLACES)
        for one in crowd:
            actions.come_to_meetup(one, meetup=meetup, wish=RemindMe.NONE)
        for _turn in range(3):
            MeetupGuest.objects.filter(meetup=meetup, state=GuestState.OFFERED).update(offered_until=timezone.now())
            come = [
                lambda one=one, m=meetup: actions.come_to_meetup(one, meetup=m, wish=RemindMe.NONE) for one in crowd
            ]
            go = [lambda one=one, m=meetup: actions.leave_meetup(one, meetup=m) for one in crowd]
            tries = [*dice.sample(come, 8), *dice.sample(go, 8), *[actions.pass_on_offers] * 3]
            assert all(rush(dice.sample(tries, len(tries))))
            seats, taken = held(meetup)
            assert seats == taken <= PLACES
            # Nobody waits beside a free seat.
            waits = MeetupGuest.objects.filter(meetup=meetup, state=GuestState.WAITING).exists()
            assert taken == PLACES or not waits


def test_eight_clocks_make_each_day_once():
    series = MeetupSeriesFactory(first_day=timezone.localdate() + timedelta(days=1))
    MeetupSeries.objects.update(made_until=timezone.localdate())
    assert all(rush([actions.make_meetups_ahead] * 8))
    days = list(Meetup.objects.filter(series=series).values_list("on_day", flat=True))
    assert len(days) == len(set(days)) == 8


def test_who_comes_every_time_stops_and_leaves_while_days_are_made_holds_no_seat_too_many():
    group = GroupFactory(member_count=12)
    crowd = MemberFactory.create_batch(12, group=group)
    series = MeetupSeriesFactory(group=group, first_day=timezone.localdate() + timedelta(days=1), capacity=PLACES)
    MeetupSeries.objects.update(made_until=timezone.localdate() + timedelta(days=20))
    days = [MeetupFactory(group=group, series=series, capacity=PLACES) for _number in range(3)]
    come = [lambda one=one: actions.come_every_time(one, meetup=days[0], wish=RemindMe.DAY) for one in crowd]
    assert all(rush([*come, actions.make_meetups_ahead]))
    stop = [lambda one=one: actions.stop_coming(one, meetup=days[1]) for one in crowd[:4]]
    leave = [lambda one=one: actions.leave_group(one.user, member=one) for one in crowd[4:8]]
    MeetupSeries.objects.update(made_until=timezone.localdate() + timedelta(days=40))
    Meetup.objects.filter(on_day__gt=timezone.localdate() + timedelta(days=40)).delete()
    assert all(rush([*stop, *leave, *[actions.make_meetups_ahead] * 2]))
    assert set(MeetupRegular.objects.values_list("member", flat=True)) == {one.pk for one in crowd[8:]}
    for meetup in Meetup.objects.filter(series=series):
        seats, taken = held(meetup)
        assert seats == taken == PLACES
        answers = MeetupGuest.objects.filter(meetup=meetup, state__in=CONCERNED)
        assert set(answers.values_list("member", flat=True)) <= {one.pk for one in crowd[8:]}
