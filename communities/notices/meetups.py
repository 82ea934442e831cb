"""What meet-ups say to those who come, and to those who may: of times, never of what anybody wrote."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities import queries
from communities.enums import CONCERNED, GuestState, RemindMe
from communities.models import Meetup, MeetupGuest
from communities.notices.groups import mail_name
from wellbeing_portal.kernel.voice import Category, Kind, Reader, Section, Urgency, kind, section


class AboutMeetup(Kind):
    """What somebody is told of a meet-up they have answered to; ``mine`` is their answer.

    Told in a silenced group too, for they would come in vain. The address of a meet-up tells nothing, so that mails
    lead straight to it.
    """

    category = Category.GROUPS
    model = Meetup

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        own = MeetupGuest.objects.filter(meetup=OuterRef("pk"), member__user=recipient)
        meetups = (
            Meetup.objects.visible_to(recipient)
            .filter(public_id__in=ids)
            .select_related("group")
            .annotate(mine=Subquery(own.values("state")[:1]), remind=Subquery(own.values("remind")[:1]))
        )
        return {row.public_id: row for row in meetups}

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        """In the hours of the place where the reader is."""
        with timezone.override(ZoneInfo(recipient.time_zone)):
            return {"group": mail_name(target.group), "link": target.get_absolute_url(), "when": target.when}

    def only_inside(self, target: Any) -> dict[str, Any]:
        return {"group": target.group.title}


@kind
class MeetupSoon(AboutMeetup):
    """Said at the hour the reader has chosen, so it leaves at that hour."""

    name = "communities.meetup_soon"
    label = _("A reminder of a meet-up that you come to")
    urgency = Urgency.NOW

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        ahead = not target.is_cancelled and timezone.now() < target.starts_at
        return ahead and target.mine == GuestState.COMING and target.remind != RemindMe.NONE


@kind
class MeetupChanged(AboutMeetup):
    """Another time or place, it was cancelled, or it is on after all."""

    name = "communities.meetup_changed"
    label = _("A meet-up that you come to is changed or cancelled")
    urgency = Urgency.SOON

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return timezone.now() < target.ends_at and target.mine in CONCERNED

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {**super().facts(target, recipient), "cancelled": target.is_cancelled, "news": target.news}


@kind
class MeetupOffer(AboutMeetup):
    """A seat is held for somebody who waited."""

    name = "communities.meetup_offer"
    label = _("There is a seat for you in a meet-up that was full")
    urgency = Urgency.SOON

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return not target.is_cancelled and target.mine == GuestState.OFFERED


# --- the digest

# More than these are on the page of one's weeks.
SHOWN = 5


@section
class WhatComesNext(Section):
    """The meet-ups of the next days: those one comes to, and those one has not answered to."""

    name = "communities.next"
    order = 20

    def gather(self, readers: Sequence[Reader]) -> Mapping[int, tuple[str, list[queries.Ahead]]]:
        zones = {reader.user.pk: reader.user.time_zone for reader in readers}
        return {user: (zones[user], ahead) for user, ahead in queries.ahead_for(zones, timezone.now()).items()}

    def facts(self, gathered: tuple[str, list[queries.Ahead]]) -> dict[str, Any]:
        zone, ahead = gathered
        with timezone.override(ZoneInfo(zone)):
            told = [
                {
                    "group": mail_name(one.meetup.group),
                    "when": one.meetup.when,
                    "link": one.meetup.get_absolute_url(),
                    "comes": one.state == GuestState.COMING,
                }
                for one in ahead[:SHOWN]
            ]
        return {"meetups": told, "more": len(ahead) > SHOWN, "weeks": reverse("communities:weeks")}
