"""Saying something later: moved, called off, unwanted, out of sight, and twice at once."""

import datetime

import pytest

from tests.communities.test_groups_races import rush
from tests.factories.accounts import UserFactory
from tests.notifications.conftest import NOON
from tests.notifications.kinds import Soon, Trial
from wellbeing_portal.kernel import voice
from wellbeing_portal.notifications import actions
from wellbeing_portal.notifications.models import Delivery, Notice, Reminder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial_kinds")]
HOUR = datetime.timedelta(hours=1)


def states():
    return sorted(Reminder.objects.values_list("recipient__email", "state", "due_at"))


def said():
    return sorted(Notice.objects.values_list("recipient__email", "kind", "key"))


def test_a_reminder_is_said_when_it_is_due_and_once(noon, group, student):
    voice.remind(Soon, to=[student], about=group, at=NOON + HOUR, key="meeting")
    assert actions.fire_due() == 0
    noon.shift(HOUR)
    assert [actions.fire_due(), actions.fire_due()] == [1, 0]
    assert said() == [("student@diak.example", "trial.soon", "meeting")]
    assert states() == [("student@diak.example", "said", NOON + HOUR)]
    assert Delivery.objects.count() == 1


@pytest.mark.usefixtures("noon")
def test_reminding_again_moves_it_and_calling_off_forgets_it(group, student, peer):
    voice.remind(Soon, to=[student, peer], about=group, at=NOON + HOUR)
    voice.remind(Soon, to=[student, peer], about=group, at=NOON + 2 * HOUR)
    assert [due for _email, _state, due in states()] == [NOON + 2 * HOUR] * 2
    voice.call_off(Soon, about=group)
    assert states() == []


def test_what_was_said_is_not_said_again_by_moving_it(noon, group, student):
    voice.remind(Soon, to=[student], about=group, at=NOON)
    actions.fire_due()
    voice.remind(Soon, to=[student], about=group, at=NOON + HOUR)
    voice.call_off(Soon, about=group)
    noon.shift(2 * HOUR)
    assert actions.fire_due() == 0
    assert states() == [("student@diak.example", "said", NOON)]


@pytest.mark.usefixtures("noon")
def test_a_reminder_is_dropped_for_those_who_left_or_closed_their_account(group, student, peer, stranger):
    group.members.filter(user=peer).update(state="left")
    group.audience, group.owner = "chosen", stranger.memberships.get().institution
    group.save()
    closed = UserFactory(is_active=False)
    voice.remind(Soon, to=[student, peer, closed], about=group, at=NOON)
    actions.fire_due()
    assert said() == [("student@diak.example", "trial.soon", "")]
    assert [state for _email, state, _due in states() if state == "dropped"] == ["dropped"] * 2


@pytest.mark.usefixtures("noon")
def test_a_reminder_is_dropped_when_its_kind_thinks_better_of_it_or_is_gone(group, student, monkeypatch):
    voice.remind(Soon, to=[student], about=group, at=NOON)
    group.city = "Gone"
    group.save()
    actions.fire_due()
    voice.remind(Trial, to=[student], about=group, at=NOON)
    monkeypatch.delitem(voice._kinds, "trial.calm")
    actions.fire_due()
    assert (said(), {state for _email, state, _due in states()}) == ([], {"dropped"})


def test_a_broken_kind_holds_up_nobody_and_is_tried_again(noon, group, student, monkeypatch):
    voice.remind(Trial, to=[student], about=group, at=NOON)
    voice.remind(Soon, to=[student], about=group, at=NOON)
    with monkeypatch.context() as broken:
        broken.setattr(Trial, "still_wanted", lambda self, target, recipient: 1 / 0)
        broken.setattr(Soon, "still_wanted", lambda self, target, recipient: True)
        assert actions.fire_due() == 2
    assert said() == [("student@diak.example", "trial.soon", "")]
    noon.shift(datetime.timedelta(minutes=10))
    actions.fire_due()
    assert len(said()) == 2


@pytest.mark.usefixtures("noon")
def test_a_crowd_is_planned_in_a_few_statements(group, django_assert_max_num_queries):
    crowd = UserFactory.create_batch(1001)
    # SQLite takes some hundred rows in a statement.
    with django_assert_max_num_queries(15):
        voice.remind(Trial, to=crowd, about=group, at=NOON + HOUR)
    assert Reminder.objects.count() == 1001


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_who_look_at_once_say_each_reminder_once(group, student, peer):
    for number in range(20):
        voice.remind(Soon, to=[student, peer], about=group, at=NOON - HOUR * 999, key=str(number))
    rush([lambda: actions.fire_due(limit=7) for _time in range(12)])
    while actions.fire_due():
        pass
    assert (Notice.objects.count(), Delivery.objects.count()) == (40, 40)
    assert set(Reminder.objects.values_list("state", flat=True)) == {"said"}
