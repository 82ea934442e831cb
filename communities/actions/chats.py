"""Verbs of theme chats: make, change, open, close, and forget. Each locks the chat's row first.

Whether a chat is open is reckoned from the clock by whoever reads or writes; the clockwork only puts down what is so.
"""

import datetime
import uuid
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from communities.actions.suspended import refuse_suspended
from communities.enums import ChatEnd, ChatState
from communities.models import FAREWELL, HOST_AWAY, HOST_LATE, Chat, ChatGuest, ChatMessage, ChatReminder, Group
from communities.notices import ChatMoved, ChatSoon
from communities.rules import KEPT_FOR, MOST_PLANNED, can_reopen_chat
from wellbeing_portal.audit.actions import record
from wellbeing_portal.institutions.enums import Audience
from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.refusal import Refusal
from wellbeing_portal.kernel.voice import call_off, remind, tell

# So long before the hour those who asked are reminded.
REMIND_BEFORE = datetime.timedelta(minutes=15)
FORWARD = datetime.timedelta(minutes=15)
BATCH = 100


def locked_chat(chat: Chat) -> Chat:
    """The row, locked until the transaction ends, with what the clock has made of it put down."""
    locked = Chat.objects.select_for_update(of=("self",)).select_related("owner").get(pk=chat.pk)
    over = locked.end_by(timezone.now())
    if locked.closed_at is None and over:
        locked.closed_at, locked.closed_why = over
        locked.save(update_fields=["closed_at", "closed_why"])
    return locked


def _refuse_hours(opens_at: datetime.datetime) -> None:
    if opens_at < timezone.now() - datetime.timedelta(minutes=5):
        raise Refusal(_("Choose an hour that is still to come."), "opens_at")


@transaction.atomic
def make_chat(
    actor: Any, *, owner: Institution, once: uuid.UUID, group: Group | None = None, shared_with: Any = (), **facts: Any
) -> Chat:
    """Plan a chat. ``once`` becomes its public id, so that the same form sent twice finds the first one."""
    get_user_model().objects.select_for_update(no_key=True).get(pk=actor.pk)
    first = Chat.objects.filter(owner=owner, public_id=once).first()
    if first is not None:
        return first
    _refuse_hours(facts["opens_at"])
    if not owner.is_partner:
        raise Refusal(_("This partner's time on the portal has ended, so it makes nothing new."), "owner")
    refuse_suspended(actor, at=owner.pk)
    planned = Chat.objects.filter(owner=owner, group=group, closed_at=None, opens_at__gt=timezone.now())
    if planned.count() >= MOST_PLANNED:
        raise Refusal(_("Many chats are planned already. Call one of them off first."))
    if group is not None:
        facts = {**facts, "audience": Audience.OWN}
    chat = Chat.objects.create(owner=owner, group=group, public_id=once, made_by=actor, **facts)
    chat.shared_with.set(shared_with)
    record(actor=actor, action="make_chat", target=chat, chain=owner.slug)
    return chat


@transaction.atomic
def edit_chat(actor: Any, *, chat: Chat, **facts: Any) -> Chat:
    """Change what is planned, until it opens. The same again changes nothing."""
    locked = locked_chat(chat)
    if locked.state != ChatState.PLANNED:
        raise Refusal(_("The chat has begun or is over, so it cannot be changed any more."))
    changed = sorted(name for name, value in facts.items() if getattr(locked, name) != value)
    if not changed:
        return locked
    if "opens_at" in changed:
        _refuse_hours(facts["opens_at"])
    for name in changed:
        setattr(locked, name, facts[name])
    locked.save(update_fields=changed)
    if "opens_at" in changed:
        people = _those_who_asked(locked)
        set_reminders(locked, people)
        tell(ChatMoved, to=people, about=locked, key=f"{locked.opens_at:%Y%m%dT%H%M}")
    record(actor=actor, action="edit_chat", target=locked, chain=locked.owner.slug, fields=changed)
    return locked


def _those_who_asked(chat: Chat) -> list[Any]:
    return [row.user for row in ChatReminder.objects.filter(chat=chat).select_related("user")]


def set_reminders(chat: Chat, people: list[Any]) -> None:
    """Remind these shortly before the hour, and at no hour that was meant before."""
    call_off(ChatSoon, about=chat, to=people)
    at = chat.opens_at - REMIND_BEFORE
    if people and at > timezone.now():
        remind(ChatSoon, to=people, about=chat, at=at, key=f"{chat.opens_at:%Y%m%dT%H%M}")


@transaction.atomic
def remind_of_chat(user: Any, *, chat: Chat, on: bool) -> None:
    """Be reminded, or no longer. Not put in the trail: where somebody wants to go is nobody's business."""
    locked = locked_chat(chat)
    if on and locked.state == ChatState.PLANNED:
        ChatReminder.objects.get_or_create(chat=locked, user=user)
        set_reminders(locked, [user])
    elif not on:
        ChatReminder.objects.filter(chat=locked, user=user).delete()
        call_off(ChatSoon, about=locked, to=[user])


@transaction.atomic
def be_present(guest: ChatGuest) -> Chat:
    """A host is there. After the hour that opens the chat; in a chat that has ended it does nothing."""
    chat, now = locked_chat(guest.chat), timezone.now()
    if chat.closed_at is not None:
        return chat
    chat.host_seen_at = now
    if chat.opened_at is None and now >= chat.opens_at:
        chat.opened_at = now
        record(actor=guest.user, action="open_chat", target=chat, chain=chat.owner.slug)
    chat.save(update_fields=["host_seen_at", "opened_at"])
    return chat


@transaction.atomic
def say_goodbye(actor: Any, *, chat: Chat) -> Chat:
    """Let the chat end in five minutes, if it does not end sooner."""
    locked, now = locked_chat(chat), timezone.now()
    if locked.state == ChatState.OPEN:
        locked.ends_at = now + FAREWELL
        locked.save(update_fields=["ends_at"])
        record(actor=actor, action="say_goodbye", target=locked, chain=locked.owner.slug)
    return locked


@transaction.atomic
def extend_chat(actor: Any, *, chat: Chat, ends_at: datetime.datetime) -> Chat:
    """Go on for a quarter of an hour after ``ends_at``, the end as the host saw it: pressed twice it is one quarter."""
    locked = locked_chat(chat)
    if locked.closed_at is None and locked.opened_at is not None and locked.ends_at == ends_at:
        locked.ends_at += FORWARD
        locked.save(update_fields=["ends_at"])
        record(actor=actor, action="extend_chat", target=locked, chain=locked.owner.slug)
    return locked


@transaction.atomic
def close_chat(actor: Any, *, chat: Chat) -> Chat:
    """Close it now; one that has not opened is called off. Twice changes nothing."""
    locked = locked_chat(chat)
    if locked.closed_at is None:
        locked.closed_at = timezone.now()
        locked.closed_why = ChatEnd.OFF if locked.opened_at is None else ChatEnd.BY_HOST
        locked.save(update_fields=["closed_at", "closed_why"])
        if locked.closed_why == ChatEnd.OFF:
            tell(ChatMoved, to=_those_who_asked(locked), about=locked, key="off")
        record(actor=actor, action="close_chat", target=locked, chain=locked.owner.slug)
    return locked


@transaction.atomic
def reopen_chat(guest: ChatGuest) -> Chat:
    """Go on with a chat that ended because no host was there, or by mistake."""
    locked, now = locked_chat(guest.chat), timezone.now()
    if can_reopen_chat(locked, now):
        locked.closed_at, locked.closed_why, locked.host_seen_at = None, "", now
        locked.save(update_fields=["closed_at", "closed_why", "host_seen_at"])
        record(actor=guest.user, action="reopen_chat", target=locked, chain=locked.owner.slug)
    return locked


@transaction.atomic
def set_pace(actor: Any, *, chat: Chat, slow_seconds: int, holds_all: bool) -> Chat:
    """How often one person may write, and whether everything waits for a host. The same again changes nothing."""
    locked = locked_chat(chat)
    if (locked.slow_seconds, locked.holds_all) != (slow_seconds, holds_all):
        locked.slow_seconds, locked.holds_all = slow_seconds, holds_all
        locked.save(update_fields=["slow_seconds", "holds_all"])
        facts = {"slow": slow_seconds, "holds": holds_all}
        record(actor=actor, action="set_pace", target=locked, chain=locked.owner.slug, **facts)
    return locked


def settle_chats(*, now: datetime.datetime | None = None) -> int:
    """Put down the end of every chat that the clock has ended. Returns how many; safe to run at any time."""
    now = now or timezone.now()
    missed = Q(opened_at=None, opens_at__lte=now - HOST_LATE)
    over = Q(opened_at__isnull=False) & (Q(ends_at__lte=now) | Q(host_seen_at__lte=now - HOST_AWAY))
    settled = 0
    for chat in Chat.objects.filter(missed | over, closed_at=None)[:BATCH]:
        with transaction.atomic():
            settled += locked_chat(chat).closed_at is not None
    return settled


def wipe_chats(*, now: datetime.datetime | None = None) -> int:
    """Delete what was written in chats that closed a day ago, and who was there. Returns how many chats."""
    over = (now or timezone.now()) - KEPT_FOR
    wiped = 0
    for pk in Chat.objects.filter(closed_at__lte=over, wiped_at=None).values_list("pk", flat=True)[:BATCH]:
        with transaction.atomic():
            chat = Chat.objects.select_for_update().get(pk=pk)
            ChatMessage.objects.filter(chat=chat).delete()
            ChatGuest.objects.filter(chat=chat).delete()
            ChatReminder.objects.filter(chat=chat).delete()
            wiped += Chat.objects.filter(pk=pk, wiped_at=None).update(wiped_at=timezone.now(), made_by=None)
    return wiped


def next_revision(chat: Chat) -> int:
    """The next number of a locked chat. It is committed before anybody can get the one after it."""
    Chat.objects.filter(pk=chat.pk).update(revision=F("revision") + 1)
    chat.revision += 1
    return chat.revision
