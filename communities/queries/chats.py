"""Reads of theme chats. What the live page asks every second is prepared once, and no template takes part in it."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Value
from django.shortcuts import get_object_or_404
from django.utils import timezone

from communities.enums import ChatState, Told
from communities.models import HOST_LATE, Block, Chat, ChatFold, ChatGuest, ChatMessage, ChatReminder, Group, Member
from communities.queries.members import my_member
from communities.rules import can_host_chat, is_inside
from wellbeing_portal.kernel.prepared import Prepared
from wellbeing_portal.moderation.queries import holds_back, suspension_of

# The page shows so many messages, and one answer to the live page carries at the most so many changes.
SHOWN, CHANGES = 50, 200

OF_CHAT = tuple(field.attname for field in Chat._meta.concrete_fields)
OF_GUEST = tuple(field.attname for field in ChatGuest._meta.concrete_fields)
OF_MEMBER = tuple(field.attname for field in Member._meta.concrete_fields)
MESSAGE = (
    "public_id", "place", "revision", "told", "body", "held_for", "hidden_at", "hidden_reason",
    "guest_id", "guest__public_id", "guest__nickname", "guest__is_host", "guest__user_id", "guest__removed_at",
    "guest__muted_until", "to_id", "to__nickname", "folded",
)  # fmt: skip


@dataclass
class Seat:
    """A person before one chat: ``guest`` is their row in it, ``member`` their row in its group."""

    chat: Chat
    guest: ChatGuest | None
    member: Member | None
    hosts: bool = False
    inside: bool = False

    @classmethod
    def of(cls, user: Any, chat: Chat, guest: ChatGuest | None, member: Member | None, *, suspended: bool) -> "Seat":
        inside = is_inside(user, chat, guest, member, suspended=suspended)
        hosts = inside and guest is not None and guest.is_host and can_host_chat(user, chat, member)
        return cls(chat, guest, member, hosts=hosts, inside=inside)


def chats_for(user: Any, now: datetime.datetime) -> QuerySet[Chat]:
    """Chats that are planned or open, the next one first."""
    chats = Chat.objects.visible_to(user).filter(closed_at=None, ends_at__gt=now)
    missed = Q(opened_at=None, opens_at__lte=now - HOST_LATE)
    return chats.exclude(missed).select_related("owner", "group").order_by("opens_at", "pk")


def _ahead_in(group: int, now: datetime.datetime) -> QuerySet[Chat]:
    chats = Chat.objects.unscoped("the group itself came through the wall, and its reader is inside")
    return chats.filter(group=group, closed_at=None, ends_at__gt=now).order_by("opens_at", "pk")


_ahead = Prepared(_ahead_in, group=int, now=datetime.datetime)


def chats_of(group: Group, now: datetime.datetime, most: int = 3) -> list[Chat]:
    """The next chats of a group, for those inside it; one query."""
    chats = _ahead.rows(slice(most), group=group.pk, now=now)
    return [chat for chat in chats if chat.state_at(now) != ChatState.CLOSED]


def is_reminded(user: Any, chat: Chat) -> bool:
    return ChatReminder.objects.visible_to(user).filter(chat=chat).exists()


def chat_for(user: Any, public_id: uuid.UUID) -> Seat:
    """The chat, or 404 when there is none the person may know of, with the person's place in it."""
    chat = get_object_or_404(Chat.objects.visible_to(user).select_related("owner", "group__owner"), public_id=public_id)
    guest = ChatGuest.objects.visible_to(user).filter(chat=chat, user=user).first()
    member = my_member(user, chat.group) if chat.group is not None else None
    suspended = suspension_of(user, at=chat.owner_id) is not None
    return Seat.of(user, chat, guest, member, suspended=suspended)


def _with_seat(user: int, public_id: uuid.UUID, now: datetime.datetime) -> QuerySet[Any]:
    chats = Chat.objects.unscoped("whoever has entered is asked below whether they are still inside")
    return (
        chats.filter(public_id=public_id)
        .annotate(
            me=FilteredRelation("guests", condition=Q(guests__user=user)),
            mine=FilteredRelation("group__members", condition=Q(group__members__user=user)),
            suspended=holds_back(user, at="owner", now=now),
        )
        .filter(me__isnull=False)
        .values_list(
            "suspended", *OF_CHAT, *(f"me__{name}" for name in OF_GUEST), *(f"mine__{name}" for name in OF_MEMBER)
        )
    )


_seat = Prepared(_with_seat, user=int, public_id=uuid.UUID, now=datetime.datetime)


def seat_in(user: Any, public_id: uuid.UUID) -> Seat:
    """The place of somebody who has entered, or 404; one query, which asks for suspensions too.

    The group itself is not fetched.
    """
    rows = _seat.rows(user=user.pk, public_id=public_id, now=timezone.now())
    if not rows:
        return get_object_or_404(ChatGuest.objects.none())
    suspended, *row = rows[0]
    first, last = len(OF_CHAT), len(OF_CHAT) + len(OF_GUEST)
    chat = Chat.from_db(DEFAULT_DB_ALIAS, OF_CHAT, row[:first])
    guest = ChatGuest.from_db(DEFAULT_DB_ALIAS, OF_GUEST, row[first:last])
    member = Member.from_db(DEFAULT_DB_ALIAS, OF_MEMBER, row[last:]) if row[last] is not None else None
    guest.chat, guest.user = chat, user
    return Seat.of(user, chat, guest, member, suspended=suspended)


def _since(chat: int, after: int, until: int) -> QuerySet[ChatMessage]:
    messages = ChatMessage.objects.unscoped("the reader is inside the chat")
    return messages.filter(chat=chat, revision__gt=after, revision__lte=until).order_by("revision")


def _before(chat: int, before: int) -> QuerySet[ChatMessage]:
    messages = ChatMessage.objects.unscoped("the reader is inside the chat")
    return messages.filter(chat=chat, place__lt=before).order_by("-place")


def _host_view(messages: QuerySet[ChatMessage]) -> QuerySet[Any]:
    """Everything, as it is."""
    return messages.annotate(folded=Value(value=False)).values_list(*MESSAGE)


def _own_view(messages: QuerySet[ChatMessage], guest: int, user: int) -> QuerySet[Any]:
    """What is for all, of the reader, or for them, without the words of people who have blocked the reader.

    ``folded`` is what they themselves have folded away.

    Whom the reader has blocked is not left out: a nickname that is missing would tell who stands behind it. Hosts
    speak for their duty and are heard by everybody.
    """
    seen = messages.filter(Q(told=Told.ALL, held_for="") | Q(guest=guest) | Q(to=guest))
    blocks = Block.objects.unscoped("a block keeps two people apart").filter(
        by=OuterRef("guest__user"), whom=user, ended_at=None
    )
    folds = ChatFold.objects.unscoped("the reader's own").filter(by=guest, whom=OuterRef("guest"))
    seen = seen.filter(Q(guest__is_host=True) | ~Exists(blocks))
    return seen.annotate(folded=Exists(folds)).values_list(*MESSAGE)


def _all_since(chat: int, after: int, until: int) -> QuerySet[Any]:
    return _host_view(_since(chat, after, until))


def _seen_since(chat: int, guest: int, user: int, after: int, until: int) -> QuerySet[Any]:
    return _own_view(_since(chat, after, until), guest, user)


_hosts_since = Prepared(_all_since, chat=int, after=int, until=int)
_guests_since = Prepared(_seen_since, chat=int, guest=int, user=int, after=int, until=int)


def _rows(found: list[Any]) -> list[dict[str, Any]]:
    return [dict(zip(MESSAGE, row, strict=True)) for row in found]


def changes_since(seat: Seat, after: int) -> tuple[list[dict[str, Any]], int]:
    """What changed for the reader after that revision, and the revision they know then.

    Nothing is ever missed: revisions are given under the lock of the chat's row, so they are committed in their
    order, and the chat was read before its messages: all up to ``chat.revision`` can be seen by now.
    """
    until = seat.chat.revision
    if until <= after or seat.guest is None:
        return [], until
    said = {"chat": seat.chat.pk, "after": after, "until": until}
    if seat.hosts:
        found = _hosts_since.rows(slice(CHANGES), **said)
    else:
        found = _guests_since.rows(slice(CHANGES), guest=seat.guest.pk, user=seat.guest.user_id, **said)
    rows = _rows(found)
    return rows, rows[-1]["revision"] if len(rows) == CHANGES else until


def latest_messages(seat: Seat, before: int | None) -> tuple[list[dict[str, Any]], bool]:
    """The newest messages for the reader, or those before a place, oldest first; and whether there are earlier ones."""
    if seat.guest is None:
        return [], False
    end = seat.chat.revision + 1 if before is None else before
    earlier = _before(seat.chat.pk, end)
    found = _host_view(earlier) if seat.hosts else _own_view(earlier, seat.guest.pk, seat.guest.user_id)
    rows = _rows(list(found[: SHOWN + 1]))
    return rows[SHOWN - 1 :: -1] if len(rows) > SHOWN else rows[::-1], len(rows) > SHOWN


def messages_by(seat: Seat, guest: ChatGuest) -> list[dict[str, Any]]:
    """The newest messages of one guest, as the reader sees them; for those who do not host."""
    said = _before(seat.chat.pk, seat.chat.revision + 1).filter(guest=guest)
    me: Any = seat.guest
    return _rows(list(_own_view(said, me.pk, me.user_id)[:CHANGES]))


def message_in(user: Any, public_id: uuid.UUID) -> ChatMessage:
    """One message with its chat, or 404."""
    messages = ChatMessage.objects.visible_to(user).select_related("chat", "guest__user")
    return get_object_or_404(messages, public_id=public_id)


def guest_in(user: Any, public_id: uuid.UUID) -> ChatGuest:
    """One person of a chat the reader is inside of, or 404."""
    guests = ChatGuest.objects.visible_to(user).select_related("chat", "user")
    return get_object_or_404(guests, public_id=public_id)
