"""What is said of theme chats: neither the theme nor the group stands in a mail, for both may tell how somebody is."""

import uuid
from collections.abc import Collection
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from communities.enums import ChatEnd, ChatState
from communities.models import Chat, ChatReminder
from wellbeing_portal.kernel.voice import Category, Kind, Urgency, kind


class AboutChat(Kind):
    """For those who asked to be reminded; ``asked`` is whether they still want to be."""

    category = Category.GROUPS
    model = Chat

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        asked = ChatReminder.objects.filter(chat=OuterRef("pk"), user=recipient)
        chats = Chat.objects.visible_to(recipient).filter(public_id__in=ids).annotate(asked=Exists(asked))
        return {row.public_id: row for row in chats}

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        """In the hours of the place where the reader is."""
        with timezone.override(ZoneInfo(recipient.time_zone)):
            day = date_format(timezone.localtime(target.opens_at), "j.n.")
            hour = date_format(timezone.localtime(target.opens_at), "TIME_FORMAT")
        return {"link": target.get_absolute_url(), "day": day, "hour": hour}

    def only_inside(self, target: Any) -> dict[str, Any]:
        return {"theme": target.theme}


@kind
class ChatSoon(AboutChat):
    """Said a quarter of an hour before."""

    name = "communities.chat_soon"
    label = _("A theme chat that you asked to be reminded of opens soon")
    urgency = Urgency.NOW

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.asked and target.state != ChatState.CLOSED


@kind
class ChatMoved(AboutChat):
    """Another hour, or called off."""

    name = "communities.chat_moved"
    label = _("A theme chat that you asked to be reminded of is moved or called off")
    urgency = Urgency.SOON

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.asked and (target.closed_why == ChatEnd.OFF or target.state == ChatState.PLANNED)

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {**super().facts(target, recipient), "off": target.closed_why == ChatEnd.OFF}
