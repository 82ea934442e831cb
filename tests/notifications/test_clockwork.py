"""What is done again and again: in bounds, and safe to do twice."""

import datetime

import pytest

from tests.factories.accounts import UserFactory
from tests.notifications.conftest import NOON
from tests.notifications.kinds import Soon, Trial
from wellbeing_portal.kernel import voice
from wellbeing_portal.notifications import actions
from wellbeing_portal.notifications.models import Delivery, Heartbeat, Notice, Reminder, SoftBounce, Wishes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial_kinds")]
DAY = datetime.timedelta(days=1)


@pytest.mark.usefixtures("noon")
def test_everybody_gets_wishes_and_keeps_them(student, peer):
    UserFactory(is_active=False)
    Wishes.objects.create(recipient=peer, digest="never")
    assert [actions.settle_in(), actions.settle_in()] == [1, 0]
    wishes = Wishes.objects.get(recipient=student)
    # Monday at four in the afternoon, in Finland.
    assert (wishes.digest, wishes.digest_at) == ("weekly", NOON.replace(hour=14) + 5 * DAY)


def test_a_tick_takes_a_reminder_from_its_row_to_the_mail(noon, group, student, mailoutbox):
    voice.remind(Soon, to=[student], about=group, at=NOON + DAY)
    actions.tick(name="cron")
    assert mailoutbox == []
    noon.shift(DAY)
    actions.tick(name="cron")
    actions.tick(name="cron")
    assert [letter.to for letter in mailoutbox] == [[student.email]]
    assert list(Heartbeat.objects.values_list("name", "at")) == [("cron", NOON + DAY)]


def test_a_tick_ends_when_its_time_is_over(noon, group, student, monkeypatch, mailoutbox):
    voice.tell(Soon, to=[student], about=group)
    assert actions.tick(name="cron", seconds=0) == 2
    assert mailoutbox == []


def test_what_is_past_its_time_is_forgotten_and_nothing_else(noon, group, student):
    voice.tell(Soon, to=[student], about=group, key="old")
    actions.deliver_due()
    voice.remind(Trial, to=[student], about=group, at=NOON, key="said")
    actions.fire_due()
    SoftBounce.objects.create(address=student.email)
    actions.beat("gone")
    noon.shift(181 * DAY)
    voice.remind(Trial, to=[student], about=group, at=NOON, key="waiting")
    voice.tell(Soon, to=[student], about=group, key="new")
    actions.beat("here")
    actions.forget_old()
    assert list(Notice.objects.values_list("key", flat=True)) == ["new"]
    assert list(Delivery.objects.values_list("state", flat=True)) == ["waiting"]
    assert list(Reminder.objects.values_list("key", flat=True)) == ["waiting"]
    assert (list(Heartbeat.objects.values_list("name", flat=True)), SoftBounce.objects.count()) == (["here"], 0)
    assert actions.forget_old() == 0
