"""Theme chats: an hour with a theme and a host, nicknames for that hour only, and a transcript that goes away."""

import datetime
from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.enums import ChatEnd, ChatState, HeldFor, MemberState, Told
from communities.models.groups import Group, Member
from communities.models.posts import kept_by
from communities.validators import KEY_LENGTH, pseudonym_key
from wellbeing_portal.institutions.models import Shared, SharedQuerySet, audience_of
from wellbeing_portal.kernel.models import Row, WalledQuerySet

# A chat in which no host has been for so long is closed.
HOST_AWAY = datetime.timedelta(minutes=3)
# So long people wait for a host after the hour; then nobody comes.
HOST_LATE = datetime.timedelta(minutes=15)
# So long before the end everybody is told to say goodbye.
FAREWELL = datetime.timedelta(minutes=5)


class ChatQuerySet(SharedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Chats of the portal by the audience formula, chats of a group for its members; keepers see what they own.

        Who has entered a chat goes on seeing it.
        """
        if not user.is_authenticated:
            return self.none()
        mine = Member.objects.filter(group=OuterRef("group"), user=user, state=MemberState.ACTIVE)
        entered = ChatGuest.objects.filter(chat=OuterRef("pk"), user=user)
        return self.filter(
            (Q(group=None) & audience_of(self.model, user))
            | Exists(mine)
            | Q(owner__in=kept_by(user))
            | (Q(group=None) & Exists(entered))
        )


class Chat(Shared):
    """Open only while a host is there: what the clock says of it is worked out when it is read (``state_at``)."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, blank=True, related_name="chats")
    theme = models.CharField(_("theme"), max_length=120)
    about = models.TextField(_("what we talk about"), max_length=1000, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    opens_at = models.DateTimeField(_("opens"))
    ends_at = models.DateTimeField(_("ends"))
    opened_at = models.DateTimeField(null=True, blank=True)
    host_seen_at = models.DateTimeField(null=True, blank=True, help_text="When a host was there last.")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_why = models.CharField(max_length=10, choices=ChatEnd, blank=True)
    wiped_at = models.DateTimeField(null=True, blank=True, help_text="When what was written was deleted.")
    revision = models.PositiveIntegerField(
        default=0, help_text="Grows with each change of a message, under the lock of this row."
    )
    guest_count = models.PositiveIntegerField(default=0)
    slow_seconds = models.PositiveSmallIntegerField(default=0, help_text="Least time between a person's messages.")
    holds_first = models.PositiveSmallIntegerField(default=1, help_text="So many first messages wait for a host.")
    holds_all = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = ChatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("opens_at")), name="communities_chat_ends_after"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_why="") | (Q(closed_at__isnull=False) & ~Q(closed_why="")),
                name="communities_chat_closed_why",
            ),
        ]
        indexes = [
            models.Index(fields=["closed_at", "opens_at"], name="communities_chat_order"),
            models.Index(fields=["group", "opens_at"], name="communities_chat_of_group"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    def get_absolute_url(self) -> str:
        return reverse("communities:chat_page", args=[self.public_id])

    def end_by(self, now: datetime.datetime) -> tuple[datetime.datetime, str] | None:
        """When and why the clock has ended it, whether or not anybody has put that down yet; None: it has not."""
        if self.opened_at is None:
            over, why = self.opens_at + HOST_LATE, ChatEnd.MISSED
        else:
            away = (self.host_seen_at or self.opened_at) + HOST_AWAY
            over, why = min((self.ends_at, ChatEnd.TIME), (away, ChatEnd.NO_HOST))
        return (over, why) if now >= over else None

    def state_at(self, now: datetime.datetime) -> ChatState:
        if self.closed_at is not None or self.end_by(now):
            return ChatState.CLOSED
        if self.opened_at is None:
            return ChatState.PLANNED
        return ChatState.CLOSING if now >= self.ends_at - FAREWELL else ChatState.OPEN

    @property
    def state(self) -> ChatState:
        return self.state_at(timezone.now())

    @property
    def ended(self) -> str:
        """Why it is closed, also before the clockwork has put it down; empty while it is not."""
        over = self.end_by(timezone.now())
        return self.closed_why or (over[1] if over else "")


def inside(user: int, kept: Collection[int], chat: str) -> Q:
    """The wall of what is written in a chat, as a condition on the path to the chat.

    Who has entered and was not taken out reads it; in a chat of a group only while they are a member. Those who keep
    the groups of its owner enter as hosts, seen by all: nobody reads along unseen.
    """
    entered = ChatGuest.objects.filter(chat=OuterRef(chat), user=user, removed_at=None)
    member = Member.objects.filter(group=OuterRef("chat__group"), user=user, state=MemberState.ACTIVE)
    may_stay = Q(chat__group=None) | Exists(member)
    if kept:
        may_stay |= Q(is_host=True, chat__owner__in=kept)
    return Q(Exists(entered.filter(may_stay)))


class ChatGuestQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own row, and those of the chats one is inside of."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(user=user) | inside(user.pk, kept_by(user), "chat"))


class ChatGuest(Row):
    """A person in one chat, under a nickname that lives as long as the transcript."""

    chat = models.ForeignKey(Chat, on_delete=models.CASCADE, related_name="guests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    nickname = models.CharField(_("nickname"), max_length=30)
    nickname_key = models.CharField(max_length=KEY_LENGTH, editable=False)
    is_host = models.BooleanField(default=False, help_text="Entered as a host, and is shown as one.")
    passed_count = models.PositiveIntegerField(default=0, help_text="How many messages everybody has seen.")
    last_said_at = models.DateTimeField(null=True, blank=True)
    muted_until = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text="Why muted or taken out; shown to the person.")
    entered_at = models.DateTimeField(default=timezone.now)

    objects = ChatGuestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chat", "user"], name="communities_chat_guest_once"),
            models.UniqueConstraint(fields=["chat", "nickname_key"], name="communities_chat_nickname_once"),
        ]

    def __str__(self) -> str:
        return self.nickname

    def save(self, **kwargs: Any) -> None:
        """The key follows the nickname."""
        self.nickname_key = pseudonym_key(self.nickname)
        super().save(**kwargs)


class ChatMessageQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What is said to all, to the reader, and by them; hosts read everything said in their chat.

        Hidden messages keep their place without their text. What waits for a host is seen by its writer and hosts.
        """
        if not user.is_authenticated:
            return self.none()
        host = ChatGuest.objects.filter(chat=OuterRef("chat"), user=user, is_host=True)
        for_all = Q(told=Told.ALL, held_for="")
        mine = Q(guest__user=user) | Q(to__user=user)
        return self.filter(inside(user.pk, kept_by(user), "chat"), for_all | mine | Exists(host))


class ChatMessage(Row):
    """``place`` orders messages and ``revision`` is their last change; both come from the counter of the chat.

    A message that was held takes a new place when it is let through, so that everybody finds it at the end.
    """

    chat = models.ForeignKey(Chat, on_delete=models.CASCADE, related_name="messages")
    guest = models.ForeignKey(ChatGuest, on_delete=models.CASCADE, related_name="messages")
    told = models.CharField(max_length=8, choices=Told, default=Told.ALL)
    to = models.ForeignKey(ChatGuest, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    body = models.TextField(max_length=1000)
    place = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    said_at = models.DateTimeField(default=timezone.now)
    held_for = models.CharField(max_length=8, choices=HeldFor, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=500, blank=True, help_text="Shown to its writer and the hosts.")
    once = models.UUIDField(help_text="Key of the form it came from: sent again it finds the first message.")

    objects = ChatMessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chat", "place"], name="communities_chat_place_once"),
            models.UniqueConstraint(fields=["chat", "revision"], name="communities_chat_revision_once"),
            models.UniqueConstraint(fields=["guest", "once"], name="communities_chat_message_once"),
            models.CheckConstraint(
                condition=Q(told=Told.ONE, to__isnull=False) | (~Q(told=Told.ONE) & Q(to__isnull=True)),
                name="communities_chat_message_to",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    def get_absolute_url(self) -> str:
        return f"{self.chat.get_absolute_url()}#m{self.public_id}"


class ChatReminderQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """What somebody wants to be reminded of is their own."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class ChatReminder(models.Model):
    """Somebody wants to hear shortly before the chat opens; they need not have entered."""

    chat = models.ForeignKey(Chat, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    objects = ChatReminderQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chat", "user"], name="communities_chat_reminder_once")]

    def __str__(self) -> str:
        return f"reminder of chat {self.chat_id}"


class ChatFoldQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whose messages somebody folds away is their own."""
        return self.filter(by__user=user) if user.is_authenticated else self.none()


class ChatFold(models.Model):
    """One guest folds another's messages away, in this chat only; it goes with the guests when the chat is wiped."""

    by = models.ForeignKey(ChatGuest, on_delete=models.CASCADE, related_name="+")
    whom = models.ForeignKey(ChatGuest, on_delete=models.CASCADE, related_name="+")

    objects = ChatFoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "whom"], name="communities_chat_fold_once"),
            models.CheckConstraint(condition=~Q(by=F("whom")), name="communities_chat_fold_another"),
        ]

    def __str__(self) -> str:
        return f"guest {self.by_id} folds away guest {self.whom_id}"
