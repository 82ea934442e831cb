"""What is to be said, what was said, and the e-mails on their way."""

import hashlib
import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.models import Row, WalledQuerySet
from wellbeing_portal.notifications.enums import (
    HELD_STATES,
    OPEN_STATES,
    Channel,
    DeliveryState,
    Digest,
    ReminderState,
    Wanted,
    Weekday,
)

LETTER = "letter"
# Names of heartbeats: of Celery's beat, and of ``manage.py tick``, which is beat and worker in one. Others are workers.
BEAT, TICK = "beat", "tick"
# Inside the decent hours: an e-mail that comes at night wakes somebody.
FIRST_HOUR, LAST_HOUR = 8, 20


class OwnQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """People see their own."""
        return self.filter(recipient=user.pk) if user.is_authenticated else self.none()


class OperatorQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Of no use to anybody but the machine; the operator's page shows counts."""
        return self.none()


class Wishes(models.Model):
    """How and when a person wants to be told; and when the next letter of the day is due.

    Hours and days are those of the portal's own time zone (TIME_ZONE).
    """

    recipient = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    digest = models.CharField(_("summary by e-mail"), max_length=6, choices=Digest, default=Digest.WEEKLY)
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday, default=Weekday.MONDAY)
    hour = models.PositiveSmallIntegerField(
        _("hour"), default=16, help_text="Of the digest and of the letter of the day."
    )
    mail = models.BooleanField(_("e-mail"), default=True, help_text="False: only the mails that are required.")
    paused_until = models.DateField(
        _("pause until"), null=True, blank=True, help_text="The first day that is not quiet."
    )
    told_until = models.DateTimeField(default=timezone.now, help_text="The digest goes on from here.")
    digest_at = models.DateTimeField(null=True, blank=True, help_text="When the next digest is due.")
    letter_at = models.DateTimeField(null=True, blank=True, help_text="When notices wait: when their letter is due.")

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(hour__gte=FIRST_HOUR, hour__lte=LAST_HOUR), name="notifications_wishes_decent_hour"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="notifications_wishes_weekday"),
        ]
        indexes = [
            models.Index(fields=["digest_at"], name="notifications_digest_due", condition=Q(digest_at__isnull=False)),
            models.Index(fields=["letter_at"], name="notifications_letter_due", condition=Q(letter_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"wishes of {self.recipient_id}"


class Choice(models.Model):
    """What a person wants of one kind of message; no row: as the kind declares."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    wanted = models.CharField(max_length=7, choices=Wanted)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "kind"], name="notifications_choice_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.wanted}"


class Mute(models.Model):
    """A thing, such as a group, of which a person wants to hear nothing that is not required."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=60)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recipient", "key"], name="notifications_mute_once")]

    def __str__(self) -> str:
        return self.key


class Reminder(models.Model):
    """Something to say later. Moved or forgotten together with the thing it is about."""

    kind = models.CharField(max_length=60)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    target_id = models.UUIDField()
    key = models.CharField(max_length=60, blank=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=ReminderState, default=ReminderState.WAITING)
    made_at = models.DateTimeField(default=timezone.now)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "target_id", "recipient", "key"], name="notifications_reminder_once"
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], name="notifications_reminder_due", condition=Q(state=ReminderState.WAITING))
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.due_at:%Y-%m-%d %H:%M}"


class Notice(Row):
    """The copy in the portal: the one that is there exactly once. E-mail only points at it."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    target_id = models.UUIDField()
    key = models.CharField(max_length=60, blank=True)
    count = models.PositiveIntegerField(default=1, help_text="How many events since it was last read.")
    said_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    waits_for_letter = models.BooleanField(default=False, help_text="Goes into the next letter of the day.")

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind", "target_id", "key"], name="notifications_notice_once")
        ]
        indexes = [
            models.Index(fields=["recipient", "-said_at"], name="notifications_notice_inbox"),
            models.Index(fields=["recipient"], name="notifications_notice_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=["recipient"], name="notifications_notice_letter", condition=Q(waits_for_letter=True)),
            models.Index(fields=["kind", "target_id"], name="notifications_notice_target"),
        ]

    def __str__(self) -> str:
        return f"notice {self.public_id}"


class Delivery(models.Model):
    """One message on its way by one channel. Its key says what it is, so that it is planned once however often.

    Web push would be another value of ``channel``, with a hand-over of its own beside ``actions/posting.py``.

    ``kind`` is the name of a kind of message, or LETTER: the letter of the day, with the notices that wait
    and, where ``until`` is set, the digest of what happened since the last one until then.
    """

    key = models.CharField(max_length=200)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.EMAIL)
    kind = models.CharField(max_length=60)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    target_id = models.UUIDField(null=True, blank=True)
    day = models.DateField(null=True, blank=True, help_text="Of a letter of the day.")
    until = models.DateTimeField(null=True, blank=True, help_text="The letter holds a digest that ends here.")
    state = models.CharField(max_length=7, choices=DeliveryState, default=DeliveryState.WAITING)
    due_at = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)
    claim = models.UUIDField(null=True, blank=True, help_text="Whoever holds this token works on it.")
    lease_until = models.DateTimeField(null=True, blank=True, help_text="After this somebody else may take it.")
    attempts = models.PositiveSmallIntegerField(default=0)
    doubts = models.PositiveSmallIntegerField(default=0, help_text="Attempts of which nobody knows how they ended.")
    tried_at = models.DateTimeField(null=True, blank=True, help_text="The first attempt.")
    finished_at = models.DateTimeField(null=True, blank=True)
    last_code = models.PositiveSmallIntegerField(default=0, help_text="Of the mail server; 0: none.")
    last_reason = models.CharField(max_length=60, blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "channel"], name="notifications_delivery_once"),
            # However it is planned, nobody gets two letters on one day.
            models.UniqueConstraint(fields=["recipient", "day"], name="notifications_one_letter_a_day"),
            models.CheckConstraint(
                condition=Q(state__in=("claimed", "sending"), claim__isnull=False, lease_until__isnull=False)
                | Q(
                    state__in=("waiting", "sent", "failed", "dropped", "unknown"),
                    claim__isnull=True,
                    lease_until__isnull=True,
                ),
                name="notifications_delivery_claim",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, finished_at__isnull=True)
                | (~Q(state__in=OPEN_STATES) & Q(finished_at__isnull=False)),
                name="notifications_delivery_finished",
            ),
            models.CheckConstraint(
                condition=(Q(kind="letter") & Q(day__isnull=False, recipient__isnull=False, target_id__isnull=True))
                | (~Q(kind="letter") & Q(day__isnull=True, target_id__isnull=False)),
                name="notifications_delivery_letter",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="notifications_delivery_due", condition=Q(state="waiting")),
            models.Index(
                fields=["lease_until"],
                name="notifications_delivery_lease",
                condition=Q(state__in=HELD_STATES),
            ),
            models.Index(fields=["claim"], name="notifications_delivery_token"),
            models.Index(fields=["finished_at"], name="notifications_delivery_old"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"

    @property
    def message_id(self) -> str:
        """The same on every attempt, so that a repeat can be told from a second letter."""
        host = settings.PORTAL_URL.partition("://")[2].partition(":")[0]
        return f"<{hashlib.sha256(self.key.encode()).hexdigest()[:32]}@{host}>"


class Suppression(models.Model):
    """An address that a mail server has refused for good: nothing is sent there until its owner asks again."""

    address = models.EmailField(unique=True, help_text="In small letters.")
    code = models.PositiveSmallIntegerField()
    since = models.DateTimeField(default=timezone.now)

    objects = OperatorQuerySet.as_manager()

    def __str__(self) -> str:
        return f"suppression {self.pk}"


class SoftBounce(models.Model):
    """A bounce that may pass, such as a full mailbox; several in a short time pause the optional mails."""

    address = models.EmailField(help_text="In small letters.")
    at = models.DateTimeField(default=timezone.now)
    once = models.UUIDField(default=uuid.uuid4, unique=True, help_text="Of the report it came in.")

    objects = OperatorQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["address", "at"], name="notifications_soft_bounces")]

    def __str__(self) -> str:
        return f"soft bounce {self.pk}"


class Heartbeat(models.Model):
    """When a part of the clockwork last did its work: a worker by its name, and the beat that asks them."""

    name = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()

    objects = OperatorQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
