"""From a row to the mail server: wanted still, handed over once, and every answer kept with what follows from it."""

import datetime
import email
import email.policy
import uuid

import pytest

from tests.communities.test_groups_races import rush
from tests.factories.institutions import MembershipFactory
from tests.notifications.conftest import NOON
from tests.notifications.kinds import Addressed, Filler, Part, Required, Soon, Trial
from tests.support.mail_server import DROP
from wellbeing_portal.kernel import voice
from wellbeing_portal.kernel.mail import Answer, Post, Result
from wellbeing_portal.notifications import actions, rules
from wellbeing_portal.notifications.actions.posting import claim
from wellbeing_portal.notifications.models import (
    Choice,
    Delivery,
    Mute,
    Notice,
    SoftBounce,
    Suppression,
    Wishes,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial_kinds")]
MINUTE = datetime.timedelta(minutes=1)
DAY = datetime.timedelta(days=1)
AT_FOUR = NOON.replace(hour=14)


def rows():
    return list(Delivery.objects.order_by("pk").values_list("state", "attempts", "last_code", "last_reason"))


def letter_for(user, group, noon):
    """A letter of the day that is due now, with one notice."""
    voice.tell(Trial, to=[user], about=group)
    noon.move_to(AT_FOUR)
    actions.plan_letters()
    return Delivery.objects.get()


def crowd(group, many):
    """People who may see the group."""
    return [row.user for row in MembershipFactory.create_batch(many, institution=group.owner)]


def told_from(noon):
    """Where the next digest begins, which is asked when it is planned."""
    noon.shift(9 * DAY)
    Wishes.objects.update(digest_at=NOON)
    actions.plan_letters()
    return Wishes.objects.get().told_until


# --- what is handed over


def test_a_mail_names_its_language_its_list_and_itself(noon, server, group, student, settings):
    settings.PORTAL_URL = "https://portal.example:8443"
    student.language = "sv"
    student.save()
    voice.tell(Soon, to=[student], about=group)
    assert [actions.deliver_due(), actions.deliver_due()] == [1, 0]
    assert rows() == [("sent", 1, 250, "")]
    letter = email.message_from_bytes(server.taken[0], policy=email.policy.default)
    assert letter["Message-ID"] == Delivery.objects.get().message_id
    assert letter["Message-ID"].endswith("@portal.example>")
    leave = letter["List-Unsubscribe"].strip(" <>")
    assert leave.startswith("https://portal.example:8443/notifications/leave/")
    told = [letter[name] for name in ("To", "Content-Language", "Auto-Submitted", "List-Unsubscribe-Post")]
    assert told == [student.email, "sv", "auto-generated", "List-Unsubscribe=One-Click"]
    text, html = letter.get_body(("plain",)).get_content(), letter.get_body(("html",)).get_content()
    assert f"https://portal.example:8443/communities/{group.slug}/" in text
    assert 'lang="sv"' in html
    assert leave in text
    assert leave in html


def test_a_required_mail_offers_no_way_out_and_says_why(noon, server, group, student):
    voice.tell(Required, to=[student], about=group)
    actions.deliver_due()
    letter = email.message_from_bytes(server.taken[0], policy=email.policy.default)
    assert letter["List-Unsubscribe"] is None
    assert Required.required in letter.get_body(("plain",)).get_content()


def test_a_letter_to_an_address_tells_its_kind_what_became_of_it(noon, server, group):
    voice.tell(Addressed, about=group)
    actions.deliver_due()
    server.script["RCPT"] = ["550 nobody"]
    voice.tell(Addressed, about=group, key="again")
    actions.deliver_due()
    assert [state for state, *_ in rows()] == ["sent", "failed"]
    assert Addressed.told == [("handed over", group.public_id), ("gave up", group.public_id)]
    letter = email.message_from_bytes(server.taken[0], policy=email.policy.default)
    assert (letter["To"], letter["Content-Language"]) == ("guest@elsewhere.example", "sv")
    assert Suppression.objects.count() == 0


def test_a_letter_of_the_day_holds_the_notices_and_the_digest_and_is_told_once(noon, server, group, student):
    voice.tell(Trial, to=[student], about=group)
    Wishes.objects.update(digest="daily", digest_at=AT_FOUR)
    Part.news[student.pk], Filler.news[student.pk] = 7, 8
    noon.move_to(AT_FOUR)
    actions.plan_letters()
    actions.deliver_due()
    text = email.message_from_bytes(server.taken[0], policy=email.policy.default).get_body(("plain",)).get_content()
    assert text.index(f"Trial {group.slug} × 1") < text.index("Trial part 8") < text.index("Trial part 7")
    assert not Notice.objects.filter(waits_for_letter=True).exists()
    assert told_from(noon) == AT_FOUR


def test_a_letter_with_nothing_to_say_is_not_sent_and_the_digest_goes_on_from_there(noon, server, student):
    actions.settle_in()
    Wishes.objects.update(digest_at=AT_FOUR)
    Filler.news[student.pk] = 1
    noon.move_to(AT_FOUR)
    actions.plan_letters()
    actions.deliver_due()
    assert rows() == [("dropped", 0, 0, "nothing to say")]
    assert (server.taken, told_from(noon)) == ([], AT_FOUR)


# --- asked once more before it leaves


def close(student, group):
    student.is_active = False
    student.save()


def leave(student, group):
    group.members.filter(user=student).delete()
    group.state = "declined"
    group.save()


def move(student, group):
    group.city = "Gone"
    group.save()


CHANGES = {
    "account closed": close,
    "out of sight": leave,
    "no longer so": move,
    "address refused before": lambda student, group: Suppression.objects.create(address=student.email, code=550),
    "mails switched off": lambda student, group: Wishes.objects.create(recipient=student, mail=False),
    "paused": lambda student, group: Wishes.objects.create(recipient=student, paused_until=(NOON + DAY).date()),
    "mailbox full": lambda student, group: [SoftBounce.objects.create(address=student.email) for _time in range(3)],
    "kind switched off": lambda student, group: Choice.objects.create(
        recipient=student, kind="trial.soon", wanted="portal"
    ),
    "muted": lambda student, group: Mute.objects.create(recipient=student, key=f"group:{group.public_id}"),
}


@pytest.mark.parametrize("reason", CHANGES)
def test_what_is_no_longer_wanted_is_not_sent(noon, server, group, student, reason):
    voice.tell(Soon, to=[student], about=group)
    CHANGES[reason](student, group)
    actions.deliver_due()
    assert (rows(), server.taken) == ([("dropped", 0, 0, reason)], [])


def test_a_required_mail_goes_whatever_was_switched_off(noon, server, group, student):
    voice.tell(Required, to=[student], about=group)
    for reason in ("mails switched off", "mailbox full", "muted"):
        CHANGES[reason](student, group)
    actions.deliver_due()
    assert [state for state, *_ in rows()] == ["sent"]


def test_two_soft_bounces_or_old_ones_stop_nothing(noon, server, group, student):
    for age in (0, 1, 4):
        SoftBounce.objects.create(address=student.email, at=NOON - age * DAY)
    voice.tell(Soon, to=[student], about=group)
    actions.deliver_due()
    assert [state for state, *_ in rows()] == ["sent"]


def test_a_kind_of_an_older_release_is_dropped(noon, server, group, student, monkeypatch):
    voice.tell(Soon, to=[student], about=group)
    monkeypatch.delitem(voice._kinds, "trial.soon")
    actions.deliver_due()
    assert rows() == [("dropped", 0, 0, "kind gone")]


def test_one_mail_that_cannot_be_written_holds_up_no_other(noon, server, group, student, peer, monkeypatch):
    voice.tell(Soon, to=[student, peer], about=group)
    facts = Trial.facts

    def fails_for_one(self, target, recipient):
        return facts(self, target, recipient) if recipient == peer else 1 / 0

    with monkeypatch.context() as broken:
        broken.setattr(Trial, "facts", fails_for_one)
        actions.deliver_due()
    assert sorted(rows()) == [("sent", 1, 250, ""), ("waiting", 0, 0, "not written")]
    noon.shift(DAY)
    actions.deliver_due()
    assert len(server.taken) == 2


def test_a_broken_section_holds_up_letters_and_nothing_else(noon, server, group, student, peer, monkeypatch):
    letter_for(student, group, noon)
    voice.tell(Soon, to=[peer], about=group)
    with monkeypatch.context() as broken:
        broken.setattr("wellbeing_portal.notifications.actions.writing.gather", lambda letters: 1 / 0)
        actions.deliver_due()
    assert sorted(rows()) == [("sent", 1, 250, ""), ("waiting", 0, 0, "digest failed")]
    noon.shift(DAY)
    actions.deliver_due()
    assert len(server.taken) == 2


# --- what the mail server answers


@pytest.mark.parametrize("said", ["421 closing", "450 greylist", "451 later", "452 full", "454 later"])
def test_what_may_pass_is_tried_again_after_a_growing_pause(noon, server, group, student, said):
    server.script["RCPT"] = [said, said]
    voice.tell(Soon, to=[student], about=group)
    actions.deliver_due()
    first = Delivery.objects.get()
    assert (first.state, first.last_code) == ("waiting", int(said[:3]))
    assert MINUTE <= first.due_at - NOON <= 1.25 * MINUTE
    noon.shift(2 * MINUTE)
    actions.deliver_due()
    pause = Delivery.objects.get().due_at - NOON - 2 * MINUTE
    assert 2 * MINUTE <= pause <= 2.5 * MINUTE
    noon.shift(5 * MINUTE)
    actions.deliver_due()
    assert rows() == [("sent", 3, 250, "")]
    assert Suppression.objects.count() == 0


def test_after_72_hours_it_is_given_up_and_what_a_letter_said_waits_for_another(noon, server, group, student):
    letter = letter_for(student, group, noon)
    Delivery.objects.update(tried_at=AT_FOUR - rules.GIVE_UP_AFTER)
    server.script["DATA"] = ["451 later"]
    actions.deliver_due()
    assert rows() == [("failed", 1, 451, "text not wanted")]
    assert Wishes.objects.get(pk=letter.recipient_id).letter_at == AT_FOUR + DAY
    assert Notice.objects.get().waits_for_letter is True


@pytest.mark.parametrize(
    ("step", "said", "suppressed"),
    [("RCPT", "550 nobody", True), ("DOT", "552 full", True), ("DOT", "554 junk", False), ("DATA", "554 no", False)],
)
def test_what_is_refused_for_good_is_never_tried_again(noon, server, group, student, step, said, suppressed):
    server.script[step] = [said]
    voice.tell(Soon, to=[student], about=group)
    actions.deliver_due()
    noon.shift(4 * DAY)
    assert actions.deliver_due() == 0
    assert (rows()[0][0], rows()[0][2], server.taken) == ("failed", int(said[:3]), [])
    assert list(Suppression.objects.values_list("address", "code")) == (
        [(student.email, int(said[:3]))] if suppressed else []
    )


def test_one_bad_address_does_not_hold_up_the_batch(noon, server, group, student, peer):
    server.script["RCPT"] = ["550 nobody"]
    voice.tell(Soon, to=[student, peer], about=group)
    actions.deliver_due()
    assert [state for state, *_ in rows()] == ["failed", "sent"]


def test_a_dead_server_is_left_alone_after_three_tries(noon, server, group):
    voice.tell(Required, to=crowd(group, 5), about=group)
    server.script["MAIL"] = ["421 closing"] * 5
    actions.deliver_due()
    assert [(state, attempts) for state, attempts, *_ in rows()] == [("waiting", 1)] * 3 + [("waiting", 0)] * 2


# --- nobody knows how it ended


def test_a_mail_of_its_own_goes_again_under_its_name_when_the_line_broke_after_the_dot(noon, server, group, student):
    server.script["DOT"] = [DROP]
    voice.tell(Soon, to=[student], about=group)
    actions.deliver_due()
    assert rows() == [("waiting", 1, 0, "SMTPServerDisconnected")]
    actions.deliver_due()
    assert rows() == [("sent", 2, 250, "")]
    names = [email.message_from_bytes(letter)["Message-ID"] for letter in server.taken]
    assert len(names) == 2
    assert len(set(names)) == 1


def test_doubts_are_bounded(noon, server, group, student):
    server.script["DOT"] = [DROP] * 20
    voice.tell(Soon, to=[student], about=group)
    while actions.deliver_due():
        pass
    assert rows() == [("unknown", rules.MOST_DOUBTS + 1, 0, "SMTPServerDisconnected")]


def test_a_letter_of_the_day_never_goes_twice_and_folds_into_the_next(noon, server, group, student):
    server.script["DOT"] = [DROP]
    letter_for(student, group, noon)
    Delivery.objects.update(until=AT_FOUR)
    actions.deliver_due()
    assert rows() == [("unknown", 1, 0, "SMTPServerDisconnected")]
    wishes = Wishes.objects.get()
    assert wishes.letter_at == AT_FOUR + DAY
    noon.move_to(AT_FOUR + DAY)
    actions.plan_letters()
    actions.deliver_due()
    assert [state for state, *_ in rows()] == ["unknown", "sent"]
    assert Wishes.objects.get().told_until == NOON


# --- workers that vanish


def test_what_a_lost_worker_had_only_claimed_is_free_after_the_lease(noon, server, group, student):
    voice.tell(Soon, to=[student], about=group)
    claim(now=NOON, limit=9)
    assert (actions.deliver_due(), actions.reclaim()) == (0, 0)
    noon.shift(3 * MINUTE)
    assert actions.reclaim() == 1
    actions.deliver_due()
    assert rows() == [("sent", 1, 250, "")]


@pytest.mark.parametrize(("kind", "after"), [("own", "waiting"), ("letter", "unknown")])
def test_what_a_lost_worker_was_handing_over_is_in_doubt(noon, server, group, student, kind, after):
    if kind == "own":
        voice.tell(Soon, to=[student], about=group)
    else:
        letter_for(student, group, noon)
    Delivery.objects.update(state="sending", claim=uuid.uuid4(), lease_until=AT_FOUR, attempts=1, tried_at=NOON)
    noon.move_to(AT_FOUR + MINUTE)
    assert actions.reclaim() == 1
    assert rows() == [(after, 1, 0, "worker lost")]
    assert (Wishes.objects.filter(letter_at__isnull=False).count() == 1) is (kind == "letter")


def test_a_worker_that_comes_back_late_hands_nothing_over(noon, server, group, student, monkeypatch):
    voice.tell(Soon, to=[student], about=group)
    facts = Trial.facts

    def slowly(self, target, recipient):
        noon.shift(3 * MINUTE)
        actions.reclaim()
        return facts(self, target, recipient)

    with monkeypatch.context() as slow:
        slow.setattr(Trial, "facts", slowly)
        actions.deliver_due()
    assert (rows(), server.taken) == ([("waiting", 0, 0, "")], [])


@pytest.mark.parametrize("late", [Answer(Result.ACCEPTED, 250), Answer(Result.REFUSED, 554), Answer(Result.UNKNOWN)])
def test_a_worker_that_comes_back_after_the_doubt_settles_nothing(noon, server, group, student, monkeypatch, late):
    letter_for(student, group, noon)

    def slowly(self, letter):
        noon.shift(3 * MINUTE)
        actions.reclaim()
        return late

    monkeypatch.setattr(Post, "hand_over", slowly)
    actions.deliver_due()
    assert rows() == [("unknown", 1, 0, "worker lost")]


def test_a_digest_is_settled_also_when_the_next_one_was_taken_by_somebody_else(noon, server, group, monkeypatch):
    people = crowd(group, 4)
    actions.settle_in()
    Wishes.objects.filter(recipient__in=people).update(digest_at=NOON)
    Part.news.update({user.pk: 1 for user in people})
    actions.plan_letters()
    hand_over = Post.hand_over

    def after_a_thief(self, letter):
        if not server.taken:
            Delivery.objects.filter(recipient=people[1]).update(claim=uuid.uuid4())
        return hand_over(self, letter)

    monkeypatch.setattr(Post, "hand_over", after_a_thief)
    assert actions.deliver_due() == 4
    stolen, others = rows()[1], [rows()[0], *rows()[2:]]
    assert (stolen[:2], others, len(server.taken)) == (("claimed", 0), [("sent", 1, 250, "")] * 3, 3)
    assert Delivery.objects.filter(state="sent", claim=None, lease_until=None, finished_at__isnull=False).count() == 3


def test_what_leaves_by_another_channel_is_left_alone(noon, server, group, student):
    voice.tell(Soon, to=[student], about=group)
    Delivery.objects.update(channel="other")
    assert (actions.deliver_due(), server.taken) == (0, [])
    voice.tell(Soon, to=[student], about=group)
    assert actions.deliver_due() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_hand_each_mail_over_once(server, group):
    voice.tell(Required, to=crowd(group, 60), about=group)
    rush([lambda: actions.deliver_due(limit=7) for _time in range(12)])
    while actions.deliver_due():
        pass
    names = [email.message_from_bytes(letter)["Message-ID"] for letter in server.taken]
    assert (len(names), len(set(names))) == (60, 60)
