"""Shifts of those who moderate, and what stays with them."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution, standing_of
from wellbeing_portal.kernel.fields import EncryptedTextField
from wellbeing_portal.kernel.models import Row, WalledQuerySet


class ShiftQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those who moderate at the place read what was handed over."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(place__in=standing_of(user).institutions_as(Role.MODERATOR, Role.COORDINATOR))


class Shift(Row):
    """A stretch of looking after the queue, with a note for whoever comes next."""

    place = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    handover = EncryptedTextField(_("for whoever comes next"), blank=True)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="moderation_shift_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")), name="moderation_shift_period"
            ),
        ]
        indexes = [models.Index(fields=["place", "-ended_at"], name="moderation_shift_latest")]

    def __str__(self) -> str:
        return f"shift at {self.place_id}"


class DebriefQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own, and nobody else's: no coordinator reads it."""
        return self.filter(person=user.pk) if user.is_authenticated else self.none()


class Debrief(models.Model):
    """What a shift left in somebody's mind, written for themselves."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    says = EncryptedTextField(_("for yourself"))
    at = models.DateTimeField(default=timezone.now)

    objects = DebriefQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "-at"], name="moderation_debrief_own")]

    def __str__(self) -> str:
        return f"debrief of {self.at:%Y-%m-%d}"
