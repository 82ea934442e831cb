"""What people choose, the press that leaves a list, and what has been read."""

import datetime

import pytest
from django.utils import translation

from tests.notifications.conftest import NOON
from tests.notifications.kinds import Required, Soon, Trial
from wellbeing_portal.kernel import voice
from wellbeing_portal.kernel.fields import encrypt
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.notifications import actions, queries
from wellbeing_portal.notifications.actions.leaving import token_of
from wellbeing_portal.notifications.models import LETTER, Choice, Mute, Notice, Suppression, Wishes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial_kinds", "noon")]
DAY = datetime.timedelta(days=1)
AT_FOUR = NOON.replace(hour=14)


def change(user, **wanted):
    usual = {"digest": "weekly", "weekday": 0, "hour": 16, "mail": True, "paused_until": None}
    return actions.change_wishes(user, **{**usual, **wanted})


def test_a_new_hour_moves_what_waits(group, student):
    voice.tell(Trial, to=[student], about=group)
    wishes = change(student, digest="daily", hour=18)
    assert (wishes.digest_at, wishes.letter_at) == (NOON.replace(hour=16), NOON.replace(hour=16))
    wishes = change(student, hour=18, weekday=3, paused_until=AT_FOUR.date() + 2 * DAY)
    assert (wishes.digest_at, wishes.letter_at) == (NOON.replace(hour=16) + 8 * DAY, NOON.replace(hour=16) + 2 * DAY)
    wishes = change(student, mail=False)
    assert (wishes.digest_at, wishes.letter_at) == (None, None)


def test_wishes_can_be_changed_before_there_are_any(student):
    wishes = change(student, digest="never")
    assert (wishes.digest_at, wishes.letter_at, Wishes.objects.count()) == (None, None, 1)


def test_whoever_comes_back_to_the_digest_is_told_from_then_on(noon, student):
    change(student)
    noon.shift(3 * DAY)
    assert change(student, hour=18).told_until == NOON
    change(student, digest="never")
    noon.shift(3 * DAY)
    assert change(student).told_until == NOON + 6 * DAY


def test_what_is_required_cannot_be_switched_off(student):
    with pytest.raises(Refusal, match="safe"):
        actions.choose_kind(student, kind=voice.kind_named("trial.required"), wanted="nothing")
    for wanted in ("nothing", "portal"):
        actions.choose_kind(student, kind=voice.kind_named("trial.soon"), wanted=wanted)
    assert list(Choice.objects.values_list("kind", "wanted")) == [("trial.soon", "portal")]


def test_silence_twice_is_silence_once(student):
    for _time in range(2):
        actions.mute(student, key="group:1")
    assert Mute.objects.count() == 1
    for _time in range(2):
        actions.unmute(student, key="group:1")
    assert Mute.objects.count() == 0


def test_one_press_leaves_one_list(student):
    token = token_of(student, Soon.name)
    assert [actions.leave_list(token=token), actions.leave_list(token=token)] == [Soon.name] * 2
    assert list(Choice.objects.values_list("recipient", "kind", "wanted")) == [(student.pk, Soon.name, "portal")]
    actions.choose_kind(student, kind=voice.kind_named(Soon.name), wanted="nothing")
    actions.leave_list(token=token)
    assert Choice.objects.get().wanted == "nothing"


def test_one_press_leaves_the_letter_of_the_day(group, student):
    voice.tell(Trial, to=[student], about=group)
    assert actions.leave_list(token=token_of(student, LETTER)) == LETTER
    wishes = Wishes.objects.get()
    assert (wishes.mail, wishes.digest, wishes.digest_at, wishes.letter_at) == (False, "never", None, None)


def test_a_press_on_anything_that_we_did_not_seal_changes_nothing(student):
    required, gone = token_of(student, Required.name), token_of(student, "trial.gone")
    nobody = encrypt("leave:00000000-0000-4000-8000-000000000000:letter")
    other = encrypt(f"enter:{student.public_id}:letter")
    wrong = [required, gone, nobody, other, encrypt("leave"), "nonsense", token_of(student, LETTER)[:-3]]
    assert [actions.leave_list(token=token) for token in wrong] == [None] * len(wrong)
    assert (Choice.objects.count(), Wishes.objects.count()) == (0, 0)


def test_reading_marks_ones_own_only_and_the_count_follows(noon, group, student, peer):
    voice.tell(Trial, to=[student, peer], about=group, key="1")
    voice.tell(Trial, to=[student], about=group, key="2")
    assert queries.unread_count(student) == 2
    actions.mark_read(student, notices=list(Notice.objects.filter(key="1")))
    assert (queries.unread_count(student), queries.unread_count(peer)) == (1, 1)
    opened = NOON
    noon.shift(60)
    voice.tell(Trial, to=[student], about=group, key="3")
    actions.mark_all_read(student, until=opened)
    assert list(Notice.objects.filter(recipient=student, read_at=None).values_list("key", flat=True)) == ["3"]
    assert queries.unread_count(student) == 1


def test_an_address_may_be_tried_again_after_a_day(noon, student):
    actions.ask_again(student)
    Suppression.objects.create(address=student.email, code=550)
    with translation.override("en"), pytest.raises(Refusal, match="tomorrow"):
        actions.ask_again(student)
    noon.shift(DAY)
    actions.ask_again(student)
    assert Suppression.objects.count() == 0
