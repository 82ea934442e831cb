"""What was awarded to whom."""

import datetime
import hashlib
import hmac
import uuid
from base64 import urlsafe_b64encode
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from wellbeing_portal.credentials.enums import Reason
from wellbeing_portal.credentials.models.badges import BadgeClassVersion
from wellbeing_portal.credentials.models.issuers import LIST_LENGTH, StatusList
from wellbeing_portal.kernel.models import Row, WalledQuerySet


def hash_of(secret: str) -> str:
    """What is kept of a link. It is long and random, so one round of SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _day(moment: datetime.datetime) -> datetime.date:
    return timezone.localdate(moment, timezone=timezone.get_default_timezone())


class AwardQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own, and those whose holder has made them public: by address, for there is no list of them."""
        public = Q(is_public=True)
        return self.filter(public | Q(holder=user)) if user.is_authenticated else self.filter(public)


class Award(Row):
    """One badge, in both signed forms. The name is only for the certificate and the page; it is not in the badge.

    A correction is a new row for the same completion, and the old one is revoked. When the holder's account ends, the
    name, the hash of the address and the signed bytes go; the bit of the status list stays.
    """

    completion = models.UUIDField(help_text="The record it was awarded for; nothing else is known of it here.")
    version = models.ForeignKey(BadgeClassVersion, on_delete=models.PROTECT, related_name="awards")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="awards"
    )
    recipient_name = models.CharField(max_length=120, blank=True)
    identity_hash = models.CharField(max_length=80, blank=True)
    salt = models.CharField(max_length=40, blank=True)
    subject = models.UUIDField(default=uuid.uuid4, unique=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    issued_at = models.DateTimeField()
    awarded_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="awards")
    status_index = models.PositiveIntegerField()
    credential = models.TextField(blank=True, help_text="The signed JSON, byte for byte.")
    jwt = models.TextField(blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_for = models.CharField(max_length=10, choices=Reason, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    is_public = models.BooleanField(default=False)
    linked_at = models.DateTimeField(null=True, blank=True)
    link_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["completion"], condition=Q(superseded_at=None), name="credentials_award_once"
            ),
            models.UniqueConstraint(fields=["status_list", "status_index"], name="credentials_award_bit"),
            models.CheckConstraint(condition=Q(status_index__lt=LIST_LENGTH), name="credentials_award_bit_in_list"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("awarded_at")), name="credentials_award_period"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_for="") | Q(revoked_at__isnull=False) & ~Q(revoked_for=""),
                name="credentials_award_revoked_why",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(revoked_for=Reason.CORRECTED),
                name="credentials_award_superseded_revoked",
            ),
            models.CheckConstraint(
                condition=Q(linked_at=None, link_hash=None) | Q(linked_at__isnull=False, link_hash__isnull=False),
                name="credentials_award_link",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at=None) & ~Q(credential="") & ~Q(jwt="") & ~Q(identity_hash="")
                | Q(
                    forgotten_at__isnull=False,
                    recipient_name="",
                    identity_hash="",
                    salt="",
                    credential="",
                    jwt="",
                    is_public=False,
                    linked_at=None,
                    holder=None,
                ),
                name="credentials_award_whole_or_forgotten",
            ),
        ]
        indexes = [models.Index(fields=["holder", "-issued_at"], name="credentials_award_mine")]

    def __str__(self) -> str:
        return str(self.public_id)

    def get_absolute_url(self) -> str:
        return reverse("credentials:award_page", args=[self.public_id])

    @property
    def link_secret(self) -> str:
        """What the address ends with that works for whoever has it; made anew each time the link is put on."""
        if self.linked_at is None:
            return ""
        said = f"award:{self.public_id}:{self.linked_at.astimezone(datetime.UTC).isoformat()}"
        return urlsafe_b64encode(hmac.digest(settings.SECRET_KEY.encode(), said.encode(), "sha256")[:30]).decode()

    @property
    def completed_on(self) -> datetime.date:
        """Days are those of Finland, whatever zone the reader has chosen."""
        return _day(self.awarded_at)

    @property
    def issued_on(self) -> datetime.date:
        return _day(self.issued_at)

    @property
    def last_day(self) -> datetime.date | None:
        return _day(self.valid_until) if self.valid_until else None

    @property
    def revoked_on(self) -> datetime.date | None:
        return _day(self.revoked_at) if self.revoked_at else None

    @property
    def is_past(self) -> bool:
        """Whether its time is over."""
        return self.valid_until is not None and timezone.now() > self.valid_until
