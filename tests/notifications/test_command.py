"""manage.py mail: the operator's numbers in text, what came back, and every kind of message."""

import datetime
import io
import sys
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from tests.factories.notifications import DeliveryFactory, SuppressionFactory
from tests.notifications.conftest import NOON
from tests.notifications.test_bounces import report
from wellbeing_portal.notifications.models import Heartbeat, Suppression

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial_kinds", "noon")]


def run(*words):
    out = io.StringIO()
    call_command("mail", *words, stdout=out)
    return out.getvalue().splitlines()


def test_status_tells_the_numbers_without_people(student):
    DeliveryFactory(recipient=student, due_at=NOON - datetime.timedelta(minutes=2))
    DeliveryFactory(recipient=student, state="failed", finished_at=NOON, last_reason="text refused", last_code=554)
    Heartbeat.objects.create(name="beat", at=NOON - datetime.timedelta(seconds=5))
    SuppressionFactory(address=student.email)
    assert run("status") == [
        "e-mails due now: 1; the oldest thing due waits for 120 s",
        "trial.soon, failed: 1",
        "trial.soon, waiting: 1",
        "failed because text refused (554): 1",
        "beat worked 5 s ago",
        "refused addresses: 1",
    ]


@pytest.mark.parametrize("way", ["file", "standard input"])
def test_a_mailbox_of_reports_is_taken_in(student, tmp_path, monkeypatch, way):
    delivery = DeliveryFactory(recipient=student, state="sent", tried_at=NOON, finished_at=NOON)
    box = (
        b"From MAILER-DAEMON Wed Nov 25 10:00:00 2026\n"
        + report(delivery)
        + b"\nFrom x Wed Nov 25 10:00:00 2026\n\nHi\n"
    )
    path = tmp_path / "bounces"
    path.write_bytes(box)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(box)))
    told = run("bounces", str(path) if way == "file" else "-")
    assert told == ["refused: 1, later: 0, known: 0, unknown: 1"]
    assert Suppression.objects.get().address == student.email
    assert path.read_bytes() == box


def test_a_file_that_is_no_mailbox_has_no_reports(tmp_path):
    path = tmp_path / "noise"
    path.write_bytes(bytes(range(256)) * 50)
    assert run("bounces", str(path)) == ["refused: 0, later: 0, known: 0, unknown: 0"]


def test_a_mailbox_that_is_not_there_is_said_in_one_line(tmp_path):
    with pytest.raises(CommandError, match="There is no mailbox"):
        run("bounces", str(tmp_path / "nowhere"))


def test_kinds_are_listed_from_the_registry():
    assert run("kinds") == [
        "name             category  required  urgency  channels",
        "trial.addressed  groups    required  now      mail",
        "trial.bundle     groups    optional  calm     portal, letter",
        "trial.calm       groups    optional  calm     portal, letter",
        "trial.quiet      groups    optional  calm     portal",
        "trial.required   groups    required  now      portal, mail",
        "trial.soon       groups    optional  soon     portal, mail",
    ]
