"""Writing e-mails: asking once more whether each is wanted, and putting it in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone, translation

from wellbeing_portal.kernel.letters import Part, written
from wellbeing_portal.kernel.voice import Kind, kind_named
from wellbeing_portal.notifications import rules
from wellbeing_portal.notifications.actions.leaving import token_of
from wellbeing_portal.notifications.actions.letters import NOTHING_TO_SAY, Contents, gather
from wellbeing_portal.notifications.enums import Wanted
from wellbeing_portal.notifications.models import LETTER, Choice, Delivery, Mute, SoftBounce, Suppression, Wishes

log = structlog.get_logger("portal.mail")


@dataclass(frozen=True)
class Parcel:
    """A delivery with its letter, or without one and with the reason why."""

    delivery: Delivery
    letter: EmailMessage | None = None
    contents: Contents | None = None
    reason: str = ""
    failed: bool = False


class Unwanted(Exception):  # noqa: N818
    """Not sent, for this reason, in a few plain words without names."""


class _Readers:
    """What a batch of recipients has chosen, read in five queries."""

    def __init__(self, deliveries: Sequence[Delivery]) -> None:
        people = {row.recipient_id for row in deliveries if row.recipient_id is not None}
        addresses = {row.recipient.email.lower() for row in deliveries if row.recipient is not None}
        self.wishes = {wishes.pk: wishes for wishes in Wishes.objects.filter(pk__in=people)}
        choices = Choice.objects.filter(recipient__in=people).values_list("recipient", "kind", "wanted")
        self.choices = {(pk, kind): wanted for pk, kind, wanted in choices}
        self.mutes = set(Mute.objects.filter(recipient__in=people).values_list("recipient", "key"))
        self.refused = set(Suppression.objects.filter(address__in=addresses).values_list("address", flat=True))
        lately = timezone.now() - rules.SOFT_WITHIN
        soft = list(SoftBounce.objects.filter(address__in=addresses, at__gt=lately).values_list("address", flat=True))
        self.full = {address for address in set(soft) if soft.count(address) >= rules.SOFT_BOUNCES}

    def demand(self, delivery: Delivery, kind: Kind | None, target: Any = None) -> None:
        """Raises ``Unwanted`` unless this person still gets this mail; ``kind`` None is the letter of the day."""
        user = delivery.recipient
        if user is None:
            return
        if not user.is_active:
            raise Unwanted("account closed")
        if user.email.lower() in self.refused:
            raise Unwanted("address refused before")
        if kind is None or not kind.required:
            self._demand_wish(user)
        if kind is not None and not kind.required:
            self._demand_choice(user, kind, target)

    def _demand_wish(self, user: Any) -> None:
        wishes = self.wishes.get(user.pk)
        if wishes is not None and not wishes.mail:
            raise Unwanted("mails switched off")
        if wishes is not None and wishes.paused_until and rules.local(timezone.now()).date() < wishes.paused_until:
            raise Unwanted("paused")
        if user.email.lower() in self.full:
            raise Unwanted("mailbox full")

    def _demand_choice(self, user: Any, kind: Kind, target: Any) -> None:
        if rules.wanted_of(kind, self.choices.get((user.pk, kind.name))) != Wanted.MAIL:
            raise Unwanted("kind switched off")
        if (user.pk, kind.mute_key(target)) in self.mutes:
            raise Unwanted("muted")


@cache
def _path(name: str, *args: str) -> str:
    """The address of a page of ours; the same for everybody, in every language."""
    return reverse(f"notifications:{name}", args=args)


def write(deliveries: Sequence[Delivery]) -> list[Parcel]:
    """A parcel for each delivery, in their order. One that cannot be written does not hold up the others."""
    readers = _Readers(deliveries)
    letters = [row for row in deliveries if row.kind == LETTER]
    try:
        found = gather(letters) if letters else {}
    except Exception:
        # A section that breaks must not stop the mails that are not digests; the letters are tried again.
        log.exception("digest_failed")
        found = None
    return [_parcel(delivery, readers, found) for delivery in deliveries]


def _parcel(delivery: Delivery, readers: _Readers, found: dict[int, Contents] | None) -> Parcel:
    contents = None
    try:
        if delivery.kind != LETTER:
            return Parcel(delivery, _own_mail(delivery, readers))
        readers.demand(delivery, None)
        if found is None:
            return Parcel(delivery, reason="digest failed", failed=True)
        contents = found[delivery.pk]
        letter = _letter(delivery, contents) if contents.says_something else None
        return Parcel(delivery, letter, contents, reason="" if letter else NOTHING_TO_SAY)
    except Unwanted as reason:
        return Parcel(delivery, reason=str(reason))
    except Exception:
        log.exception("mail_not_written", kind=delivery.kind)
        return Parcel(delivery, reason="not written", failed=True)


def _own_mail(delivery: Delivery, readers: _Readers) -> EmailMessage:
    kind, user = kind_named(delivery.kind), delivery.recipient
    if kind is None or delivery.target_id is None:
        raise Unwanted("kind gone")
    target = kind.targets(user, [delivery.target_id]).get(delivery.target_id)
    if target is None:
        raise Unwanted("out of sight")
    if not kind.still_wanted(target, user):
        raise Unwanted("no longer so")
    readers.demand(delivery, kind, target)
    address, language = kind.address(target) if user is None else (user.email, user.language)
    with translation.override(language):
        facts = {**kind.facts(target, user), "why": kind.required}
        return _message(delivery, address, language, kind.folder, facts, optional=None if kind.required else kind.name)


def _letter(delivery: Delivery, contents: Contents) -> EmailMessage:
    user: Any = delivery.recipient
    with translation.override(user.language):
        portal = {"portal": settings.PORTAL_URL}
        parts = [Part(part.folder, {**part.facts(gathered), **portal}) for part, gathered in contents.parts]
        facts = {"lines": [{"text": line.text, "link": line.link} for line in contents.lines], "link": _path("inbox")}
        folder = "notices/notifications/letter"
        return _message(delivery, user.email, user.language, folder, facts, parts, optional=LETTER)


def _message(
    delivery: Delivery,
    address: str,
    language: str,
    folder: str,
    facts: dict[str, Any],
    parts: Sequence[Part] = (),
    *,
    optional: str | None,
) -> EmailMessage:
    """``optional`` is the name of the list that the reader can leave with one press (RFC 8058); None: none."""
    headers = {
        "Message-ID": delivery.message_id,
        "Content-Language": language,
        # RFC 3834: no answering machine should answer.
        "Auto-Submitted": "auto-generated",
    }
    # Who has no account here has nothing to choose.
    wishes = _path("wishes") if delivery.recipient is not None else ""
    facts = {**facts, "portal": settings.PORTAL_URL, "leave": "", "wishes": wishes}
    if optional is not None and delivery.recipient is not None:
        facts["leave"] = settings.PORTAL_URL + _path("leave", "-").replace("-", token_of(delivery.recipient, optional))
        headers["List-Unsubscribe"] = f"<{facts['leave']}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter = written(folder, facts, parts)
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[address], headers=headers)
    message.attach_alternative(letter.html, "text/html")
    return message
