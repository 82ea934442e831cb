"""What makes a badge: keys, proofs, documents, pictures and the findings of a check. Pure."""

from wellbeing_portal.credentials.rules.holding import can_print_certificate, is_theirs

__all__ = ["can_print_certificate", "is_theirs"]
