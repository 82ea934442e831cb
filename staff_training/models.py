"""What is asked of whom, and who has been asked."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff_training.enums import Closed, Renewal
from wellbeing_portal.institutions.enums import Role
from wellbeing_portal.institutions.models import Institution, standing_of
from wellbeing_portal.kernel.clock import today
from wellbeing_portal.kernel.fields import EncryptedTextField
from wellbeing_portal.kernel.models import Row, WalledQuerySet
from wellbeing_portal.learning.enums import ExpiryBase
from wellbeing_portal.learning.models import CompletionRecord, Course


class RequirementQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Coordinators of the institution, managers, and whoever it was asked of."""
        if not user.is_authenticated:
            return self.none()
        if standing_of(user).has_role(Role.MANAGER):
            return self.all()
        asked = TrainingAssignment.objects.filter(requirement=OuterRef("pk"), user=user)
        return self.filter(Q(institution__in=standing_of(user).institutions_as(Role.COORDINATOR)) | Exists(asked))

    def running(self) -> Self:
        """Those that assign people: live, and not ended."""
        return self.filter(live_at__isnull=False, ended_at=None)


class TrainingRequirement(Row):
    """A course that an institution asks some of its roles to take. It asks nobody before it is live."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+", verbose_name=_("course"))
    roles = models.JSONField(_("roles"))
    together = models.UUIDField(
        null=True, blank=True, db_index=True, help_text="The same for rows that one form made for several institutions."
    )
    effective_from = models.DateField(_("asked from"), default=today)
    due_days = models.PositiveSmallIntegerField(_("days to complete it"), default=60)
    due_on = models.DateField(_("day it is due"), null=True, blank=True, help_text="If set, instead of the days.")
    grace_days = models.PositiveSmallIntegerField(_("days of grace"), default=0)
    earlier_months = models.PositiveSmallIntegerField(
        _("months back that an earlier completion counts"), default=24, validators=[MaxValueValidator(120)]
    )
    renewal = models.CharField(_("renewal"), max_length=10, choices=Renewal, default=Renewal.NONE)
    renew_months = models.PositiveSmallIntegerField(
        _("months until the renewal"), default=24, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    window_days = models.PositiveSmallIntegerField(_("days before the end when the renewal opens"), default=60)
    expiry_base = models.CharField(
        _("validity counts from"), max_length=10, choices=ExpiryBase, default=ExpiryBase.COMPLETION
    )
    fixed_month = models.PositiveSmallIntegerField(_("month of the fixed day"), default=12)
    fixed_day = models.PositiveSmallIntegerField(_("the fixed day"), default=31)
    least_months = models.PositiveSmallIntegerField(_("months of validity at the least"), default=6)
    renews_on_change = models.BooleanField(_("taken again when the course has changed"), default=False)
    change_days = models.PositiveSmallIntegerField(_("days to take the changed course"), default=60)
    made_at = models.DateTimeField(default=timezone.now)
    live_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "course"], condition=Q(ended_at=None), name="staff_training_requirement_once"
            ),
            models.CheckConstraint(
                condition=Q(renew_months__gte=1)
                & Q(fixed_month__gte=1, fixed_month__lte=12)
                & Q(fixed_day__gte=1, fixed_day__lte=31),
                name="staff_training_requirement_days",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def role_labels(self) -> str:
        return ", ".join(str(Role(role).label) for role in self.roles)

    @property
    def fixed(self) -> datetime.date:
        """The fixed day in a leap year, for its day and month alone."""
        return datetime.date(2028, self.fixed_month, self.fixed_day)


class AssignmentQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own, and for coordinators those of their institution."""
        if not user.is_authenticated:
            return self.none()
        places = standing_of(user).institutions_as(Role.COORDINATOR)
        return self.filter(Q(user=user) | Q(requirement__institution__in=places))


class TrainingAssignment(Row):
    """Somebody is asked to take the course, in this round. It is closed, never deleted."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="trainings")
    requirement = models.ForeignKey(TrainingRequirement, on_delete=models.PROTECT, related_name="assignments")
    cycle = models.PositiveSmallIntegerField(default=1)
    assigned_on = models.DateField(default=today)
    due_on = models.DateField()
    counts_from = models.DateField(help_text="The first day on which a completion counts for this round.")
    least_version = models.PositiveIntegerField(default=0, help_text="Completions of an older version do not count.")
    previous_until = models.DateField(null=True, blank=True, help_text="The last day of what is to be renewed.")
    completion = models.ForeignKey(CompletionRecord, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    exempted_at = models.DateTimeField(null=True, blank=True)
    exempt_until = models.DateField(null=True, blank=True, help_text="The last day; empty: for good.")
    exempt_why = EncryptedTextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_why = models.CharField(max_length=10, choices=Closed, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "requirement", "cycle"], name="staff_training_assignment_cycle"),
            models.UniqueConstraint(
                fields=["user", "requirement"], condition=Q(closed_at=None), name="staff_training_assignment_one_open"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_why="") | (Q(closed_at__isnull=False) & ~Q(closed_why="")),
                name="staff_training_assignment_closed",
            ),
            models.CheckConstraint(
                condition=Q(exempted_at=None, exempt_why="", exempt_until=None)
                | (Q(exempted_at__isnull=False) & ~Q(exempt_why="")),
                name="staff_training_assignment_exempt",
            ),
        ]
        indexes = [models.Index(fields=["requirement", "closed_at"], name="staff_training_open")]

    def __str__(self) -> str:
        return str(self.public_id)


class ReminderQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever sees the assignment."""
        return self.filter(assignment__in=TrainingAssignment.objects.visible_to(user).values("pk"))


class TrainingReminder(models.Model):
    """Somebody is reminded on this day: written together with what is said, so that nobody hears it twice."""

    assignment = models.ForeignKey(TrainingAssignment, on_delete=models.CASCADE, related_name="reminders")
    said_on = models.DateField(default=today)
    due_on = models.DateField(help_text="The day it spoke of: with another day the counting begins anew.")

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "said_on"], name="staff_training_reminder_once_a_day")
        ]

    def __str__(self) -> str:
        return f"reminder of {self.said_on}"
