"""The command that brings a partner's first coordinator in."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from wellbeing_portal.institutions.models import Invitation
from wellbeing_portal.notifications.actions import deliver_due

pytestmark = pytest.mark.django_db


def run(*words):
    call_command("invite", *words)


def test_the_system_invites_a_manager_whom_no_coordinator_could(diak, capsys):
    run("diak", "johanna@portal.example", "manager", "--language", "sv")
    deliver_due()
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
def test_what_cannot_be_is_said_in_one_line(diak, words):
    with pytest.raises(CommandError):
        run(*words)
    assert not Invitation.objects.exists()


def test_an_ended_partner_invites_nobody(diak):
    diak.partner_until = "2022-06-30"
    diak.save()
    with pytest.raises(CommandError):
        run("diak", "a@b.example", "guide")
