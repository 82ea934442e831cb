"""Letters about people and places."""

import datetime
import uuid
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.accounts.models import User
from wellbeing_portal.institutions.models import Invitation
from wellbeing_portal.kernel.voice import Category, Kind, Urgency, kind


def _letters(ids: Collection[uuid.UUID]) -> QuerySet[Invitation]:
    return Invitation.objects.unscoped("whoever is invited may have no account yet").filter(public_id__in=ids)


@kind
class InvitationLetter(Kind):
    """In the language the coordinator chose. Its subject says nothing about what the portal is for."""

    name = "institutions.invitation"
    category = Category.ACCOUNT
    label = _("You are invited to the portal")
    required = _("You get this because an institution has invited this address. Nothing else is sent to it.")
    urgency = Urgency.NOW
    inbox = False
    for_addresses = True
    model = Invitation

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        return {row.public_id: row for row in _letters(ids).select_related("institution")}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        """Neither taken, withdrawn nor out of date; nor sent already, when it was asked for twice."""
        answered = target.accepted_at is not None or target.withdrawn_at is not None
        works = timezone.now() < target.expires_at and target.institution.is_partner
        return works and not answered and target.sent_at is None

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {
            "place": target.institution.name,
            "role": target.get_role_display(),
            "expires_at": target.expires_at,
            "link": reverse("institutions:invitation", args=[target.secret]),
        }

    def address(self, target: Any) -> tuple[str, str]:
        return target.email, target.language

    def handed_over(self, target_id: uuid.UUID, at: datetime.datetime) -> None:
        _letters([target_id]).update(sent_at=at, failed_at=None)

    def gave_up(self, target_id: uuid.UUID, at: datetime.datetime) -> None:
        _letters([target_id]).update(failed_at=at)


@kind
class Welcome(Kind):
    """Once, when somebody belongs somewhere for the first time."""

    name = "institutions.welcome"
    category = Category.ACCOUNT
    label = _("Welcome to the portal")
    urgency = Urgency.SOON
    model = User

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        return {recipient.public_id: recipient} if recipient.public_id in ids else {}

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {"link": "/", "help_now": reverse("guidance:help_now"), "groups": reverse("communities:group_list")}
