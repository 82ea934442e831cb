"""Verbs of the hosts of a theme chat.

Each change of a message takes the chat's next number, so that every reader hears of it the same way as of a new
message; each is said to the one it concerns, with its reason. The trail names the chat, never the message or the
nickname: beside the person these would tell who is who.
"""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from communities.actions.chats import locked_chat, next_revision
from communities.enums import Told
from communities.models import Chat, ChatGuest, ChatMessage
from wellbeing_portal.audit.actions import record
from wellbeing_portal.moderation.actions import put_down_host_act, take_back_host_act
from wellbeing_portal.moderation.enums import Verdict


def _change(chat: Chat, message: ChatMessage, **to: Any) -> None:
    for name, value in to.items():
        setattr(message, name, value)
    message.revision = next_revision(chat)
    message.save(update_fields=[*to, "revision"])


def _fresh(message: ChatMessage) -> tuple[Chat, ChatMessage]:
    chat = locked_chat(message.chat)
    current = ChatMessage.objects.select_related("guest__user").get(pk=message.pk)
    current.chat = current.guest.chat = chat
    return chat, current


def _fresh_guest(guest: ChatGuest) -> tuple[Chat, ChatGuest]:
    chat = locked_chat(guest.chat)
    current = ChatGuest.objects.select_related("user").get(pk=guest.pk)
    current.chat = chat
    return chat, current


@transaction.atomic
def let_message_through(actor: Any, *, message: ChatMessage) -> ChatMessage:
    """Show everybody what waited; it takes its place at the end. Twice changes nothing."""
    chat, current = _fresh(message)
    if current.held_for and current.hidden_at is None:
        _change(chat, current, held_for="", place=chat.revision + 1)
        current.guest.passed_count += 1
        current.guest.save(update_fields=["passed_count"])
        record(actor=actor, action="let_message_through", target=chat, chain=chat.owner.slug)
    return current


@transaction.atomic
def hide_message(actor: Any, *, message: ChatMessage, reason: str, decided: bool = False) -> ChatMessage:
    """Take the text away; its writer sees it with the reason. What waited for a host is so refused.

    ``decided``, here and below: by moderation, which tells the writer.
    """
    chat, current = _fresh(message)
    if current.hidden_at is None:
        _change(chat, current, hidden_at=timezone.now(), hidden_reason=reason)
        record(actor=actor, action="hide_message", target=chat, chain=chat.owner.slug, subject=current.guest.user)
        if not decided:
            put_down_host_act(actor, about=current, verdict=Verdict.HIDE, reason=reason)
    return current


@transaction.atomic
def show_message(actor: Any, *, message: ChatMessage) -> ChatMessage:
    """Bring back what was hidden."""
    chat, current = _fresh(message)
    if current.hidden_at is not None:
        _change(chat, current, hidden_at=None, hidden_reason="")
        record(actor=actor, action="show_message", target=chat, chain=chat.owner.slug, subject=current.guest.user)
        take_back_host_act(about=current, verdict=Verdict.HIDE)
    return current


def _tell_one(host: ChatGuest | None, chat: Chat, to: ChatGuest, body: str) -> None:
    """A word in the chat itself; whoever decides from outside tells the person in another way."""
    if host is None:
        return
    number = next_revision(chat)
    ChatMessage.objects.create(
        chat=chat, guest=host, told=Told.ONE, to=to, body=body, place=number, revision=number, once=uuid.uuid4()
    )


@transaction.atomic
def mute_guest(
    actor: Any,
    *,
    guest: ChatGuest,
    until: datetime.datetime,
    reason: str,
    host: ChatGuest | None = None,
    decided: bool = False,
) -> ChatGuest:
    """Let somebody only read until then; they are told why by a word from the host who does it."""
    chat, current = _fresh_guest(guest)
    if current.muted_until != until or current.reason != reason:
        current.muted_until, current.reason = until, reason
        current.save(update_fields=["muted_until", "reason"])
        _tell_one(host, chat, current, reason)
        record(actor=actor, action="mute_guest", target=chat, chain=chat.owner.slug, subject=current.user)
        if not decided:
            put_down_host_act(actor, about=current, verdict=Verdict.RESTRICT, reason=reason, until=until)
    return current


@transaction.atomic
def unmute_guest(actor: Any, *, guest: ChatGuest) -> ChatGuest:
    chat, current = _fresh_guest(guest)
    if current.muted_until is not None:
        current.muted_until, current.reason = None, ""
        current.save(update_fields=["muted_until", "reason"])
        record(actor=actor, action="unmute_guest", target=chat, chain=chat.owner.slug, subject=current.user)
        take_back_host_act(about=current, verdict=Verdict.RESTRICT)
    return current


@transaction.atomic
def remove_guest(actor: Any, *, guest: ChatGuest, reason: str, decided: bool = False) -> ChatGuest:
    """Take somebody out of this chat. What they wrote stays, unless it is hidden too. Twice changes nothing."""
    chat, current = _fresh_guest(guest)
    if current.removed_at is None:
        current.removed_at, current.reason = timezone.now(), reason
        current.save(update_fields=["removed_at", "reason"])
        record(actor=actor, action="remove_guest", target=chat, chain=chat.owner.slug, subject=current.user)
        if not decided:
            put_down_host_act(actor, about=current, verdict=Verdict.REMOVE, reason=reason)
    return current


@transaction.atomic
def let_guest_back(actor: Any, *, guest: ChatGuest) -> ChatGuest:
    chat, current = _fresh_guest(guest)
    if current.removed_at is not None:
        current.removed_at, current.reason = None, ""
        current.save(update_fields=["removed_at", "reason"])
        record(actor=actor, action="let_guest_back", target=chat, chain=chat.owner.slug, subject=current.user)
        take_back_host_act(about=current, verdict=Verdict.REMOVE)
    return current
