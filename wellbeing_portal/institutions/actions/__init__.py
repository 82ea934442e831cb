"""Verbs of people and places."""

from wellbeing_portal.institutions.actions.invitations import (
    accept_invitation,
    invite_person,
    send_invitation_again,
    withdraw_invitation,
)
from wellbeing_portal.institutions.actions.partners import load_partners
from wellbeing_portal.institutions.actions.people import end_membership, grant_membership, record_reading_of_people

__all__ = [
    "accept_invitation",
    "end_membership",
    "grant_membership",
    "invite_person",
    "load_partners",
    "record_reading_of_people",
    "send_invitation_again",
    "withdraw_invitation",
]
