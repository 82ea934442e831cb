"""What the trail calls things here."""

from django.utils.translation import gettext_lazy as _

TRAIL = {
    "award_badge": _("You were awarded a badge"),
    "revoke_award": _("A badge of yours was revoked"),
    "correct_award": _("A badge of yours was corrected"),
    "show_award": _("You decided who sees a badge of yours"),
    "forget_holder": _("Your badges were forgotten here"),
}
