"""When somebody is there to look: the staffed hours of each institution."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.institutions.models import Institution
from wellbeing_portal.kernel.models import Row, WalledQuerySet


class StaffedHoursQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """People are told when somebody is there, so this is public."""
        return self.all()


class StaffedHours(Row):
    """One stretch of a weekday, on the clocks of Finland; on public holidays nobody is there."""

    place = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField(_("day"), help_text="0 is Monday.")
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("to"))

    objects = StaffedHoursQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "weekday", "opens"], name="moderation_hours_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="moderation_hours_weekday"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="moderation_hours_period"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}–{self.closes}"
