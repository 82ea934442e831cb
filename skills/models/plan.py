"""The learning plan: when somebody means to do something, told to nobody else."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wellbeing_portal.kernel.fields import EncryptedTextField
from wellbeing_portal.kernel.models import Row
from wellbeing_portal.learning.models import Course, OwnQuerySet

EVERY_DAY = 0b1111111


class PlanItem(Row):
    """A course to go on with, or something of one's own; on days of every week, or on one day.

    Hours are those of the zone that the person has chosen. Whether it was done is read from the lessons.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="plan_items")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    goal = EncryptedTextField(_("something of your own"), blank=True)
    weekdays = models.PositiveSmallIntegerField(default=0, help_text="One bit for each day, Monday first; 0: one day.")
    day = models.DateField(null=True, blank=True, help_text="Empty: every week.")
    at = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=20)
    remind = models.BooleanField(default=False)
    is_paused = models.BooleanField(default=False)
    remind_at = models.DateTimeField(null=True, blank=True, help_text="The moment of the reminder that is set.")
    made_at = models.DateTimeField(default=timezone.now)
    once = models.UUIDField(help_text="Key of the form it came from.")

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "once"], name="skills_plan_once"),
            models.CheckConstraint(
                condition=Q(course__isnull=False, goal="") | (Q(course=None) & ~Q(goal="")), name="skills_plan_what"
            ),
            models.CheckConstraint(
                condition=Q(day=None, weekdays__gte=1, weekdays__lte=EVERY_DAY) | Q(day__isnull=False, weekdays=0),
                name="skills_plan_when",
            ),
        ]
        indexes = [
            models.Index(fields=["remind_at"], name="skills_plan_due", condition=Q(remind_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
