"""Who belongs where, as what, and since when."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models.places import Institution
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.models import Row, WalledQuerySet


class MembershipQuerySet(WalledQuerySet):
    def current(self, day: datetime.date | None = None) -> Self:
        """Memberships that hold on the day (default: today in Helsinki)."""
        day = day or today()
        return self.filter(valid_from__lte=day, ended_at__isnull=True).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=day)
        )

    def visible_to(self, user: Any) -> Self:
        """One's own, and, for a coordinator, those of the institution coordinated."""
        if not user.is_authenticated:
            return self.none()
        coordinated = Membership.objects.current().filter(user=user, role=Role.COORDINATOR).values("institution")
        return self.filter(Q(user=user) | Q(institution__in=coordinated))


class Membership(Row):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    valid_from = models.DateField(default=today)
    valid_until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Ended by somebody; it counts from that moment.")
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "institution", "role"],
                condition=Q(valid_until__isnull=True, ended_at__isnull=True),
                name="institutions_membership_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="institutions_membership_period",
            ),
        ]

    @property
    def is_current(self) -> bool:
        """Whether it holds today."""
        begun = self.ended_at is None and self.valid_from <= today()
        return begun and (self.valid_until is None or self.valid_until >= today())

    def __str__(self) -> str:
        return f"{self.role} of {self.institution_id}"
