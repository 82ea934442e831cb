"""What moderation says to people. No e-mail tells what anybody wrote, in which group, or who reported it."""

import uuid
from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution, standing_of
from wellbeing_portal.kernel.voice import Category, Kind, Urgency, kind
from wellbeing_portal.moderation.enums import ANSWERED, Colour
from wellbeing_portal.moderation.models import Appeal, Cause, Decision, Item, Unmasking
from wellbeing_portal.moderation.rules import KEEPER_ROLES


@kind
class Statement(Kind):
    """To the writer, when something was decided that concerns them."""

    name = "moderation.statement"
    category = Category.ACCOUNT
    label = _("A decision about something you wrote")
    required = _("You get this because a decision concerns you. You have a right to know it, and to appeal.")
    urgency = Urgency.SOON
    model = Decision

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        own = Decision.objects.visible_to(recipient).filter(item__author=recipient, public_id__in=ids)
        return {row.public_id: row for row in own}

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {"link": reverse("moderation:statement", args=[target.public_id])}


@kind
class AppealAnswered(Kind):
    """To whose appeal it was."""

    name = "moderation.appeal_answered"
    category = Category.ACCOUNT
    label = _("Your appeal is answered")
    required = _("You get this because you asked for a decision to be looked at again.")
    urgency = Urgency.SOON
    model = Appeal

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        own = Appeal.objects.visible_to(recipient).filter(by=recipient, public_id__in=ids)
        return {row.public_id: row for row in own.select_related("decision", "cause")}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.decided_at is not None

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        """To the statement of what was decided, or to the receipt of what one reported."""
        if target.cause is not None:
            return {"link": reverse("moderation:receipt", args=[target.cause.public_id])}
        return {"link": reverse("moderation:statement", args=[target.decision.public_id])}


@kind
class AppealWaits(Kind):
    """To those who may answer it."""

    name = "moderation.appeal_waits"
    category = Category.DUTIES
    label = _("An appeal waits for an answer")
    model = Appeal

    def concerns(self, person: Any) -> bool:
        return standing_of(person).has_role(*KEEPER_ROLES, Role.OPERATOR)

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        waiting = Appeal.objects.visible_to(recipient).exclude(by=recipient).filter(public_id__in=ids)
        return {row.public_id: row for row in waiting}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.decided_at is None

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        link = reverse("moderation:appeal_page", args=[target.public_id])
        return {"link": link, "late": timezone.now() >= target.due_at}


@kind
class ReportAnswered(Kind):
    """To those who reported: that it was looked at. What was decided stands on their receipt."""

    name = "moderation.report_answered"
    category = Category.GROUPS
    label = _("Something you reported is looked at")
    model = Item

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        """By the id of the item, the person's own report of it: nobody needs to see an item to have reported."""
        own = Cause.objects.visible_to(recipient).filter(by=recipient, why__in=ANSWERED, item__public_id__in=ids)
        return {row.item.public_id: row for row in own.select_related("item")}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.item.closed_at is not None

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {"link": reverse("moderation:receipt", args=[target.public_id])}


class ForKeepers(Kind):
    """Abstract: to those who moderate, about an item."""

    category = Category.DUTIES
    model = Item

    def concerns(self, person: Any) -> bool:
        return standing_of(person).has_role(*KEEPER_ROLES)

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        """Not once somebody has taken it, or it has left the queue."""
        return target.closed_at is None and target.assignee_id is None

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {"link": reverse("moderation:item_page", args=[target.public_id])}


@kind
class CrisisWaits(ForKeepers):
    """To one contact after another, as long as nobody has taken it."""

    name = "moderation.crisis"
    label = _("Something needs you now")
    required = _("You get this because you are on duty for this.")
    urgency = Urgency.NOW

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return super().still_wanted(target, recipient) and target.colour == Colour.CRISIS


@kind
class UrgentWaits(ForKeepers):
    name = "moderation.urgent"
    label = _("Something waits to be looked at today")
    urgency = Urgency.SOON


@kind
class OpinionAsked(ForKeepers):
    name = "moderation.opinion_asked"
    label = _("A colleague asks for a second opinion")

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.closed_at is None and target.assignee_id != recipient.pk


@kind
class QueueWaits(Kind):
    """One notice for a place, however much waits there."""

    name = "moderation.waiting"
    category = Category.DUTIES
    label = _("Something new in the queue of moderation")
    bundles = True
    model = Institution

    def concerns(self, person: Any) -> bool:
        return standing_of(person).has_role(*KEEPER_ROLES)

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        standing = standing_of(recipient)
        kept = standing.institutions_as(*KEEPER_ROLES)
        waiting = set(Item.objects.visible_to(recipient).open().filter(assignee=None).values_list("place", flat=True))
        found = [place for place in standing.institutions if place.pk in kept and place.public_id in ids]
        for place in found:
            place.something_waits = place.pk in waiting
        return {place.public_id: place for place in found}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.something_waits

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {"link": reverse("moderation:queue"), "place": target.short_name}


class ToNotifier(Kind):
    """Abstract: to the address that somebody left who gave notice without signing in."""

    category = Category.GROUPS
    urgency = Urgency.NOW
    inbox = False
    for_addresses = True
    model = Cause

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        rows = Cause.objects.unscoped("who gave notice may have no account").filter(public_id__in=ids)
        return {row.public_id: row for row in rows.select_related("item")}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        """Not once the address is forgotten."""
        return bool(target.address)

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {"link": reverse("moderation:notice_receipt", args=[target.public_id])}

    def address(self, target: Any) -> tuple[str, str]:
        return target.address, target.language


@kind
class NoticeReceived(ToNotifier):
    name = "moderation.notice_received"
    label = _("We have received your notice")
    required = _("You get this because somebody gave notice to the portal with this address.")


@kind
class NoticeAnswered(ToNotifier):
    name = "moderation.notice_answered"
    label = _("Your notice is answered")
    required = _("You get this because somebody gave notice to the portal with this address.")


@kind
class UnmaskingAsked(Kind):
    """To those who may agree."""

    name = "moderation.unmasking_asked"
    category = Category.DUTIES
    label = _("Somebody asks to be told who a person is")
    urgency = Urgency.SOON
    model = Unmasking

    def concerns(self, person: Any) -> bool:
        return standing_of(person).has_role(Role.COORDINATOR, Role.OPERATOR)

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        return {row.public_id: row for row in Unmasking.objects.visible_to(recipient).filter(public_id__in=ids)}

    def still_wanted(self, target: Any, recipient: Any) -> bool:
        return target.answered_at is None

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {"link": reverse("moderation:unmasking_page", args=[target.public_id])}


@kind
class Unmasked(Kind):
    """To the person whose pseudonym was opened, within a week, unless a law holds it back."""

    name = "moderation.unmasked"
    category = Category.ACCOUNT
    label = _("Somebody was told who you are")
    required = _("You get this because your name was told to somebody. You have a right to know it.")
    urgency = Urgency.SOON
    model = Unmasking

    def targets(self, recipient: Any, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
        own = Unmasking.objects.unscoped("whom it is about is told").telling(recipient, timezone.now())
        return {row.public_id: row for row in own.filter(public_id__in=ids)}

    def facts(self, target: Any, recipient: Any) -> dict[str, Any]:
        return {"link": reverse("moderation:unmasking_told", args=[target.public_id])}
