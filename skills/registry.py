"""What the trail tells the person whose data it is."""

from django.utils.translation import gettext_lazy as _

TRAIL = {
    "name_supporter": _("You were asked to give feedback on texts of courses"),
    "agree_to_support": _("You agreed to give feedback on texts of courses"),
    "end_supporter": _("You no longer give feedback on texts of courses"),
    "share_text": _("You shared a text of yours with a supporter"),
    "withdraw_text": _("You took back a text that you had shared"),
    "return_text": _("A text that you had shared came back to you"),
    "give_feedback": _("A supporter answered a text that you had shared"),
    "read_shared_text": _("A supporter opened a text that you had shared"),
    "hide_shared_text": _("Moderation hid a text or an answer of yours"),
}
