"""What the trail holds about people."""

from django.utils.translation import gettext_lazy as _

from wellbeing_portal.audit.models import Chain, Entry, keyed_id
from wellbeing_portal.kernel.keeping import Rows, chapter, holds_nobody

trail = chapter("audit", _("Who saw and changed what"))
trail.keeps(
    Rows(
        Entry,
        personal=("actor", "subject", "target", "facts"),
        owner="subject",
        value=lambda user: keyed_id(user.public_id),
        shows=("at", "action", "chain__name"),
    ),
    what=_("That somebody saw or changed something about you, and when"),
    why=_("So that nobody looks at your data unseen. What anybody wrote is never in it."),
    kept=_("For good: nobody can remove a line. People stand in it as codes, not by name."),
)
holds_nobody(Chain)
