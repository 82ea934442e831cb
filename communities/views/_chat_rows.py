"""The messages of a chat as HTML, for the page and for what the page asks every moment: one pattern, no template."""

from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from communities.enums import Told
from communities.queries import Seat
from wellbeing_portal.kernel.moulds import Mould
from wellbeing_portal.kernel.shapes import avatar
from wellbeing_portal.moderation.registry import report_url

AVATAR_SIZE = 32

MESSAGE = Mould(
    "communities/_chat_message.html",
    variants=("told", "mine", "to_me", "by_host", "held_for", "hidden", "text", "tools", "report", "fold", "folded"),
    slots=("id", "place", "avatar", "name", "to", "body", "reason", "url", "guest_url", "report_url"),
)


def messages_html(rows: list[dict[str, Any]], seat: Seat) -> SafeString:
    """The messages in their order, as this person sees them."""
    me = seat.guest.pk if seat.guest is not None else None
    folds = seat.guest is not None and not seat.guest.is_host
    base = f"{reverse('communities:chat_list')}"
    return mark_safe("".join(_message(row, me, seat.hosts, folds, base) for row in rows))  # noqa: S308 - each part is safe


def _message(row: dict[str, Any], me: int | None, hosts: bool, folds: bool, base: str) -> SafeString:
    mine, hidden = row["guest_id"] == me, row["hidden_at"] is not None
    sees = not hidden or mine or hosts
    variant = (
        row["told"],
        mine,
        row["to_id"] == me,
        row["guest__is_host"],
        row["held_for"],
        hidden,
        sees,
        hosts and row["told"] != Told.ONE,
        not mine and sees,
        folds and not mine and sees and not row["guest__is_host"],
        row["folded"] and not row["guest__is_host"],
    )
    return MESSAGE.cast(
        variant,
        id=row["public_id"].hex,
        place=row["place"],
        avatar=avatar(str(row["guest__public_id"]), AVATAR_SIZE),
        name=row["guest__nickname"],
        to=row["to__nickname"] or "",
        body=row["body"] if sees else "",
        reason=row["hidden_reason"] if sees else "",
        url=f"{base}messages/{row['public_id']}/",
        guest_url=f"{base}guests/{row['guest__public_id']}/",
        report_url=report_url("communities.chat_message", row["public_id"]),
    )
