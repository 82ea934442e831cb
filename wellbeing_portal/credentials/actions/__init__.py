"""Verbs of credentials."""

from wellbeing_portal.credentials.actions.awards import award, correct_award, revoke_award, take_back
from wellbeing_portal.credentials.actions.holding import forget_holder, link_award, show_award
from wellbeing_portal.credentials.actions.issuers import issuer_for, rotate_keys
from wellbeing_portal.credentials.queries import awarded

__all__ = [
    "award",
    "awarded",
    "correct_award",
    "forget_holder",
    "issuer_for",
    "link_award",
    "revoke_award",
    "rotate_keys",
    "show_award",
    "take_back",
]
