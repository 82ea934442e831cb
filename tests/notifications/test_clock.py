"""Ticks every half hour over the nights when clocks change, over a leap day, and over a clock that jumps."""

import datetime

import pytest
import time_machine

from tests.notifications.kinds import Part, Soon
from wellbeing_portal.kernel import voice
from wellbeing_portal.notifications import actions, rules
from wellbeing_portal.notifications.models import Delivery, Notice, Wishes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial_kinds")]
HALF_HOUR = datetime.timedelta(minutes=30)
DAY = datetime.timedelta(days=1)
JUMP = datetime.timedelta(hours=2)


def ticks(clock, hours):
    for _turn in range(hours * 2):
        actions.tick(name="clock")
        clock.shift(HALF_HOUR)


def letters():
    """Day and hour in Finland when each letter of the day left."""
    sent = Delivery.objects.filter(kind="letter", state="sent").order_by("finished_at")
    return [f"{rules.local(row.finished_at):%d.%m. %H:%M}" for row in sent]


def begin(clock, student):
    """The student wants the digest every day at 16, and there is always news."""
    actions.settle_in()
    actions.change_wishes(student, digest="daily", weekday=0, hour=16, mail=True, paused_until=None)
    Part.news[student.pk] = 1


@pytest.mark.parametrize(
    ("eve", "days"),
    [
        ("2026-10-24", ["24.10. 16:00", "25.10. 16:00", "26.10. 16:00"]),
        ("2027-03-27", ["27.03. 16:00", "28.03. 16:00", "29.03. 16:00"]),
        ("2027-10-30", ["30.10. 16:00", "31.10. 16:00", "01.11. 16:00"]),
        ("2028-02-28", ["28.02. 16:00", "29.02. 16:00", "01.03. 16:00"]),
    ],
)
def test_the_daily_letter_leaves_once_a_day_at_its_hour_on_the_wall(student, eve, days):
    with time_machine.travel(rules.local_moment(datetime.date.fromisoformat(eve), 9), tick=False) as clock:
        begin(clock, student)
        ticks(clock, 60)
    assert letters() == days


@pytest.mark.parametrize("day", ["2026-10-25", "2027-03-28", "2028-02-29"])
def test_a_reminder_for_the_morning_after_is_said_once_at_its_time(group, student, day):
    at = rules.local_moment(datetime.date.fromisoformat(day), 9)
    with time_machine.travel(at - DAY, tick=False) as clock:
        voice.remind(Soon, to=[student], about=group, at=at)
        ticks(clock, 48)
    assert [rules.local(said).hour for said in Notice.objects.values_list("said_at", flat=True)] == [9]
    assert Delivery.objects.filter(kind="trial.soon", state="sent").count() == 1


@pytest.mark.parametrize("jump", [JUMP, -JUMP])
@pytest.mark.parametrize("hour", [14, 15, 16, 17])
def test_a_clock_that_jumps_two_hours_repeats_nothing_and_loses_nothing(group, student, jump, hour):
    day = datetime.date(2026, 11, 25)
    with time_machine.travel(rules.local_moment(day, 9), tick=False) as clock:
        begin(clock, student)
        voice.remind(Soon, to=[student], about=group, at=rules.local_moment(day, 16))
        ticks(clock, hour - 9)
        clock.shift(jump)
        ticks(clock, 26)
    assert Delivery.objects.filter(kind="trial.soon", state="sent").count() == 1
    assert (Notice.objects.count(), [said[:6] for said in letters()]) == (1, ["25.11.", "26.11."][: len(letters())])
    assert len(letters()) >= 1
    assert Wishes.objects.get(pk=student.pk).digest_at > rules.local_moment(day, 16)
