"""Who may do what with a badge."""

from wellbeing_portal.credentials.models import Award
from wellbeing_portal.credentials.rules.documents import identity_hash


def can_print_certificate(award: Award) -> bool:
    """A certificate of what was revoked would go on saying what is not so."""
    return award.revoked_at is None


def is_theirs(award: Award, email: str) -> bool:
    """Whether the badge was awarded to whoever has this address."""
    return award.identity_hash == identity_hash(email, award.salt)
