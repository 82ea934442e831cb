"""The letter of the day: at the person's hour, one a day, and nothing in it lost or told twice."""

import datetime

import pytest

from tests.communities.test_groups_races import rush
from tests.factories.accounts import UserFactory
from tests.notifications.conftest import NOON
from tests.notifications.kinds import Bundle, Filler, Part, Trial
from wellbeing_portal.kernel import voice
from wellbeing_portal.notifications import actions
from wellbeing_portal.notifications.actions.letters import fold, gather, mark_told
from wellbeing_portal.notifications.models import Delivery, Notice, Wishes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial_kinds")]
HOUR = datetime.timedelta(hours=1)
DAY = 24 * HOUR
AT_FOUR = NOON.replace(hour=14)
MONDAY_AT_FOUR = AT_FOUR + 5 * DAY


def letters():
    return list(Delivery.objects.order_by("day", "recipient").values_list("recipient__email", "day", "until", "due_at"))


def times(user):
    wishes = Wishes.objects.get(pk=user.pk)
    return wishes.digest_at, wishes.letter_at


def finish(state="sent"):
    Delivery.objects.filter(finished_at=None).update(
        state=state, finished_at=datetime.datetime.now(datetime.UTC), claim=None, lease_until=None
    )


def test_notices_wait_for_the_hour_and_the_digest_for_the_day(noon, group, student):
    voice.tell(Trial, to=[student], about=group)
    assert actions.plan_letters() == 0
    noon.move_to(AT_FOUR)
    assert [actions.plan_letters(), actions.plan_letters()] == [1, 0]
    assert letters() == [("student@diak.example", AT_FOUR.date(), None, AT_FOUR)]
    assert times(student) == (MONDAY_AT_FOUR, None)
    finish()
    noon.move_to(MONDAY_AT_FOUR)
    actions.plan_letters()
    assert letters()[1:] == [("student@diak.example", MONDAY_AT_FOUR.date(), MONDAY_AT_FOUR, MONDAY_AT_FOUR)]
    assert times(student) == (MONDAY_AT_FOUR + 7 * DAY, None)


@pytest.mark.parametrize("state", ["sent", "waiting"])
def test_a_second_letter_on_one_day_waits_for_the_next(noon, group, student, state):
    voice.tell(Trial, to=[student], about=group)
    noon.move_to(AT_FOUR)
    actions.plan_letters()
    if state == "sent":
        finish()
    Wishes.objects.update(letter_at=AT_FOUR, digest_at=AT_FOUR)
    actions.plan_letters()
    assert len(letters()) == 1
    assert times(student) == (AT_FOUR + DAY, AT_FOUR + DAY)


def test_a_letter_that_left_late_counts_for_the_day_it_left(noon, group, student):
    voice.tell(Trial, to=[student], about=group)
    noon.move_to(AT_FOUR)
    actions.plan_letters()
    noon.move_to(AT_FOUR + 20 * HOUR)
    finish()
    Wishes.objects.update(letter_at=AT_FOUR + DAY)
    noon.move_to(AT_FOUR + DAY)
    actions.plan_letters()
    assert len(letters()) == 1
    assert times(student)[1] == AT_FOUR + 2 * DAY


def test_after_a_long_night_the_letter_leaves_in_the_morning(noon, group, student):
    voice.tell(Trial, to=[student], about=group)
    noon.move_to(NOON.replace(hour=23))
    actions.plan_letters()
    morning = NOON.replace(hour=6) + DAY
    assert letters() == [("student@diak.example", morning.date(), None, morning)]


def test_a_pause_puts_off_what_is_due_and_nothing_else(noon, group, student):
    voice.tell(Trial, to=[student], about=group)
    until = AT_FOUR.date() + datetime.timedelta(days=3)
    Wishes.objects.update(paused_until=until)
    noon.move_to(AT_FOUR)
    actions.plan_letters()
    assert (letters(), times(student)) == ([], (MONDAY_AT_FOUR, AT_FOUR + 3 * DAY))
    Wishes.objects.update(letter_at=None, digest_at=AT_FOUR)
    actions.plan_letters()
    assert times(student) == (AT_FOUR + 3 * DAY, None)


@pytest.mark.parametrize("gone", ["closed", "no mail"])
def test_who_wants_no_mail_or_closed_the_account_is_left_alone(noon, group, student, gone):
    voice.tell(Trial, to=[student], about=group)
    if gone == "closed":
        student.is_active = False
        student.save()
    else:
        Wishes.objects.update(mail=False)
    noon.move_to(AT_FOUR)
    assert [actions.plan_letters(), actions.plan_letters()] == [1, 0]
    assert (letters(), times(student)) == ([], (None, None))


def test_a_letter_holds_what_is_unread_in_the_readers_words(noon, group, student):
    voice.tell(Trial, to=[student], about=group, key="1")
    voice.tell(Trial, to=[student], about=group, key="2")
    actions.mark_read(student, notices=list(Notice.objects.filter(key="1")))
    noon.move_to(AT_FOUR)
    actions.plan_letters()
    letter = Delivery.objects.select_related("recipient").get()
    contents = gather([letter])[letter.pk]
    assert [line.text for line in contents.lines] == [f"Trial {group.slug} × 1"]
    mark_told(contents)
    assert not Notice.objects.filter(key="2", waits_for_letter=True).exists()
    assert gather([letter])[letter.pk].says_something is False


def test_what_comes_while_the_letter_is_written_waits_for_the_next(noon, group, student):
    voice.tell(Bundle, to=[student], about=group)
    noon.move_to(AT_FOUR)
    actions.plan_letters()
    letter = Delivery.objects.select_related("recipient").get()
    contents = gather([letter])[letter.pk]
    noon.shift(HOUR)
    voice.tell(Bundle, to=[student], about=group)
    mark_told(contents)
    assert Notice.objects.get().waits_for_letter is True


def test_the_digest_asks_once_for_all_languages_and_goes_on_from_the_last_one(noon, student, peer):
    peer.language = "sv"
    peer.save()
    third = UserFactory(language="sv")
    actions.settle_in()
    since = NOON
    noon.move_to(MONDAY_AT_FOUR)
    actions.plan_letters()
    Part.news.update({student.pk: 2, peer.pk: 1})
    Filler.news[third.pk] = 9
    rows = list(Delivery.objects.select_related("recipient").order_by("pk"))
    found = gather(rows)
    said = {row.recipient: found[row.pk].says_something for row in rows}
    assert said == {student: True, peer: True, third: False}
    everybody = [(student.pk, since), (peer.pk, since), (third.pk, since)]
    assert (Part.asked, Filler.asked) == ([everybody], [everybody])
    told, silent, lost = rows
    for row, state, reason in ((told, "sent", ""), (silent, "dropped", "nothing to say"), (lost, "unknown", "")):
        Delivery.objects.filter(pk=row.pk).update(state=state, last_reason=reason, finished_at=MONDAY_AT_FOUR)
    noon.move_to(MONDAY_AT_FOUR + 7 * DAY)
    actions.plan_letters()
    since = [Wishes.objects.get(pk=row.recipient_id).told_until for row in rows]
    assert since == [MONDAY_AT_FOUR, MONDAY_AT_FOUR, NOON]


def test_what_a_lost_letter_said_goes_into_the_letter_of_another_day(noon, group, student):
    voice.tell(Trial, to=[student], about=group)
    noon.move_to(AT_FOUR)
    actions.plan_letters()
    letter = Delivery.objects.get()
    fold(letter, AT_FOUR)
    assert times(student)[1] == AT_FOUR + DAY
    Wishes.objects.update(letter_at=None)
    Notice.objects.update(waits_for_letter=False)
    fold(letter, AT_FOUR)
    assert times(student)[1] is None


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_who_plan_at_once_make_one_letter_each():
    crowd = UserFactory.create_batch(30)
    actions.settle_in()
    Wishes.objects.update(digest_at=NOON - 9 * DAY)
    rush([lambda: actions.plan_letters(limit=7) for _time in range(12)])
    while actions.plan_letters():
        pass
    assert Delivery.objects.count() == len(crowd)
