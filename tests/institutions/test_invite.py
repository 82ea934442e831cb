"""The command that brings a partner's first coordinator in."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from wellbeing_portal.institutions.actions import invitations
from wellbeing_portal.institutions.models import Invitation

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch):
    """Runs the command with its commit inside, as outside a test."""
    monkeypatch.setattr(invitations.transaction, "on_commit", lambda send: send())
    return lambda *words: call_command("invite", *words)


def test_the_system_invites_a_manager_whom_no_coordinator_could(run, diak, capsys):
    run("diak", "johanna@portal.example", "manager", "--language", "sv")
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.language, invitation.invited_by, invitation.state) == (
        "manager",
        "sv",
        None,
        "sent",
    )
    assert [letter.to for letter in mail.outbox] == [["johanna@portal.example"]]
    assert capsys.readouterr().out.startswith("johanna@portal.example is invited")


@pytest.mark.parametrize("words", [("nowhere", "a@b.example", "guide"), ("diak", "no address", "guide")])
def test_what_cannot_be_is_said_in_one_line(run, diak, words):
    with pytest.raises(CommandError):
        run(*words)
    assert not Invitation.objects.exists()


def test_an_ended_partner_invites_nobody(run, diak):
    diak.partner_until = "2022-06-30"
    diak.save()
    with pytest.raises(CommandError):
        run("diak", "a@b.example", "guide")


def test_a_letter_that_did_not_leave_is_told(run, diak, settings):
    settings.EMAIL_BACKEND = "tests.institutions.test_invitations.BrokenBackend"
    with pytest.raises(CommandError, match="could not be sent"):
        run("diak", "a@b.example", "guide")
    assert Invitation.objects.get().state == "failed"
