"""What the trail tells the person whose data it is."""

from django.utils.translation import gettext_lazy as _

TRAIL = {
    "report_thing": _("You reported something"),
    "ask_moderator": _("You asked a moderator as a host"),
    "read_evidence": _("Something you wrote was read by those who moderate"),
    "add_contact": _("You were put on the list of those on duty"),
    "remove_contact": _("You were taken off the list of those on duty"),
    "suspend_person": _("You were asked to only read in groups for a time"),
}
