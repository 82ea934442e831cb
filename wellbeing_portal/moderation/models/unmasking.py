"""Requests to be told who stands behind a pseudonym: the only way in which the link is ever made."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import standing_of
from wellbeing_portal.kernel.fields import EncryptedTextField
from wellbeing_portal.kernel.models import Row, WalledQuerySet
from wellbeing_portal.moderation.models.items import Item, queue_wall

# How long the two may look, each a single time.
SHOWN_FOR = datetime.timedelta(hours=24)
# When the person is told, unless a hold is recorded: well within the week that is promised.
TOLD_AFTER = datetime.timedelta(days=3)


class UnmaskingQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those who moderate the place, and the operators, except the person it is about."""
        if not user.is_authenticated:
            return self.none()
        if standing_of(user).has_role(Role.OPERATOR):
            return self.exclude(item__author=user)
        return self.filter(queue_wall(user, "item__"))

    def telling(self, user: Any, now: datetime.datetime) -> Self:
        """Those that the person it is about may read of by now."""
        approved = self.filter(item__author=user, approved=True, answered_at__lte=now - TOLD_AFTER)
        return approved.filter(Q(hold_until=None) | Q(hold_until__lte=now))


class Unmasking(Row):
    """Asked by a moderator, answered by somebody else in another role, shown once to each of the two."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_as = models.CharField(max_length=12, choices=Role)
    reason = EncryptedTextField(_("why does somebody have to know who this is?"))
    asked_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_as = models.CharField(max_length=12, choices=Role, blank=True)
    approved = models.BooleanField(null=True)
    answer = EncryptedTextField(_("why, or why not?"), blank=True)
    answered_at = models.DateTimeField(null=True)
    asker_saw_at = models.DateTimeField(null=True)
    answerer_saw_at = models.DateTimeField(null=True)
    hold_until = models.DateTimeField(null=True, help_text="Until when a law forbids to tell the person.")
    hold_reason = EncryptedTextField(_("which law, and whose order?"), blank=True)
    hold_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = UnmaskingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(answered_at=None), name="moderation_unmasking_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("asked_by")), name="moderation_unmasking_two_people"
            ),
            models.CheckConstraint(
                condition=Q(answered_as="") | ~Q(answered_as=F("asked_as")), name="moderation_unmasking_two_roles"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, approved=None, answered_as="")
                | (
                    Q(answered_at__isnull=False, answered_by__isnull=False, approved__isnull=False) & ~Q(answered_as="")
                ),
                name="moderation_unmasking_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(asker_saw_at=None, answerer_saw_at=None) | Q(approved=True),
                name="moderation_unmasking_seen_approved",
            ),
            models.CheckConstraint(
                condition=Q(hold_until=None, hold_by=None) | Q(hold_until__isnull=False, hold_by__isnull=False),
                name="moderation_unmasking_hold_whole",
            ),
        ]
        indexes = [models.Index(fields=["-asked_at"], name="moderation_unmasking_newest")]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def shown_until(self) -> datetime.datetime | None:
        return self.answered_at + SHOWN_FOR if self.approved and self.answered_at else None

    @property
    def tell_at(self) -> datetime.datetime | None:
        """When the person is told, as things stand."""
        if not self.approved or self.answered_at is None:
            return None
        usual = self.answered_at + TOLD_AFTER
        return max(usual, self.hold_until) if self.hold_until else usual
