"""What is kept of what people are told."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.keeping import WITH_THE_ACCOUNT, Rows, chapter, holds_nobody
from wellbeing_portal.notifications.enums import DeliveryState, ReminderState
from wellbeing_portal.notifications.models import (
    Choice,
    Delivery,
    Heartbeat,
    Mute,
    Notice,
    Reminder,
    SoftBounce,
    Suppression,
    Wishes,
)

messages = chapter("notifications", _("What we tell you"))
messages.keeps(
    Rows(
        Wishes,
        personal=("recipient", "digest", "weekday", "hour", "mail", "paused_until", "told_until"),
        owner="recipient",
        shows=("digest", "weekday", "hour", "mail", "paused_until", "told_until"),
    ),
    Rows(Choice, personal=("recipient", "kind", "wanted"), owner="recipient", shows=("kind", "wanted")),
    Rows(Mute, personal=("recipient", "key"), owner="recipient", shows=("key",)),
    what=_("Which messages you want, and when"),
    why=_("So that you hear what you want to hear, and nothing else."),
    kept=WITH_THE_ACCOUNT,
)
messages.keeps(
    Rows(
        Notice,
        personal=("recipient", "kind", "target_id", "count", "said_at", "read_at"),
        owner="recipient",
        shows=("kind", "count", "said_at", "read_at"),
    ),
    what=_("Notices in the portal, and whether you have read them"),
    why=_("So that you find what you were told."),
    kept=_("180 days."),
)
messages.keeps(
    Rows(
        Reminder,
        personal=("recipient", "kind", "target_id", "due_at", "state"),
        owner="recipient",
        # What waits may be something that nobody is to hear before its time.
        only=Q(state=ReminderState.SAID),
        shows=("kind", "due_at", "state"),
    ),
    what=_("Reminders that are to come"),
    why=_("So that you hear of a meet-up or a chat in time."),
    kept=_("30 days after the reminder. Your copy has those that you have been told."),
)
messages.keeps(
    Rows(
        Delivery,
        personal=("recipient", "key", "kind", "target_id", "state", "last_reason"),
        owner="recipient",
        only=Q(state=DeliveryState.SENT),
        shows=("channel", "kind", "day", "state", "finished_at"),
    ),
    what=_("E-mails to you: which kind, and whether they were sent. Not what they said"),
    why=_("So that no e-mail is lost or comes twice."),
    kept=_("90 days. Your copy has those that were sent."),
)
messages.keeps(
    Rows(
        Suppression,
        personal=("address", "code", "since"),
        owner="address",
        value=lambda user: user.email.lower(),
        shows=("address", "code", "since"),
    ),
    Rows(
        SoftBounce,
        personal=("address", "at"),
        owner="address",
        value=lambda user: user.email.lower(),
        shows=("address", "at"),
    ),
    what=_("That your mail server refused our e-mail"),
    why=_("So that we do not go on writing to an address that does not work."),
    kept=_("A refusal for good until you ask us to try again; a passing one for 30 days."),
)
holds_nobody(Heartbeat)
