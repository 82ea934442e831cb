"""What is kept of who belongs where."""

from django.utils.translation import gettext_lazy as _

from wellbeing_portal.institutions.models import (
    Campus,
    EmailDomain,
    HomeOrganization,
    Institution,
    Invitation,
    Membership,
)
from wellbeing_portal.kernel.keeping import OTHERS, WITH_THE_ACCOUNT, Rows, chapter, holds_nobody

places = chapter("institutions", _("Your places and roles"))
places.keeps(
    Rows(
        Membership,
        personal=("user", "institution", "role", "valid_from", "valid_until", "ended_at", "granted_by"),
        owner="user",
        shows=("institution__slug", "role", "valid_from", "valid_until", "ended_at"),
    ),
    what=_("Which institution or organisation you belong to, and your roles there"),
    why=_("What you see, and what you may do, follows from it."),
    kept=WITH_THE_ACCOUNT,
)
places.keeps(
    Rows(
        Invitation,
        personal=("email", "language", "invited_by", "accepted_by", "secret_hash"),
        owner="accepted_by",
        shows=("institution__slug", "email", "role", "made_at", "accepted_at"),
        withheld=OTHERS,
    ),
    what=_("Invitations: the address that was invited, by whom, and when it was accepted"),
    why=_("So that only the one who was invited gets the role, and so that it can be told later who gave it."),
    kept=_("An invitation works for two weeks. That it was made is kept after that."),
)
holds_nobody(Campus, EmailDomain, HomeOrganization, Institution)
