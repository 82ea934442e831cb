"""Mail that came back: what the reports in the bounce mailbox say of our addresses (RFC 3464)."""

import datetime
import email
import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from email.message import Message
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from wellbeing_portal.notifications.models import Delivery, SoftBounce, Suppression

# Older reports are about mails that nobody waits for any more, and we may have forgotten the rows.
NOT_BEFORE = datetime.timedelta(days=30)
BOUNCED = "came back"
STATUS = re.compile(r"([245])\.\d{1,3}\.\d{1,3}")
SMTP_CODE = re.compile(r"smtp;\s*([45]\d\d)\b", re.IGNORECASE)
ADDRESS = re.compile(r"[\x21-\x7e]{1,64}@[\x21-\x7e]{1,189}")
MESSAGE_ID = re.compile(r"<[^<>\s]{3,200}>")


class Report(NamedTuple):
    """What one report says of one address; ``about`` is the Message-ID of the letter that came back."""

    once: uuid.UUID
    address: str
    status: str
    code: int
    about: str


@dataclass
class Tally:
    """How many reports there were of each sort."""

    refused: int = 0  # the address does not work
    later: int = 0  # it may pass
    known: int = 0  # read in an earlier run
    unknown: int = 0  # no report, or not about a letter of ours: left alone

    def rows(self) -> list[tuple[str, int]]:
        return [(field.name, getattr(self, field.name)) for field in fields(self)]


def reports_in(raw: bytes) -> Iterator[Report]:
    """What a mail reports; nothing for one that is no report."""
    message = email.message_from_bytes(raw)
    parts = list(message.walk())
    about = next(filter(None, (_message_id_of(part) for part in parts)), "")
    once = uuid.uuid5(uuid.NAMESPACE_URL, f"{_text(message, 'Message-ID')} {about}")
    for part in parts:
        if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
            continue
        blocks: Any = part.get_payload()
        for block in blocks:
            address = _address_in(block)
            status = STATUS.search(_text(block, "Status"))
            if address and status is not None:
                code = SMTP_CODE.search(_text(block, "Diagnostic-Code"))
                yield Report(
                    uuid.uuid5(once, address), address, status[0], int(code[1] if code else f"{status[1]}00"), about
                )


def _message_id_of(part: Message) -> str:
    """The Message-ID of the letter that a report gives back, whole or only its headers."""
    returned: Any
    if part.get_content_type() == "text/rfc822-headers":
        headers: Any = part.get_payload(decode=True)
        returned = email.message_from_bytes(headers or b"")
    elif part.get_content_type() == "message/rfc822" and part.is_multipart():
        returned = part.get_payload(0)
    else:
        return ""
    found = MESSAGE_ID.search(_text(returned, "Message-ID"))
    return found[0] if found else ""


def _text(part: Message, name: str) -> str:
    return str(part.get(name, ""))


def _address_in(block: Message) -> str:
    """The address in small letters: the one we wrote to, rather than what another server made of it."""
    said = _text(block, "Original-Recipient") or _text(block, "Final-Recipient")
    address = said.rpartition(";")[2].strip().strip("<>").lower()
    return address if ADDRESS.fullmatch(address) else ""


def take_bounces(mails: Iterable[bytes]) -> Tally:
    """Keep what the reports say: an address that does not work is not written to, a full mailbox is counted.

    Only reports that name a letter we sent to that very address count: anybody can write to the bounce
    mailbox, and nobody shall silence somebody else. The same report twice changes nothing.
    """
    tally = Tally()
    for raw in mails:
        try:
            found = list(reports_in(raw))
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            # Whatever somebody has put together there must not keep the others from being read.
            found = []
        if not found:
            tally.unknown += 1
        for report in found:
            outcome = _take(report)
            setattr(tally, outcome, getattr(tally, outcome) + 1)
    return tally


@transaction.atomic
def _take(report: Report) -> str:
    delivery = _letter_of(report)
    if delivery is None or report.status.startswith("2"):
        return "unknown"
    if report.status.startswith("4"):
        _row, is_new = SoftBounce.objects.get_or_create(once=report.once, defaults={"address": report.address})
        return "later" if is_new else "known"
    reason = f"{BOUNCED} {report.status}"
    if delivery.last_reason == reason:
        # Its owner may have asked us to write again since.
        return "known"
    Delivery.objects.filter(pk=delivery.pk).update(last_reason=reason, last_code=report.code)
    Suppression.objects.get_or_create(address=report.address, defaults={"code": report.code})
    return "refused"


def _letter_of(report: Report) -> Delivery | None:
    sent = Delivery.objects.filter(
        recipient__email__iexact=report.address, tried_at__gte=timezone.now() - NOT_BEFORE
    ).order_by("-pk")
    return next((delivery for delivery in sent if delivery.message_id == report.about), None)
