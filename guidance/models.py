"""The service directory's core. Names follow HSDS; everything here is public."""

from typing import Any, Self

from django.core.validators import MaxValueValidator
from django.db import models

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
    checked_on = models.DateField(null=True, blank=True)
    next_check = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    unconfirmed = models.BooleanField(default=False)
    urgent_order = models.PositiveSmallIntegerField(default=100)

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["urgent_order", "slug"]

    def __str__(self) -> str:
        return self.name_fi


class Schedule(Row):
    """One weekday in Helsinki time. A missing time is not known; a close at or before the open is the next day."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="schedules")
    weekday = models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)], help_text="0 is Monday.")
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    all_day = models.BooleanField(default=False)
    channel = models.CharField(max_length=10, blank=True, help_text="phone, chat, or empty: the whole service.")
    languages = models.JSONField(default=list, blank=True, help_text="Empty: the languages of the service.")

    objects = PublicQuerySet.as_manager()

    class Meta:
        ordering = ["service", "weekday", "channel", "opens_at"]
        constraints = [
            models.CheckConstraint(condition=models.Q(weekday__lte=6), name="guidance_schedule_weekday"),
        ]

    def __str__(self) -> str:
        return f"{self.service_id}: {self.weekday}"
