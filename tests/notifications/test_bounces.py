"""What came back: who is not written to any more, and that nobody can bring that about for somebody else."""

import datetime
import random

import pytest

from tests.factories.notifications import DeliveryFactory
from tests.notifications.conftest import NOON
from wellbeing_portal.notifications import actions, rules
from wellbeing_portal.notifications.actions.bounces import take_bounces
from wellbeing_portal.notifications.models import Delivery, SoftBounce, Suppression

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

REPORT = """\
From: MAILER-DAEMON@mx.diak.example
To: portal@localhost
Message-ID: <report.{number}@mx.diak.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.diak.example

Final-Recipient: rfc822; {address}
Action: failed
Status: {status}
Diagnostic-Code: smtp; {code} no such mailbox

--b
Content-Type: {returned}

Message-ID: {message_id}
Subject: something

--b--
"""


@pytest.fixture
def delivery(student):
    return DeliveryFactory(recipient=student, state="sent", tried_at=NOON, finished_at=NOON)


def report(delivery, **facts):
    known = {
        "number": 1,
        "address": delivery.recipient.email,
        "status": "5.1.1",
        "code": "550",
        "returned": "message/rfc822",
        "message_id": delivery.message_id,
    }
    return REPORT.format(**{**known, **facts}).encode()


def told(tally):
    return {name: number for name, number in tally.rows() if number}


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_an_address_that_does_not_work_is_not_written_to_any_more(delivery, returned):
    assert told(take_bounces([report(delivery, returned=returned)])) == {"refused": 1}
    assert list(Suppression.objects.values_list("address", "code")) == [("student@diak.example", 550)]
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_reason, delivery.last_code) == ("sent", "came back 5.1.1", 550)


def test_a_report_without_a_code_of_the_server_still_counts(delivery):
    take_bounces([report(delivery, code="x")])
    assert Suppression.objects.get().code == 500


def test_the_same_report_again_changes_nothing_even_after_the_owner_has_asked_again(noon, delivery, student):
    take_bounces([report(delivery)])
    noon.move_to(NOON + datetime.timedelta(days=2))
    actions.ask_again(student)
    assert told(take_bounces([report(delivery)])) == {"known": 1}
    assert not Suppression.objects.exists()


def test_what_may_pass_is_counted_once_for_each_report(delivery):
    later = [report(delivery, status="4.2.2", code="452", number=number) for number in (1, 2, 2)]
    assert told(take_bounces(later)) == {"later": 2, "known": 1}
    assert told(take_bounces(later)) == {"known": 3}
    assert list(SoftBounce.objects.values_list("address", flat=True)) == ["student@diak.example"] * 2
    assert SoftBounce.objects.count() < rules.SOFT_BOUNCES
    assert not Suppression.objects.exists()


def test_nobody_can_silence_somebody_else(delivery, peer):
    forged = [
        report(delivery, message_id="<guessed@localhost>"),
        report(delivery, message_id=""),
        report(delivery, address=peer.email),
        report(delivery, address="nobody@diak.example"),
        report(delivery, returned="text/plain"),
    ]
    assert told(take_bounces(forged)) == {"unknown": 5}
    assert not Suppression.objects.exists()


def test_a_letter_that_did_arrive_is_left_alone(delivery):
    assert told(take_bounces([report(delivery, status="2.0.0")])) == {"unknown": 1}


def test_a_report_about_a_letter_of_long_ago_is_left_alone(delivery):
    Delivery.objects.update(tried_at=NOON - datetime.timedelta(days=31))
    assert told(take_bounces([report(delivery)])) == {"unknown": 1}


STRANGE = {
    "nothing": b"",
    "an answer by a person": b"From: a@b.example\nSubject: Re: hello\n\nThank you.",
    "bytes": bytes(range(256)) * 20,
    "a report without blocks": b"Content-Type: message/delivery-status\n\n",
    "a report in another wrapping": b"Content-Type: multipart/report; boundary=b\n\n--b\n"
    b"Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n////\n--b--",
    "an address that is none": b"Content-Type: message/delivery-status\n\n"
    b"Final-Recipient: rfc822; a\x00@b\nStatus: 5.1.1\n",
    "no address": b"Content-Type: message/delivery-status\n\nStatus: 5.1.1\n",
    "no status": b"Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b.example\n",
    "a letter in a letter without an end": b"Content-Type: message/rfc822\n\n" * 3000,
}


@pytest.mark.parametrize("strange", STRANGE)
def test_what_is_no_report_is_counted_and_left(delivery, strange):
    assert told(take_bounces([STRANGE[strange], report(delivery)])) == {"unknown": 1, "refused": 1}


def test_a_broken_report_stops_nothing(delivery):
    chance = random.Random(3464)
    whole = report(delivery, message_id="<somebody@else.example>")
    broken = []
    for _time in range(300):
        copy = bytearray(whole)
        for _change in range(chance.randint(1, 40)):
            copy[chance.randrange(len(copy))] = chance.randrange(256)
        broken.append(bytes(copy))
    tally = take_bounces([*broken, report(delivery)])
    assert told(tally) == {"unknown": 300, "refused": 1}
