"""Asking somebody in: an invitation by e-mail, with the role it brings."""

import datetime
import hashlib
import hmac
from base64 import urlsafe_b64encode
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from wellbeing_portal.institutions.enums import GRANTABLE_ROLES, InvitationState, Role
from wellbeing_portal.institutions.models.people import Membership
from wellbeing_portal.institutions.models.places import Institution
from wellbeing_portal.kernel.models import Row, WalledQuerySet

VALID_FOR = datetime.timedelta(days=14)


def hash_of(secret: str) -> str:
    """What we keep of a secret. It is long and random, so one round of SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


class InvitationQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those of the institutions the person coordinates."""
        if not user.is_authenticated:
            return self.none()
        coordinated = Membership.objects.current().filter(user=user, role=Role.COORDINATOR).values("institution")
        return self.filter(institution__in=coordinated)

    def open(self) -> Self:
        """Those whose secret still works."""
        return self.unanswered().filter(expires_at__gt=timezone.now())

    def unanswered(self) -> Self:
        """Neither taken nor withdrawn; perhaps past their time."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(Row):
    """Bound to one address and good for one use; of its secret only a hash is kept.

    The secret follows from the key of the portal and the moment of the letter, so that whoever writes the
    letter can work it out, a repeat of the letter holds the same one, and a renewed letter another.
    """

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=20, choices=Role)
    role_until = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                "institution",
                "role",
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="institutions_invitation_open_once",
            ),
            models.CheckConstraint(
                # Managers and operators are asked in by the system only.
                condition=Q(role__in=sorted(GRANTABLE_ROLES)) | Q(invited_by__isnull=True),
                name="institutions_invitation_grantable",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="institutions_invitation_one_end",
            ),
        ]
        indexes = [models.Index(fields=["institution", "-made_at"], name="institutions_invitation_new")]

    def __str__(self) -> str:
        return f"invitation {self.public_id}"

    @property
    def secret(self) -> str:
        """What the letter's address ends with."""
        said = f"invitation:{self.public_id}:{self.made_at.astimezone(datetime.UTC).isoformat()}"
        return urlsafe_b64encode(hmac.digest(settings.SECRET_KEY.encode(), said.encode(), "sha256")[:30]).decode()

    @property
    def state(self) -> InvitationState:
        """What its row in the list says."""
        if timezone.now() >= self.expires_at:
            return InvitationState.EXPIRED
        if self.failed_at is not None:
            return InvitationState.FAILED
        return InvitationState.SENT if self.sent_at is not None else InvitationState.WAITING
