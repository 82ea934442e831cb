"""Saying something now: who gets it, where, and that it is said once."""

import datetime

import pytest

from communities.models import Member
from tests.factories.accounts import UserFactory
from tests.notifications.conftest import NOON
from tests.notifications.kinds import Addressed, Bundle, Quiet, Required, Soon, Trial
from wellbeing_portal.kernel import voice
from wellbeing_portal.notifications import actions
from wellbeing_portal.notifications.models import Choice, Delivery, Mute, Notice, Wishes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial_kinds", "noon")]


def notices():
    return sorted(Notice.objects.values_list("recipient__email", "kind", "count", "waits_for_letter"))


def mails():
    return sorted(Delivery.objects.values_list("recipient__email", "kind", "state", "due_at"))


def test_a_calm_message_is_a_notice_and_waits_for_the_letter_of_the_day(group, student, peer):
    for _time in range(2):
        voice.tell(Trial, to=[student, peer, student], about=group)
    assert notices() == [
        ("peer@diak.example", "trial.calm", 1, True),
        ("student@diak.example", "trial.calm", 1, True),
    ]
    assert mails() == []
    at_four = NOON.replace(hour=14)
    assert set(Wishes.objects.values_list("letter_at", flat=True)) == {at_four}


def test_another_key_is_another_event(group, student):
    voice.tell(Trial, to=[student], about=group, key="1")
    voice.tell(Trial, to=[student], about=group, key="2")
    assert len(notices()) == 2


def test_what_bundles_is_one_notice_that_counts_until_it_is_read(group, student):
    for _time in range(3):
        voice.tell(Bundle, to=[student], about=group)
    assert notices() == [("student@diak.example", "trial.bundle", 3, True)]
    actions.mark_read(student, notices=list(Notice.objects.all()))
    voice.tell(Bundle, to=[student], about=group)
    assert notices() == [("student@diak.example", "trial.bundle", 1, True)]
    assert Notice.objects.get().read_at is None


@pytest.mark.parametrize(("hour", "leaves"), [(10, "2026-11-25T10:00"), (22, "2026-11-26T06:00")])
def test_a_message_that_cannot_wait_for_the_letter_leaves_at_a_decent_hour(noon, group, student, hour, leaves):
    noon.move_to(NOON.replace(hour=hour))
    for _time in range(2):
        voice.tell(Soon, to=[student], about=group)
    due = datetime.datetime.fromisoformat(leaves).replace(tzinfo=datetime.UTC)
    assert mails() == [("student@diak.example", "trial.soon", "waiting", due)]
    assert notices() == [("student@diak.example", "trial.soon", 1, False)]


def test_an_urgent_message_leaves_at_night(noon, group, student):
    noon.move_to(NOON.replace(hour=23))
    voice.tell(Required, to=[student], about=group)
    assert mails() == [("student@diak.example", "trial.required", "waiting", NOON.replace(hour=23))]


def test_a_kind_without_mail_is_only_a_notice(group, student):
    voice.tell(Quiet, to=[student], about=group)
    assert notices() == [("student@diak.example", "trial.quiet", 1, False)]
    assert (mails(), Wishes.objects.count()) == ([], 0)


def test_what_somebody_switched_off_or_silenced_is_not_said(group, student, peer):
    Choice.objects.create(recipient=student, kind="trial.soon", wanted="nothing")
    Mute.objects.create(recipient=peer, key=f"group:{group.public_id}")
    voice.tell(Soon, to=[student, peer], about=group)
    assert (notices(), mails()) == ([], [])
    voice.tell(Required, to=[student, peer], about=group)
    assert len(notices()) == len(mails()) == 2


def test_who_wants_it_only_in_the_portal_gets_no_mail(group, student):
    Choice.objects.create(recipient=student, kind="trial.soon", wanted="portal")
    voice.tell(Soon, to=[student], about=group)
    assert (notices(), mails()) == ([("student@diak.example", "trial.soon", 1, False)], [])


def test_a_closed_account_is_told_nothing(group):
    voice.tell(Required, to=[UserFactory(is_active=False)], about=group)
    assert (notices(), mails()) == ([], [])


def test_a_letter_that_is_coming_keeps_its_hour_and_no_mail_means_no_letter(group, student, peer):
    soon = NOON + datetime.timedelta(minutes=5)
    Wishes.objects.create(recipient=student, letter_at=soon)
    Wishes.objects.create(recipient=peer, mail=False, digest="never")
    voice.tell(Trial, to=[student, peer], about=group)
    assert dict(Wishes.objects.values_list("recipient__email", "letter_at")) == {
        "student@diak.example": soon,
        "peer@diak.example": None,
    }


def test_a_letter_to_an_address_is_a_mail_and_no_notice(group):
    for _time in range(2):
        voice.tell(Addressed, about=group)
    assert (notices(), mails()) == ([], [(None, "trial.addressed", "waiting", NOON)])


@pytest.mark.parametrize("kind", [Trial, Bundle, Soon])
def test_telling_many_costs_what_telling_one_does(django_assert_num_queries, group, student, peer, kind):
    many = [student, peer, *UserFactory.create_batch(5)]
    count = {Trial: 6, Bundle: 7, Soon: 4}[kind]
    # Beside the statements: one savepoint and its release.
    with django_assert_num_queries(count + 2):
        voice.tell(kind, to=[student], about=group, key="one")
    with django_assert_num_queries(count + 2):
        voice.tell(kind, to=many, about=group, key="many")
    assert Member.objects.filter(group=group).count() == 2


def test_a_name_is_given_to_one_kind_and_one_section():
    with pytest.raises(ValueError, match="two kinds"):
        voice.kind(Trial)
    with pytest.raises(ValueError, match="two sections"):
        voice.section(type("Again", (voice.Section,), {"name": "trial.part"}))


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"urgency": "calm", "required": "because"}, "switched off"),
        ({"urgency": "soon", "bundles": True}, "waits for the letter"),
    ],
)
def test_a_kind_that_contradicts_itself_is_refused_at_start(facts, why):
    with pytest.raises(ValueError, match=why):
        voice.kind(type("Wrong", (Trial,), {"name": "trial.wrong", **facts}))
