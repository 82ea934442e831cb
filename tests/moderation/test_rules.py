"""Who may moderate, who may report, and when somebody is there."""

import datetime
from datetime import time

import pytest

from wellbeing_portal.moderation import rules
from wellbeing_portal.moderation.registry import trained_by, training

MONDAY_MORNING = datetime.datetime(2026, 11, 23, 8, tzinfo=datetime.UTC)  # 10:00 in Finland
WEEK = [(day, time(9), time(12)) for day in range(5)] + [(0, time(13), time(16))]


def at(day, hour, minute=0):
    """The moment in UTC when the clocks in Finland show this in winter, in November 2026."""
    return datetime.datetime(2026, 11, day, hour - 2, minute, tzinfo=datetime.UTC)


@pytest.mark.django_db
def test_those_who_keep_a_place_moderate_it(people, settings):
    can = {
        name
        for name, person in vars(people).items()
        if name not in ("diak", "kamk") and rules.can_moderate(person, people.diak)
    }
    assert can == {"moderator", "coordinator"}
    assert not rules.can_moderate(people.moderator, people.kamk)


@pytest.mark.django_db
def test_where_the_training_is_required_only_the_trained_moderate(people, settings, monkeypatch):
    settings.MODERATION_TRAINING_REQUIRED = True
    monkeypatch.setattr(training, "_checks", [])
    assert not rules.can_moderate(people.moderator, people.diak)
    trained_by(lambda user: user == people.moderator)
    assert rules.can_moderate(people.moderator, people.diak)
    assert not rules.can_moderate(people.coordinator, people.diak)


@pytest.mark.django_db
def test_everything_but_ones_own_can_be_reported(student, peer):
    assert rules.can_report(student, peer)
    assert rules.can_report(student, None)
    assert not rules.can_report(student, student)


@pytest.mark.parametrize(
    ("moment", "there"),
    [
        (at(23, 9), True),
        (at(23, 11, 59), True),
        (at(23, 12), False),
        (at(23, 13), True),
        (at(24, 13), False),
        (at(28, 10), False),
    ],
)
def test_somebody_is_there_in_the_hours_of_the_day(moment, there):
    assert rules.is_staffed(WEEK, moment) is there


def test_nobody_is_there_on_a_public_holiday():
    christmas = datetime.datetime(2026, 12, 25, 8, tzinfo=datetime.UTC)
    assert not rules.is_staffed(WEEK, christmas)
    assert rules.next_opening(WEEK, christmas) == datetime.datetime(2026, 12, 28, 7, tzinfo=datetime.UTC)


def test_the_next_opening_is_now_or_the_next_stretch():
    assert rules.next_opening(WEEK, at(23, 10)) == at(23, 10)
    assert rules.next_opening(WEEK, at(23, 12, 30)) == at(23, 13)
    assert rules.next_opening(WEEK, at(27, 15)) == at(30, 9)
    assert rules.next_opening([], at(23, 10)) is None


@pytest.mark.parametrize(
    ("hours", "until"),
    [(1, at(23, 11)), (2, at(23, 12)), (3, at(23, 14)), (6, at(24, 10)), (9, at(25, 10))],
)
def test_only_staffed_hours_are_counted(hours, until):
    assert rules.staffed_after(WEEK, at(23, 10), datetime.timedelta(hours=hours)) == until


def test_without_hours_all_hours_are_counted():
    assert rules.staffed_after([], at(23, 10), datetime.timedelta(hours=7)) == at(23, 17)


def test_too_few_hours_promise_three_weeks():
    an_hour = [(0, time(9), time(10))]
    assert rules.staffed_after(an_hour, at(2, 9), datetime.timedelta(hours=21)) == at(23, 9)


def test_hours_follow_the_clock_when_it_changes():
    """On the last Sunday of March 2027 the clocks go forward: 9:00 on Monday is an hour sooner."""
    friday = datetime.datetime(2027, 3, 19, 13, tzinfo=datetime.UTC)
    assert rules.next_opening(WEEK, friday) == datetime.datetime(2027, 3, 22, 7, tzinfo=datetime.UTC)
    later = datetime.datetime(2027, 3, 30, 13, tzinfo=datetime.UTC)
    assert rules.next_opening(WEEK, later) == datetime.datetime(2027, 3, 31, 6, tzinfo=datetime.UTC)
