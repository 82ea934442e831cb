"""Verbs of those in a theme chat: enter, say something, ask for help, fold somebody away.

None of it goes into the trail: a chat is forgotten a day after it closed, and so is who was there.
"""

import datetime
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.actions.chats import locked_chat, next_revision
from communities.actions.members import refuse_name
from communities.enums import ChatState, MemberState, Told
from communities.models import Chat, ChatFold, ChatGuest, ChatMessage, Member
from communities.rules import held_for, muted_until
from communities.validators import pseudonym_key
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.moderation.actions import raise_item
from wellbeing_portal.moderation.enums import Colour, Why
from wellbeing_portal.moderation.queries import is_suspended
from wellbeing_portal.moderation.registry.words import Signals, read_words

COLOUR_OF = {"acute": Colour.CRISIS, "concern": Colour.AMBER}


def _taken() -> Refusal:
    return Refusal(_("Somebody in this chat already has this nickname, or one that looks like it."), "nickname")


def _refuse_nickname(user: Any, chat: Chat, nickname: str, *, anyway: bool) -> None:
    """Nobody's name, nobody's double, and not unknowingly the pseudonym that others know the person by."""
    refuse_name(user, nickname, field="nickname")
    key = pseudonym_key(nickname)
    others = Member.objects.filter(group=chat.group_id, pseudonym_key=key).exclude(user=user)
    if chat.group_id is not None and others.exists():
        raise _taken()
    if not anyway and Member.objects.filter(user=user, pseudonym_key=key).exists():
        raise Refusal(
            _("You are known by this name in a group. With another one nobody can tell that the two are one person."),
            "anyway",
        )


def _refuse_suspended(user: Any, chat: Chat) -> None:
    if is_suspended(user, at=chat.owner_id):
        raise Refusal(_("You can read here, but not write right now."))


@transaction.atomic
def enter_chat(user: Any, *, chat: Chat, nickname: str, as_host: bool = False, anyway: bool = False) -> ChatGuest:
    """Come in under a nickname. Twice is once: the first nickname stays."""
    locked = locked_chat(chat)
    mine = ChatGuest.objects.filter(chat=locked, user=user).first()
    if mine is not None:
        if as_host and not mine.is_host:
            mine.is_host = True
            mine.save(update_fields=["is_host"])
        return mine
    if locked.closed_at is not None:
        raise Refusal(_("The chat has closed."))
    _refuse_suspended(user, locked)
    nickname = nickname.strip()
    _refuse_nickname(user, locked, nickname, anyway=anyway)
    try:
        with transaction.atomic():
            guest = ChatGuest.objects.create(chat=locked, user=user, nickname=nickname, is_host=as_host)
    except IntegrityError:
        raise _taken() from None
    locked.guest_count += 1
    locked.save(update_fields=["guest_count"])
    return guest


def _refuse_writer(chat: Chat, me: ChatGuest, now: datetime.datetime) -> None:
    """What was allowed when the page was opened is asked again under the lock."""
    if me.removed_at is not None:
        raise Refusal(_("A host has taken you out of this chat."))
    _refuse_suspended(me.user, chat)
    member = None
    if chat.group_id is not None and not me.is_host:
        member = Member.objects.filter(group=chat.group_id, user=me.user_id, state=MemberState.ACTIVE).first()
        if member is None:
            raise Refusal(_("You are no longer a member of this group."))
    until = muted_until(me, member, now)
    if until is not None and not me.is_host:
        raise Refusal(
            _("You cannot write here until %(time)s.") % {"time": timezone.localtime(until).strftime("%H:%M")}
        )


def _refuse_haste(chat: Chat, me: ChatGuest, now: datetime.datetime) -> None:
    if me.is_host or not chat.slow_seconds or me.last_said_at is None:
        return
    left = chat.slow_seconds - int((now - me.last_said_at).total_seconds())
    if left > 0:
        raise Refusal(
            ngettext(
                "We take it slowly now: you can write again in %(count)s second.",
                "We take it slowly now: you can write again in %(count)s seconds.",
                left,
            )
            % {"count": left},
            "body",
        )


def _refuse_contact(signals: Signals, *, anyway: bool) -> None:
    """A gentle warning, once: what somebody wants to say all the same is said."""
    if signals.contact and not anyway:
        raise Refusal(
            _(
                "This seems to give a way to meet elsewhere, or somebody's contact details. Here nobody needs to be "
                "found, and nobody has to move to another place. Send it again if you want to say it all the same."
            ),
            "anyway",
        )


@transaction.atomic
def say(
    guest: ChatGuest,
    *,
    body: str,
    once: uuid.UUID,
    told: str = Told.ALL,
    to: ChatGuest | None = None,
    anyway: bool = False,
) -> ChatMessage:
    """Say something to all, to the hosts, or (a host) to one person. The same form sent again finds the first message.

    Words that tell of distress wait for a host, who is there, and come before those who moderate; the writer is
    shown help at once.

    The chat's row is the lock: numbers are given and committed in one order, so a reader who has seen number
    N can ask for what came after N and never misses anything.
    """
    chat, now = locked_chat(guest.chat), timezone.now()
    me = ChatGuest.objects.select_related("user").get(pk=guest.pk)
    first = ChatMessage.objects.filter(guest=me, once=once).first()
    if first is not None:
        return first
    state = chat.state_at(now)
    if state == ChatState.CLOSED:
        raise Refusal(_("The chat has closed."))
    if state == ChatState.PLANNED and told == Told.ALL:
        raise Refusal(_("The chat has not opened yet."))
    _refuse_writer(chat, me, now)
    signals = read_words(body)
    if told == Told.ALL:
        _refuse_haste(chat, me, now)
        _refuse_contact(signals, anyway=anyway or me.is_host)
    waits = held_for(chat, me, risk=bool(signals.risk)) if told == Told.ALL else ""
    number = next_revision(chat)
    message = ChatMessage.objects.create(
        chat=chat, guest=me, told=told, to=to, body=body, place=number, revision=number, said_at=now, held_for=waits,
        once=once,
    )  # fmt: skip
    me.last_said_at = now
    me.passed_count += not waits and told == Told.ALL
    me.save(update_fields=["last_said_at", "passed_count"])
    if signals.risk and not me.is_host:
        raise_item(about=message, colour=COLOUR_OF[signals.risk], why=Why.WORDS)
    return message


@transaction.atomic
def ask_for_help(guest: ChatGuest, *, once: uuid.UUID) -> ChatMessage:
    """Tell the hosts, and those who moderate, that one needs somebody. The same form sent again asks once."""
    known = ChatMessage.objects.filter(guest=guest, once=once).first()
    if known is not None:
        return known
    message = say(guest, body=_("I need help. Please write to me."), once=once, told=Told.HOSTS)
    raise_item(about=message, colour=Colour.RED, why=Why.HELP, by=guest.user)
    return message


@transaction.atomic
def fold_guest(me: ChatGuest, *, guest: ChatGuest, on: bool) -> None:
    """Fold away what somebody says in this chat, or show it again; for oneself only. Twice changes nothing."""
    if on:
        ChatFold.objects.get_or_create(by=me, whom=guest)
    else:
        ChatFold.objects.filter(by=me, whom=guest).delete()
