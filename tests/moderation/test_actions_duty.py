"""Who is told what waits, and the contacts one after another."""

import datetime

import pytest
import time_machine

from tests.factories.communities import MemberFactory, PostFactory, ThreadFactory
from tests.factories.moderation import DutyFactory, StaffedHoursFactory
from wellbeing_portal.institutions.actions import end_membership
from wellbeing_portal.institutions.models import Membership
from wellbeing_portal.moderation import actions
from wellbeing_portal.moderation.enums import Colour, How, Why
from wellbeing_portal.notifications.actions import fire_due
from wellbeing_portal.notifications.models import Delivery, Notice

pytestmark = pytest.mark.django_db

# Wednesday 25 November 2026, 10:00 in Finland.
TEN = datetime.datetime(2026, 11, 25, 8, tzinfo=datetime.UTC)
MINUTES = datetime.timedelta(minutes=1)


@pytest.fixture
def duty(diak, moderator, coordinator):
    DutyFactory(place=diak, person=moderator, order=1)
    DutyFactory(place=diak, person=coordinator, order=2)
    for weekday in range(5):
        StaffedHoursFactory(place=diak, weekday=weekday)


def crisis(post, at=TEN):
    with time_machine.travel(at, tick=False):
        return actions.raise_item(about=post, colour=Colour.CRISIS, why=Why.WORDS)


def told_by(moment):
    with time_machine.travel(moment, tick=False):
        fire_due()
    return [notice.recipient for notice in Notice.objects.filter(kind="moderation.crisis").order_by("pk")]


def test_the_first_contact_hears_at_once_and_the_next_after_half_an_hour(post, duty, moderator, coordinator):
    crisis(post)
    assert told_by(TEN) == [moderator]
    assert told_by(TEN + 29 * MINUTES) == [moderator]
    assert told_by(TEN + 30 * MINUTES) == [moderator, coordinator]
    # The mail leaves at any hour.
    assert {delivery.due_at for delivery in Delivery.objects.filter(kind="moderation.crisis")} == {
        TEN,
        TEN + 30 * MINUTES,
    }


def test_half_an_hour_is_one_of_staffed_hours(post, duty, moderator, coordinator):
    ten_to_four = TEN + datetime.timedelta(hours=5, minutes=50)
    crisis(post, at=ten_to_four)
    nine_twenty = TEN + datetime.timedelta(hours=23, minutes=20)
    assert told_by(nine_twenty - MINUTES) == [moderator]
    assert told_by(nine_twenty) == [moderator, coordinator]


def test_once_it_is_taken_nobody_more_is_asked(post, duty, moderator):
    item = crisis(post)
    actions.take_item(moderator, item=item)
    assert told_by(TEN + 31 * MINUTES) == [moderator]


def test_once_it_is_settled_nobody_more_is_asked(post, duty, moderator):
    crisis(post)
    actions.settle_items(about=post, actor=moderator, how=How.HANDLED)
    assert told_by(TEN + 31 * MINUTES) == [moderator]


def test_a_contact_whose_role_has_ended_is_passed_over(post, duty, moderator, coordinator):
    end_membership(coordinator, membership=Membership.objects.get(user=moderator))
    crisis(post)
    assert told_by(TEN) == [coordinator]


def test_a_place_without_contacts_tells_all_who_moderate(post, moderator, coordinator):
    crisis(post)
    assert set(told_by(TEN)) == {moderator, coordinator}


def test_nobody_is_told_of_what_they_wrote_themselves(group, moderator, coordinator):
    own = PostFactory(thread=ThreadFactory(author=MemberFactory(group=group, user=moderator)))
    crisis(own)
    actions.raise_item(about=PostFactory(thread=own.thread), colour=Colour.GREEN, why=Why.HELD)
    assert {notice.recipient for notice in Notice.objects.all()} == {coordinator}


def test_what_becomes_a_crisis_is_told_as_one(post, duty, moderator):
    with time_machine.travel(TEN, tick=False):
        actions.raise_item(about=post, colour=Colour.AMBER, why=Why.WORDS)
        actions.raise_item(about=post, colour=Colour.CRISIS, why=Why.WORDS)
    assert told_by(TEN) == [moderator]


def test_what_somebody_has_taken_raises_nobody_else(post, duty, moderator, coordinator):
    with time_machine.travel(TEN, tick=False):
        item = actions.raise_item(about=post, colour=Colour.AMBER, why=Why.WORDS)
        actions.take_item(coordinator, item=item)
        actions.raise_item(about=post, colour=Colour.CRISIS, why=Why.WORDS)
    assert told_by(TEN) == []


@pytest.mark.parametrize(
    ("colour", "kind"), [(Colour.RED, "urgent"), (Colour.AMBER, "waiting"), (Colour.GREEN, "waiting")]
)
def test_the_others_are_told_to_all_but_who_asks(post, moderator, coordinator, colour, kind):
    actions.raise_item(about=post, colour=colour, why=Why.HOST, by=moderator)
    told = [(notice.kind, notice.recipient) for notice in Notice.objects.all()]
    assert told == [(f"moderation.{kind}", coordinator)]
