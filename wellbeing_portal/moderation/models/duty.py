"""Who is told of a crisis, and in which order."""

from typing import Any, Self

from django.conf import settings
from django.db import models

from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution, standing_of
from wellbeing_portal.kernel.models import Row, WalledQuerySet


class DutyQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those who moderate at the place know who is on duty."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(place__in=standing_of(user).institutions_as(Role.MODERATOR, Role.COORDINATOR))


class Duty(Row):
    """One contact; the lowest number is told first."""

    place = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()

    objects = DutyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "person"], name="moderation_duty_once")]
        indexes = [models.Index(fields=["place", "order", "id"], name="moderation_duty_order")]

    def __str__(self) -> str:
        return f"contact {self.order} of {self.place_id}"
