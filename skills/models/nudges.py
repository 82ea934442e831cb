"""Nudges: whether somebody wants them, and which were said."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from wellbeing_portal.kernel.models import Row
from wellbeing_portal.learning.models import Enrolment, OwnQuerySet


class NudgeWish(models.Model):
    """What somebody answered when they were asked. No row: not asked yet, and no nudges."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="nudge_wish"
    )
    wants = models.BooleanField()

    objects = OwnQuerySet.as_manager()

    def __str__(self) -> str:
        return f"nudges of {self.user_id}"


class OfWayQuerySet(OwnQuerySet):
    owner = "enrolment__user"


class Nudge(Row):
    """The ledger: one after a week, one after three, for each time that a course was left alone.

    ``since`` is when it had been opened last: whoever opens it again begins anew.
    """

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    stage = models.PositiveSmallIntegerField()
    said_at = models.DateTimeField(default=timezone.now)

    objects = OfWayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "since", "stage"], name="skills_nudge_once"),
            models.CheckConstraint(condition=Q(stage__gte=1, stage__lte=2), name="skills_nudge_stage"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
