"""Words for what the trail tells, and the course that moderators take."""

from django.utils.translation import gettext_lazy as _

MODERATORS_COURSE = "moderating-peer-groups"
TRAIL = {
    "exempt_from_training": _("You were exempted from a training"),
    "end_exemption": _("An exemption from a training was ended"),
    "read_training": _("It was seen how your trainings stand"),
}
