"""What is kept of badges."""

from django.utils.translation import gettext_lazy as _

from wellbeing_portal.credentials.models import (
    Award,
    BadgeClass,
    BadgeClassVersion,
    IssuerKey,
    IssuerProfile,
    StatusList,
)
from wellbeing_portal.kernel.keeping import WITH_THE_ACCOUNT, Rows, chapter, holds_nobody

badges = chapter("credentials", _("Your badges"))
badges.keeps(
    Rows(
        Award,
        personal=("holder", "recipient_name", "identity_hash", "salt", "subject", "credential", "jwt", "link_hash"),
        owner="holder",
        shows=(
            "version__name_fi",
            "version__name_sv",
            "version__name_en",
            "recipient_name",
            "issued_at",
            "valid_until",
            "revoked_at",
            "is_public",
            "credential",
        ),
    ),
    what=_("Badges that you have earned, and whether others may see them"),
    why=_("So that you can show what you have completed, and others can check that it is true."),
    kept=WITH_THE_ACCOUNT,
)
holds_nobody(BadgeClass, BadgeClassVersion, IssuerKey, IssuerProfile, StatusList)
