"""The service directory's core. Names follow HSDS; everything here is public."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from guidance.enums import OnHolidays, Sureness
from guidance.validators import validate_byday, validate_next_check
from wellbeing_portal.kernel.models import Row, WalledQuerySet


class PublicQuerySet(WalledQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Where help is found is public."""
        return self.all()


class Service(Row):
    """A place to get help. What is not known stays empty."""

    slug = models.SlugField(unique=True)
    name_fi = models.CharField(max_length=200)
    name_sv = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    description_fi = models.TextField(blank=True)
    description_sv = models.TextField(blank=True)
    description_en = models.TextField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    url = models.URLField(blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(null=True, blank=True)
    languages = models.JSONField(default=list, blank=True, help_text="Language codes; empty: not known.")
    fees = models.CharField(max_length=20, blank=True, help_text="free, operator, kela, or empty: not known.")
    needs = models.JSONField(default=list, blank=True, help_text="What it is for; empty: anything.")
    crisis = models.BooleanField(default=False, help_text="Checked every 30 days instead of every 90.")
    checked_on = models.DateField(null=True, blank=True, help_text="Empty: not yet checked on this portal.")
    checked_by = models.CharField(max_length=100, blank=True)
    next_check = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    source_url = models.URLField(blank=True)
    sureness = models.CharField(max_length=1, choices=Sureness.choices, default=Sureness.C)
    unconfirmed = models.BooleanField(default=False, help_text="The sources leave something open.")
    urgent_order = models.PositiveSmallIntegerField(default=100)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["urgent_order", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_on=None, next_check=None)
                | Q(checked_on__isnull=False, next_check__isnull=False, next_check__gt=F("checked_on")),
                name="guidance_service_next_check",
            ),
            models.CheckConstraint(
                condition=Q(minimum_age=None) | Q(maximum_age=None) | Q(maximum_age__gte=F("minimum_age")),
                name="guidance_service_ages",
            ),
        ]

    def __str__(self) -> str:
        return self.name_fi

    def clean(self) -> None:
        validate_next_check(self.checked_on, self.next_check, crisis=self.crisis)


class Schedule(Row):
    """Hours on some weekdays in Helsinki time. A missing time is not known; a close at or before the open is next day.

    Where rows with dates overlap, the one valid for the shortest time holds: a single day beats the
    summer, the summer beats the usual week.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="schedules")
    byday = models.CharField(max_length=20, blank=True, validators=[validate_byday], help_text="Empty: every day.")
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    all_day = models.BooleanField(default=False)
    closed = models.BooleanField(default=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    on_holidays = models.CharField(max_length=10, choices=OnHolidays.choices, default=OnHolidays.UNKNOWN)
    channel = models.CharField(max_length=10, blank=True, help_text="phone, chat, or empty: the whole service.")
    languages = models.JSONField(default=list, blank=True, help_text="Empty: the languages of the service.")

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["service", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="guidance_schedule_valid",
            ),
            models.CheckConstraint(
                condition=Q(closed=False) | Q(all_day=False, opens_at=None, closes_at=None),
                name="guidance_schedule_closed_has_no_hours",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id}: {self.byday or '*'}"


class ServiceArea(Row):
    """A town where the service has its own number. The area's name and number stay empty until they are known."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="areas")
    slug = models.SlugField()
    town_fi = models.CharField(max_length=100)
    town_sv = models.CharField(max_length=100, blank=True)
    name_fi = models.CharField(max_length=200, blank=True)
    name_sv = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    institutions = models.JSONField(default=list, blank=True, help_text="Slugs of partners with a campus here.")
    sureness = models.CharField(max_length=1, choices=Sureness.choices, default=Sureness.C)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["service", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["service", "slug"], name="guidance_area_once_a_service"),
        ]

    def __str__(self) -> str:
        return self.town_fi
